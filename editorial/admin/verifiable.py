"""Marking entries as still correct from their own lists."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.admin.mark_page import MAX_AT_ONCE, mark_page

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = object


class VerifiableAdmin(ModelAdmin):
    """Let the list of a kind of entry mark many as still correct: in both languages, dated now."""

    actions: Any = ("mark_correct",)

    @admin.action(description=gettext_lazy("Still correct"), permissions=["verify"])
    def mark_correct(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Ask, with everything that would be dated: a fixed number of queries."""
        if queryset.count() > MAX_AT_ONCE:
            text = _("Choose at most %(count)s at once. Nothing was marked.")
            messages.error(request, text % {"count": MAX_AT_ONCE})
            return None
        context = {**self.admin_site.each_context(request), "opts": self.opts}
        return mark_page(request, context, queryset, back=request.get_full_path())

    def has_verify_permission(self, request: HttpRequest) -> bool:
        """Return whether this person records checks."""
        return request.user.has_perm("editorial.add_verification")
