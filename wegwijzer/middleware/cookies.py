"""No cookie for visitors, whatever a package may try to set."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from wegwijzer.audiences import is_for_editors


class NoCookiesMiddleware:
    """Drop every cookie of a public page, on the way in and on the way out.

    Nothing behind it may look for a session: one was written for every visit that named one. Stands
    outside the middleware of sessions and forms, which set theirs on the way back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_for_editors(request):
            request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        if not is_for_editors(request):
            response.cookies.clear()
        return response
