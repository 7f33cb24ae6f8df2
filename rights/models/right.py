"""What a victim is entitled to."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from directory.models import Need, Phase, Service
from directory.models.fields import ChoiceSetField
from editorial.models import REASONS_ABOUT_TEXT, Entry, EntryQuerySet, PublishedManager
from rights.models.choices import RightKind
from rights.models.provision import Provision


class RightQuerySet(EntryQuerySet["Right"]):
    """Queries over rights."""

    def in_order(self) -> Self:
        """Order as the chain goes: the same in both languages."""
        return self.order_by("position", "pk")

    def for_cards(self) -> Self:
        """Load what a right shows in a list: 4 queries."""
        return self.in_order().prefetch_related("conditions", "entitlements", "variants")

    def for_page(self) -> Self:
        """Load what a right's own page shows, apart from its articles: 11 queries."""
        return self.for_cards().prefetch_related(
            "needs",
            "conditions__situation",
            Prefetch("services", queryset=Service.objects.for_cards()),
        )


RightManager = models.Manager.from_queryset(RightQuerySet)
PublishedRightManager = PublishedManager.from_queryset(RightQuerySet)


class Right(Entry):
    """A right in plain words, with for whom it holds, under which conditions, and by which law.

    Its entitlements together answer every age with every residence status exactly once. Its
    warning stands before the way to use it, everywhere. Where the law differs by age or papers it
    has variants of its text; its own text is for whoever did not say.
    """

    document_children = ("conditions", "entitlements", "variants")
    safety_critical_texts = frozenset({"warning"})
    report_reasons = REASONS_ABOUT_TEXT

    name = models.CharField(_("name"), max_length=150)
    kind = models.CharField(
        _("kind"), max_length=10, choices=RightKind.choices, default=RightKind.RIGHT
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    summary = models.TextField(_("what it is"))
    warning = models.TextField(
        _("warning"), blank=True, help_text=_("Shown before the way to use the right.")
    )
    how = models.TextField(_("how to get it"))
    duration = models.TextField(_("how long"), blank=True, help_text=_("Empty: not known."))
    phases = ChoiceSetField(_("phases"), choice_set=Phase, blank=False)
    needs: Any = models.ManyToManyField(Need, verbose_name=_("needs"), related_name="rights")
    provisions: Any = models.ManyToManyField(
        Provision, verbose_name=_("legal basis"), blank=True, related_name="rights"
    )
    services: Any = models.ManyToManyField(
        Service,
        verbose_name=_("services that make it real"),
        blank=True,
        related_name="rights",
    )
    right_on = models.DateField(
        _("right on"), null=True, blank=True, help_text=_("Empty: not known.")
    )

    objects: ClassVar[PublishedRightManager["Right"]] = PublishedRightManager()
    all_objects: ClassVar[RightManager["Right"]] = RightManager()
    _default_manager: ClassVar[RightManager["Right"]]

    warning_nl: str | None
    how_nl: str | None

    class Meta:
        verbose_name = _("right")
        verbose_name_plural = _("rights")
        ordering: ClassVar = ["position", "pk"]
        default_manager_name = "all_objects"
        base_manager_name = "all_objects"

    def __str__(self) -> str:
        return self.name or self.slug

    def clean_relations(self, chosen: Mapping[str, list[Any]]) -> None:
        """Ask for a need: a right that meets none would be found by no one.

        Raise ValidationError without one.
        """
        if not chosen.get("needs"):
            raise ValidationError({"needs": _("Choose at least one.")})

    def clean_children(self, rows: Mapping[str, list[Any]]) -> None:
        """Refuse entitlements that leave a person out, answer one twice, or misname a condition.

        A variant that could never be shown is refused too.
        """
        from rights.models.entitlement import coverage_problems
        from rights.models.right_variant import variant_problems

        if problems := variant_problems(rows.get("variants", [])):
            raise ValidationError({"variants": problems})
        problems = coverage_problems(
            rows.get("entitlements", []),
            {condition.key for condition in rows.get("conditions", [])},
        )
        if problems:
            raise ValidationError({"entitlements": problems})

    def get_absolute_url(self) -> str:
        """Return the URL in the active language."""
        from django.urls import reverse

        return reverse("rights:right", args=[self.slug])
