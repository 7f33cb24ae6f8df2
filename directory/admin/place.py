"""Names that people type when asked where."""

from django.contrib import admin

from directory.models import Place
from editorial.admin.audited import AuditedAdmin


@admin.register(Place)
class PlaceAdmin(AuditedAdmin):
    """Keep places, other names and names of the past; a name may lead to several municipalities."""

    list_display = ("name", "municipality", "kind", "certainty")
    list_filter = ("kind", "certainty")
    list_select_related = ("municipality",)
    search_fields = ("name", "folded_name", "municipality__name_nl", "municipality__code")
    autocomplete_fields = ("municipality",)
