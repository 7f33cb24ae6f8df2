"""Legislation at the desk, with its numbers and articles."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from editorial.admin.entry import EntryAdmin
from editorial.admin.language_tabs import TranslatedRows
from rights.admin.fieldsets import PUBLICATION, sources
from rights.models import Legislation, LegislationIdentifier, Provision


class LegislationIdentifierInline(admin.TabularInline[LegislationIdentifier, Legislation]):
    """The numbers from which links are built; one that is to be checked gets none."""

    model = LegislationIdentifier
    extra = 0
    fields = ("scheme", "value", "certainty")


class ProvisionInline(TranslatedRows):
    """The articles on which rights rest."""

    model = Provision
    fields = (
        "key",
        ("article", "article_end", "paragraph", "subparagraph"),
        "heading",
        "text",
        ("legal_status", "certainty", "right_on"),
        "position",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Load the instrument along with its articles, which are named by it."""
        return super().get_queryset(request).select_related("legislation")


@admin.register(Legislation)
class LegislationAdmin(EntryAdmin):
    """Edit an instrument; a bill or proposal can never be in force."""

    list_display = ("__str__", "citation", "kind", "legal_status", "state", "assured_date")
    list_filter: ClassVar[Any] = ("state", "kind", "legal_status", "certainty")
    search_fields = ("slug", "name_nl", "name_en", "citation", "identifiers__value")
    filter_horizontal = ("amends",)
    inlines = (LegislationIdentifierInline, ProvisionInline)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("name", "citation", "kind", "legal_status", "summary")}),
        (_("Dates"), {"fields": ("adopted_on", "in_force_from")}),
        (_("Changes"), {"fields": ("amends", "what_it_would_change")}),
        sources("right_on"),
        PUBLICATION,
    )
