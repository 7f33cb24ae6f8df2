"""Which content policy a page gets: the strict one, or what Django's admin needs."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from wegwijzer.audiences import is_for_editors


class ContentPolicyMiddleware(CSPMiddleware):
    """Give editors' pages a policy of their own; it never loosens a public page."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if is_for_editors(request) and not report_only:
            parts.config = settings.CONTENT_SECURITY_POLICY_FOR_EDITORS["DIRECTIVES"]
        return parts
