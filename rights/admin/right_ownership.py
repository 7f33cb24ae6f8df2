"""Who answers for each right."""

from django.contrib import admin

from editorial.admin.audited import AuditedAdmin
from rights.models import RightOwnership


@admin.register(RightOwnership)
class RightOwnershipAdmin(AuditedAdmin):
    """Name the ministry, the sign-off by a lawyer, and until when it is valid."""

    list_display = ("right", "owner", "signed_off_by", "signed_off_on", "valid_until")
    list_select_related = ("right", "owner")
    search_fields = ("right__name_nl", "owner__name_nl", "signed_off_by")
    autocomplete_fields = ("right",)
    ordering = ("right__position", "pk")
