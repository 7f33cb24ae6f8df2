"""What the checker of links and numbers found, to read; faults are dealt with in the work list."""

from typing import Any

from django.contrib import admin

from editorial.admin.read_only import ReadOnlyAdmin
from editorial.models import LinkFinding


@admin.register(LinkFinding)
class LinkFindingAdmin(ReadOnlyAdmin):
    """Show every link with its status in each language."""

    list_display_links: Any = None
    show_full_result_count = False
    list_display = (
        "url",
        "outcome",
        "status",
        "final_url",
        "language",
        "key",
        "field",
        "checked_at",
        "failing_since",
        "accepted_by",
    )
    list_filter = ("outcome", "language", "model")
    search_fields = ("url", "final_url", "key")
