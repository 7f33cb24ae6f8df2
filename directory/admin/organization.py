"""Who offers help, or has another part in the chain."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from directory.admin.channel import ChannelRows
from directory.admin.known_fact import OrganizationFactRows
from directory.admin.location import LocationRows
from directory.admin.typed import NumberSearch
from directory.models import Organization, Service
from editorial.admin.entry import EntryAdmin
from editorial.admin.merging import MergePage
from editorial.admin.provenance import PLANNED_DATES, PROVENANCE
from editorial.documents.document import Document
from editorial.models import Entry


@admin.register(Organization)
class OrganizationAdmin(MergePage, NumberSearch, EntryAdmin):
    """Edit an organization with the ways to reach it, for all its services at once."""

    merge_picker = Service._meta.get_field("organization")
    inlines = (ChannelRows, LocationRows, OrganizationFactRows)
    list_display = ("__str__", "abbreviation", "kind", "helps_victims", "state", "assured_date")
    list_filter = ("state", "kind", "helps_victims", "certainty")
    search_fields = (
        "name_nl",
        "name_en",
        "abbreviation",
        "alternate_names",
        "slug",
        "website",
        "channels__value",
    )
    ordering = ("sort_key", "pk")
    fieldsets = [
        (
            _("Who they are"),
            {"fields": ["name", "abbreviation", "alternate_names", "slug"]},
        ),
        (
            _("What they do"),
            {"fields": ["kind", "helps_victims", "description", "website"]},
        ),
        PROVENANCE,
        PLANNED_DATES,
    ]

    def look_alikes(self, document: Document) -> list[Entry]:
        """Return those with the same name, number or website, in name order: one query."""
        return list(Organization.all_objects.all().alike(document))
