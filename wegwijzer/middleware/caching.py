"""What a browser may keep of a page: nothing of a question, a copy to be checked of the rest."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from editorial.editions.pages import is_stored
from wegwijzer.audiences import is_for_editors

SIGNPOST = "signpost"


class CachingMiddleware:
    """Set Cache-Control where a view did not.

    ``no-store`` for everything that tells what somebody asked (a query string, the signpost) and
    for what is not a page; ``private, no-cache`` for the pages that are the same for everybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not is_for_editors(request):
            policy = "private, no-cache" if _may_be_kept(request, response) else "no-store"
            response.headers.setdefault("Cache-Control", policy)
        return response


def _may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    match = request.resolver_match
    return (
        response.status_code == HTTPStatus.OK
        and not request.META.get("QUERY_STRING")
        and match is not None
        and is_stored(match.func)
        and SIGNPOST not in match.namespaces
    )
