"""Who answers for what, and who agreed to be named."""

from django.contrib import admin

from directory.models import RegionalConfirmation, TopicOwnership
from editorial.admin.audited import AuditedAdmin


@admin.register(TopicOwnership)
class TopicOwnershipAdmin(AuditedAdmin):
    """Name the ministry, the sign-off by a lawyer, and until when it is valid."""

    list_display = ("group", "owner", "signed_off_by", "signed_off_on", "valid_until")
    list_select_related = ("owner",)


@admin.register(RegionalConfirmation)
class RegionalConfirmationAdmin(AuditedAdmin):
    """Note a confirmation and an agreement: without both a coordinator is no first contact."""

    list_display = ("service", "confirmed_on", "confirmed_by", "agreed_on", "agreed_by")
    list_filter = ("how", "confirmed_on", "agreed_on")
    list_select_related = ("service",)
    search_fields = ("service__name_nl", "service__organization__name_nl", "confirmed_by")
    autocomplete_fields = ("service",)
    ordering = ("service__sort_key", "pk")
