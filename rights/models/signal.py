"""How to recognize trafficking, and what to do about it."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models import Audience, ExploitationForm, Service
from directory.models.fields import ChoiceSetField
from editorial.models import Entry, EntryQuerySet, PublishedManager
from rights.models.choices import SignalKind


class SignalQuerySet(EntryQuerySet["Signal"]):
    """Queries over signals."""

    def for_page(self) -> Self:
        """Load all with their form of exploitation and the service they name: 2 queries."""
        return (
            self.select_related("exploitation_form", "service__organization")
            .prefetch_related("service__channels")
            .order_by("position", "pk")
        )


SignalManager = models.Manager.from_queryset(SignalQuerySet)
PublishedSignalManager = PublishedManager.from_queryset(SignalQuerySet)


class Signal(Entry):
    """One sign, or one thing to do or not do, for the public and professionals apart.

    Without a form of exploitation it is true of every form.
    """

    text = models.CharField(_("text"), max_length=300)
    kind = models.CharField(_("kind"), max_length=10, choices=SignalKind.choices)
    exploitation_form = models.ForeignKey(
        ExploitationForm,
        verbose_name=_("form of exploitation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="signals",
        help_text=_("Empty: true of every form."),
    )
    service = models.ForeignKey(
        Service,
        verbose_name=_("service"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="signals",
        help_text=_("Whom the text tells to turn to: the name and the number stand below it."),
    )
    audiences = ChoiceSetField(_("audiences"), choice_set=Audience, blank=False)
    position = models.PositiveIntegerField(_("position"), default=0)

    objects: ClassVar[PublishedSignalManager["Signal"]] = PublishedSignalManager()
    all_objects: ClassVar[SignalManager["Signal"]] = SignalManager()
    _default_manager: ClassVar[SignalManager["Signal"]]

    class Meta:
        verbose_name = _("signal")
        verbose_name_plural = _("signals")
        ordering: ClassVar = ["position", "pk"]
        default_manager_name = "all_objects"
        base_manager_name = "all_objects"

    def __str__(self) -> str:
        return self.text or self.slug

    @property
    def named_service(self) -> Service | None:
        """Return the service that it names, if the public may see it: no query if it is loaded."""
        service = self.service
        is_public = service and service.is_published and service.organization.is_published
        return service if is_public else None

    def get_absolute_url(self) -> str:
        """Return the page of all signals in the active language."""
        from django.urls import reverse

        return reverse("rights:signals")
