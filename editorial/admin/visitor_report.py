"""What visitors said is not right, to read; it is settled in the work list."""

from typing import Any

from django.contrib import admin

from editorial.admin.read_only import ReadOnlyAdmin
from editorial.models import VisitorReport


@admin.register(VisitorReport)
class VisitorReportAdmin(ReadOnlyAdmin):
    """Show the counts."""

    list_display_links: Any = None
    show_full_result_count = False
    list_display = ("day", "key", "model", "reason", "count", "settled_by", "settled_at")
    list_filter = ("reason", "model", "day")
    search_fields = ("key",)
