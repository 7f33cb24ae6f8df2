"""Who answers for each topic."""

from django.contrib import admin

from directory.models import TopicOwnership
from editorial.admin.audited import AuditedAdmin


@admin.register(TopicOwnership)
class TopicOwnershipAdmin(AuditedAdmin):
    """Name the ministry, the sign-off by a lawyer, and until when it is valid."""

    list_display = ("group", "owner", "signed_off_by", "signed_off_on", "valid_until")
    list_select_related = ("owner",)
