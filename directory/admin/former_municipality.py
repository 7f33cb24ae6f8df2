"""Municipalities of the past."""

from django.contrib import admin

from directory.models import FormerMunicipality
from editorial.admin.audited import AuditedAdmin


@admin.register(FormerMunicipality)
class FormerMunicipalityAdmin(AuditedAdmin):
    """Keep where old codes lead; of a municipality that was divided, to each of its parts."""

    list_display = ("old_name", "old_code", "current", "date", "note")
    list_select_related = ("current",)
    search_fields = ("old_name", "old_code", "current__name_nl", "current__code")
    autocomplete_fields = ("current",)
    date_hierarchy = "date"
