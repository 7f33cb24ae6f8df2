"""The feed of open data is no page: it has its own URLs, headers and errors."""

from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from wegwijzer.open_data.answers import ALLOWED, PREFIX, preflight, problem

URLS = "wegwijzer.open_data.urls"
READING = ("GET", "HEAD")


class OpenDataMiddleware:
    """Answer what begins with ``/hsds/`` here, before anything that is meant for pages.

    Sessions, tokens, slashes at the end and the language of a browser have no part in it, and
    ``Vary`` would name what the answer does not hang on.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        try:
            request.get_host()
            match = resolve(request.path_info, urlconf=URLS)
        except DisallowedHost:
            return problem(HTTPStatus.BAD_REQUEST, "This host is not ours.")
        except Resolver404:
            return problem(HTTPStatus.NOT_FOUND, "There is nothing at this URL.")
        return _answer(request, match.func, match.kwargs)


def _answer(
    request: HttpRequest, view: Callable[..., HttpResponse], kwargs: dict[str, object]
) -> HttpResponse:
    if request.method == "OPTIONS":
        return preflight()
    if request.method not in READING:
        response = problem(HTTPStatus.METHOD_NOT_ALLOWED, "This can only be read.")
        response.headers["Allow"] = ALLOWED
        return response
    return view(request, **kwargs)
