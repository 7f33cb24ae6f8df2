"""The way from http to https keeps nothing of a question."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase


class HttpsRedirectMiddleware:
    """Leave the query out of the redirect of Django's SecurityMiddleware, and let nobody keep it.

    A browser keeps a permanent redirect on disk, with the URL that was asked and the one it leads
    to. Whoever came through http with a question gets the page without it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        location = response.headers.get("Location", "")
        if location.startswith("https://") and not request.is_secure():
            response.headers["Location"] = location.partition("?")[0]
            response.headers["Cache-Control"] = "no-store"
        return response
