"""The checks that were done, to read, and the work list with what is still to be checked."""

from typing import Any

from django.contrib import admin
from django.urls import path
from django.views.decorators.http import require_POST

from editorial.admin.check_page import CheckPage
from editorial.admin.mark_page import MarkPage
from editorial.admin.read_only import ReadOnlyAdmin
from editorial.admin.take_page import TakePage
from editorial.admin.work_list import WorkListPage
from editorial.models import Verification


@admin.register(Verification)
class VerificationAdmin(WorkListPage, TakePage, MarkPage, CheckPage, ReadOnlyAdmin):
    """Show who checked what, when and how. A check is recorded from a record or the work list."""

    list_display_links: Any = None
    show_full_result_count = False
    list_display = (
        "verified_at",
        "name",
        "fact",
        "value",
        "outcome",
        "how",
        "verified_by",
        "remark",
    )
    list_filter = ("outcome", "how", "fact", "model", "verified_at")
    search_fields = ("name", "key", "value", "verified_by")
    change_list_template = "admin/editorial/work/verifications.html"

    def get_urls(self) -> list[Any]:
        """Add the work list, what is done from it, and the page of one check."""
        view = self.admin_site.admin_view
        return [
            path("work-list/", view(self.work_list_view), name="editorial_work_list"),
            path(
                "work-list/act/",
                view(require_POST(self.act_view)),
                name="editorial_work_list_act",
            ),
            path("work-list/take/", view(self.take_view), name="editorial_work_list_take"),
            path("mark/", view(require_POST(self.mark_view)), name="editorial_verification_mark"),
            path("check/", view(self.check_view), name="editorial_verification_check"),
            *super().get_urls(),
        ]
