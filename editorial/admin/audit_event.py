"""The audit log, to read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from editorial.admin.audited import AuditedAdmin
from editorial.models import AuditEvent


@admin.register(AuditEvent)
class AuditEventAdmin(AuditedAdmin):
    """Show what happened; nobody adds, changes or removes an event here."""

    list_display = ("happened_at", "actor", "action", "object_label", "object_key", "field_names")
    list_filter = ("action", "happened_at")
    search_fields = ("actor", "object_key")
    list_display_links = None
    show_full_result_count = False

    @admin.display(description=AuditEvent._meta.get_field("fields").verbose_name)
    def field_names(self, event: AuditEvent) -> str:
        """List the fields."""
        return ", ".join(event.fields)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: events are written by what happens."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse; see ``shorten_audit_log``."""
        return False
