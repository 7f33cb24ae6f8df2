"""Records that the desk shows and that something else writes."""

from typing import Any

from django.http import HttpRequest

from editorial.admin.audited import AuditedAdmin


class WrittenElsewhereAdmin(AuditedAdmin):
    """Show records; nobody adds, changes or removes one by hand."""

    list_display_links: Any = None
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False
