"""Which municipalities lie in which region."""

from django.contrib import admin

from directory.models import AreaMember
from editorial.admin.audited import AuditedAdmin


@admin.register(AreaMember)
class AreaMemberAdmin(AuditedAdmin):
    """Add a municipality to a region, or take it out. Search by the name of either."""

    list_display = ("municipality", "area")
    list_filter = ("area__kind",)
    list_select_related = ("area", "municipality")
    search_fields = ("area__name_nl", "area__code", "municipality__name_nl", "municipality__code")
    autocomplete_fields = ("area", "municipality")
    ordering = ("municipality__folded_name", "area__kind", "pk")
