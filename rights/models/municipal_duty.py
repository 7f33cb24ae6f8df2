"""What a municipality has to do."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from directory.models import Organization
from editorial.models import Entry, EntryQuerySet, PublishedManager
from rights.models.choices import DutyKind
from rights.models.provision import Provision
from rights.models.publication import Publication
from rights.models.right import Right


class MunicipalDutyQuerySet(EntryQuerySet["MunicipalDuty"]):
    """Queries over duties."""

    def for_page(self) -> Self:
        """Load all duties with their law, guidance, contacts and rights: 7 queries."""
        return self.prefetch_related(
            Prefetch("provisions", queryset=Provision.objects.for_lists()),
            Prefetch("publications", queryset=Publication.objects.newest_first()),
            Prefetch(
                "contacts",
                queryset=Organization.objects.alphabetical().prefetch_related("channels"),
            ),
            Prefetch("rights", queryset=Right.objects.in_order()),
        ).order_by("position", "pk")


MunicipalDutyManager = models.Manager.from_queryset(MunicipalDutyQuerySet)
PublishedMunicipalDutyManager = PublishedManager.from_queryset(MunicipalDutyQuerySet)


class MunicipalDuty(Entry):
    """One duty with why, by which law, with which guidance, and whom to ask."""

    name = models.CharField(_("name"), max_length=150)
    text = models.TextField(_("what the municipality does"))
    kind = models.CharField(_("why"), max_length=10, choices=DutyKind.choices)
    position = models.PositiveIntegerField(_("position"), default=0)
    provisions: Any = models.ManyToManyField(
        Provision, verbose_name=_("legal basis"), blank=True, related_name="municipal_duties"
    )
    publications: Any = models.ManyToManyField(
        Publication, verbose_name=_("guidance"), blank=True, related_name="municipal_duties"
    )
    contacts: Any = models.ManyToManyField(
        Organization, verbose_name=_("whom to ask"), blank=True, related_name="municipal_duties"
    )
    rights: Any = models.ManyToManyField(
        Right, verbose_name=_("rights that it makes real"), blank=True, related_name="+"
    )

    objects: ClassVar[PublishedMunicipalDutyManager["MunicipalDuty"]] = (
        PublishedMunicipalDutyManager()
    )
    all_objects: ClassVar[MunicipalDutyManager["MunicipalDuty"]] = MunicipalDutyManager()
    _default_manager: ClassVar[MunicipalDutyManager["MunicipalDuty"]]

    class Meta:
        verbose_name = _("duty of municipalities")
        verbose_name_plural = _("duties of municipalities")
        ordering: ClassVar = ["position", "pk"]
        default_manager_name = "all_objects"
        base_manager_name = "all_objects"

    def __str__(self) -> str:
        return self.name or self.slug

    def get_absolute_url(self) -> str:
        """Return its place on the page of duties in the active language."""
        from django.urls import reverse

        return f"{reverse('rights:municipal_duties')}#{self.slug}"
