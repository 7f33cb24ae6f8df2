"""A machine for editors alone sends visitors to the site that is theirs."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from wegwijzer.audiences import is_for_editors
from wegwijzer.middleware.edition import ASKED_BY_MACHINES

FEEDBACK = "feedback"


class DeskOnlyMiddleware:
    """Answer the desk, and what visitors and organizations tell it; lead all else on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        match = request.resolver_match
        is_told_something = match is not None and FEEDBACK in match.namespaces
        if is_for_editors(request) or is_told_something or request.path_info in ASKED_BY_MACHINES:
            return None
        # Without the query: what a visitor asks stays out of a redirect.
        return HttpResponseRedirect(f"{settings.SITE_URL}{request.path}")
