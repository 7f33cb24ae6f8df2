"""Public pages are there to be read, but for the few that take a visitor's form."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from wegwijzer.audiences import is_for_editors
from wegwijzer.errors import method_not_allowed

READING = ("GET", "HEAD")


class ReadOnlyMiddleware:
    """Answer what a page cannot do with a page, before a body is read or a token is missed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not is_for_editors(request):
            return method_not_allowed(request, response.headers.get("Allow", ", ".join(READING)))
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        takes_it = request.method in READING or getattr(view, "takes_visitor_forms", False)
        if takes_it or is_for_editors(request):
            return None
        return method_not_allowed(request, ", ".join(READING))
