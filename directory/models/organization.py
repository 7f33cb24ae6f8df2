"""Who offers help, or has another part in the chain."""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Prefetch, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.formats.folding import fold
from directory.models.fields import FoldedField, LinesField
from editorial.models import REASONS_ABOUT_CONTACT, Entry, EntryQuerySet, PublishedManager

if TYPE_CHECKING:
    from directory.models.service import Service


class OrganizationKind(models.TextChoices):
    """The part that an organization plays."""

    POLICE = "police", _("Police")
    INSPECTORATE = "inspectorate", _("Inspectorate")
    IMMIGRATION = "immigration", _("Immigration")
    JUSTICE = "justice", _("Justice")
    NGO = "ngo", _("Independent aid organisation")
    SHELTER = "shelter", _("Shelter")
    LEGAL_AID = "legal_aid", _("Legal aid")
    COMPENSATION = "compensation", _("Compensation")
    HEALTH = "health", _("Health care")
    YOUTH = "youth", _("Youth care")
    MUNICIPAL = "municipal", _("Municipal")
    COORDINATION = "coordination", _("Coordination")
    INTERNATIONAL = "international", _("International")
    MINISTRY = "ministry", _("Ministry")
    MONITORING = "monitoring", _("Monitoring")
    PARTNER = "partner", _("Partner")
    PARLIAMENT = "parliament", _("Parliament")


ENFORCEMENT_KINDS = frozenset(
    {OrganizationKind.POLICE, OrganizationKind.INSPECTORATE, OrganizationKind.IMMIGRATION}
)
"""Kinds that are never the alternative outside the police, nor the only contact without papers."""


class HelpsVictims(models.TextChoices):
    """Whether a victim can turn to the organization."""

    DIRECT = "direct", _("Helps victims directly")
    REFERRAL = "referral", _("Helps after referral only")
    NO = "no", _("Does not help victims itself")


class OrganizationQuerySet(EntryQuerySet["Organization"]):
    """Queries over organizations."""

    def alphabetical(self) -> Self:
        """Order by the folded Dutch name: the same order in both languages."""
        return self.order_by("sort_key", "pk")

    def alike(self, document: Mapping[str, Any]) -> Self:
        """Keep those that may be the one a document is of: by name, number or website."""
        names = [document.get(name) or "" for name in ("name_nl", "name_en", "abbreviation")]
        wanted = Q(sort_key__in=[folded for name in names if (folded := fold(name))])
        for name in filter(None, names):
            wanted |= Q(name_en__iexact=name) | Q(abbreviation__iexact=name)
        values = [row["value"] for row in document.get("channels") or () if row.get("value")]
        wanted |= Q(channels__value__in=values)
        host = (urlsplit(document.get("website") or "").hostname or "").removeprefix("www.")
        if host:
            wanted |= Q(website__iregex=rf"^https?://(www\.)?{re.escape(host)}(/|$)")
        return self.filter(wanted).distinct().alphabetical()

    def with_public_children(self) -> Self:
        """Load the channels and published services that an organization's page shows: 2 queries."""
        from directory.models.service import Service

        return self.prefetch_related(
            "channels",
            Prefetch("services", queryset=Service.objects.for_cards(), to_attr="public_services"),
        )


OrganizationManager = models.Manager.from_queryset(OrganizationQuerySet)
PublishedOrganizationManager = PublishedManager.from_queryset(OrganizationQuerySet)


class Organization(Entry):
    """An organization (HSDS ``organization``) with its role in the chain."""

    document_children = ("channels", "locations", "facts")
    contact_relation = "channels"
    report_reasons = REASONS_ABOUT_CONTACT

    name_nl: str
    name_en: str | None
    description_nl: str
    description_en: str | None
    public_services: list["Service"]

    name = models.CharField(_("name"), max_length=200)
    abbreviation = models.CharField(_("abbreviation"), max_length=40, blank=True)
    alternate_names = LinesField(
        _("other and former names"), help_text=_("Names that people type, one a line.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=OrganizationKind.choices)
    helps_victims = models.CharField(
        _("helps victims"), max_length=10, choices=HelpsVictims.choices
    )
    description = models.TextField(
        _("description"), help_text=_("Its role, in a few short sentences.")
    )
    website = models.URLField(_("website"), blank=True)
    sort_key = FoldedField(of="name_nl", db_index=True)

    objects: ClassVar[PublishedOrganizationManager["Organization"]] = PublishedOrganizationManager()
    all_objects: ClassVar[OrganizationManager["Organization"]] = OrganizationManager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering: ClassVar = ["sort_key", "pk"]
        default_manager_name = "all_objects"
        base_manager_name = "all_objects"

    def __str__(self) -> str:
        return self.name or self.slug

    def get_absolute_url(self) -> str:
        """Return the URL in the active language."""
        from django.urls import reverse

        return reverse("directory:organization", args=[self.slug])

    @cached_property
    def has_public_place(self) -> bool:
        """Return whether an editor said of one of its places that it is public: a query, once."""
        return bool(self.pk) and any(place.is_public for place in self.locations.all())

    @cached_property
    def has_secret_place(self) -> bool:
        """Return whether one of its places is secret: at most 3 queries, once.

        Who shelters people counts as having such a place until one is known to be public.
        """
        if self.pk and self.locations.filter(confidential=True).exists():
            return True
        return self.shelters_people and not self.has_public_place

    @cached_property
    def shelters_people(self) -> bool:
        """Return whether it is a shelter, or offers a place to sleep: a query, once."""
        from directory.models.service import Service

        services = Service.all_objects.filter(organization=self.pk)
        return self.kind == OrganizationKind.SHELTER or services.sheltering().exists()

    def rows_to_hand_over(self) -> Iterable[models.QuerySet[Any]]:
        """Return its numbers, places and what was seen of its numbers; facts of itself stay."""
        channels: models.QuerySet[Any] = self.channels.all()
        locations: models.QuerySet[Any] = self.locations.all()
        facts: models.QuerySet[Any] = self.facts.exclude(channel="")
        return channels, locations, facts

    def merge_problem(self, into: "Organization") -> str:
        """Refuse to put a public place beside a secret one: at most 10 queries."""
        both = (self, into)
        if any(one.has_secret_place for one in both) and any(one.has_public_place for one in both):
            return gettext(
                "One of them has a secret place, and one has a public place. Together they could"
                " give the secret place away."
            )
        return ""

    def confirmed_together(self) -> Iterable[Entry]:
        """Return the published services, in name order: one query."""
        from directory.models.service import Service

        return Service.objects.filter(organization=self).order_by("sort_key", "pk")
