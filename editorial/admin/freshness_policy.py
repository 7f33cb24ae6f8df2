"""How fresh facts must be: one row, which an administrator changes."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from editorial.admin.audited import AuditedAdmin
from editorial.models import FreshnessPolicy


@admin.register(FreshnessPolicy)
class FreshnessPolicyAdmin(AuditedAdmin):
    """Lead straight to the one row; made with the defaults when it is first opened."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Open the policy instead of a list of one."""
        policy, _is_new = FreshnessPolicy.objects.get_or_create(pk=FreshnessPolicy.SINGLETON_KEY)
        return HttpResponseRedirect(
            reverse("admin:editorial_freshnesspolicy_change", args=[quote(policy.pk)])
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: there is one."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: there always is one."""
        return False
