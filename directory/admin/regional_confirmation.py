"""Who confirmed a regional coordinator, and who agreed to the listing."""

from django.contrib import admin

from directory.models import RegionalConfirmation
from editorial.admin.audited import AuditedAdmin


@admin.register(RegionalConfirmation)
class RegionalConfirmationAdmin(AuditedAdmin):
    """Note a confirmation and an agreement: without both a coordinator is no first contact."""

    list_display = ("service", "confirmed_on", "confirmed_by", "agreed_on", "agreed_by")
    list_filter = ("how", "confirmed_on", "agreed_on")
    list_select_related = ("service",)
    search_fields = ("service__name_nl", "service__organization__name_nl", "confirmed_by")
    autocomplete_fields = ("service",)
    ordering = ("service__sort_key", "pk")
