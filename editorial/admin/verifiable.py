"""Marking entries as still correct from their own lists."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from editorial.admin.work_list import METHODS
from editorial.audit.log import name_of
from editorial.verification.verify import verify

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = object


class HowForm(ActionForm):
    """Ask beside the action how it was checked; other actions leave it empty."""

    how = forms.ChoiceField(
        label=gettext_lazy("how"),
        required=False,
        choices=[("", "---------"), *((method.value, method.label) for method in METHODS)],
    )


class VerifiableAdmin(ModelAdmin):
    """Let the list of a kind of entry mark many as still correct: in both languages, dated now."""

    action_form: ClassVar[Any] = HowForm
    actions: Any = ("mark_correct",)

    @admin.action(
        description=gettext_lazy("Still correct: everything, numbers too"), permissions=["verify"]
    )
    def mark_correct(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Verify what is chosen: a fixed number of queries."""
        how = request.POST.get("how", "")
        if how not in METHODS:
            messages.error(request, _("Choose how you checked it. Nothing was marked."))
            return
        entries = list(queryset)
        verify(entries, by=name_of(request.user), how=how)
        messages.success(
            request,
            ngettext(
                "%(count)s record is marked as still correct.",
                "%(count)s records are marked as still correct.",
                len(entries),
            )
            % {"count": len(entries)},
        )

    def has_verify_permission(self, request: HttpRequest) -> bool:
        """Return whether this person records checks."""
        return request.user.has_perm("editorial.add_verification")
