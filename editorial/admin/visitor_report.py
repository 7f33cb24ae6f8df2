"""What visitors said is not right, to read; it is settled in the work list."""

from django.contrib import admin

from editorial.admin.written_elsewhere import WrittenElsewhereAdmin
from editorial.models import VisitorReport


@admin.register(VisitorReport)
class VisitorReportAdmin(WrittenElsewhereAdmin):
    """Show the counts."""

    list_display = ("day", "key", "model", "reason", "count", "settled_by", "settled_at")
    list_filter = ("reason", "model", "day")
    search_fields = ("key",)
