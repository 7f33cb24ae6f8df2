"""Records that the desk shows and that something else writes."""

from typing import Any

from django.http import HttpRequest

from editorial.admin.audited import AuditedAdmin


class ReadOnlyAdmin(AuditedAdmin):
    """Show records; nobody adds, changes or removes one on a page of its own.

    The docstring of each subclass says where they are written instead.
    """

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False
