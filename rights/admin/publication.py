"""Publications at the desk."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.utils.translation import gettext_lazy as _

from editorial.admin.entry import EntryAdmin
from rights.admin.fieldsets import PUBLICATION, sources
from rights.models import Publication, VictimCount


class VictimCountRows(admin.TabularInline[VictimCount, Publication]):
    """The registered victims that a report counts, a row a year."""

    model = VictimCount
    extra = 0
    fields = ("year", "number")


@admin.register(Publication)
class PublicationAdmin(EntryAdmin):
    """Edit a report, guidance or page; a link only if it was seen to work."""

    list_display = ("__str__", "kind", "publisher", "year", "state", "assured_date")
    list_filter: ClassVar[Any] = (
        "state",
        "kind",
        "year",
        ("publisher", RelatedOnlyFieldListFilter),
    )
    list_select_related = ("publisher",)
    slug_from = "title"
    search_fields = ("slug", "title_nl", "title_en", "publisher__name_nl", "publisher_name")
    filter_horizontal = ("legislation",)
    inlines = (VictimCountRows,)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("title", "summary", "kind", "url")}),
        (_("Publisher"), {"fields": ("publisher", "publisher_name", "year")}),
        (_("Readers"), {"fields": ("languages", "audiences", "legislation")}),
        sources(),
        PUBLICATION,
    )
