"""Signals at the desk."""

from typing import Any, ClassVar

from django.contrib import admin

from editorial.admin.entry import EntryAdmin
from rights.admin.fieldsets import PUBLICATION, sources
from rights.models import Signal


@admin.register(Signal)
class SignalAdmin(EntryAdmin):
    """Edit a sign, or something to do or not do."""

    list_display = ("__str__", "kind", "exploitation_form", "position", "state", "assured_date")
    list_filter: ClassVar[Any] = ("state", "kind", "exploitation_form", "certainty")
    list_select_related = ("exploitation_form",)
    autocomplete_fields = ("service",)
    slug_from = "text"
    search_fields = ("slug", "text_nl", "text_en")
    fieldsets: ClassVar[Any] = (
        (
            None,
            {"fields": ("text", "kind", "exploitation_form", "service", "audiences", "position")},
        ),
        sources(),
        PUBLICATION,
    )
