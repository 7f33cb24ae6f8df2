"""The audit log, to read."""

from django.contrib import admin

from editorial.admin.read_only import ReadOnlyAdmin
from editorial.models import AuditEvent


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
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
