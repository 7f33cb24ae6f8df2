"""What a browser may keep of a page: nothing of a question, a copy to be checked of the rest."""

import hashlib
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from editorial.models import ContentVersion
from editorial.versioning.versioned import is_up_to_date
from wegwijzer.audiences import is_for_editors
from wegwijzer.build import build_id

SIGNPOST = "signpost"
ASKED_BY_MACHINES = frozenset({"/healthz", "/readyz"})
"""Never kept, and the first must answer while the database hangs."""

SECONDS_OF_ONE_BUCKET = 300
"""Opening hours and expiry change without a write, so a copy is right for five minutes."""


class CachingMiddleware:
    """Set Cache-Control and ETag, and answer 304 before the page is made.

    ``no-store`` for everything that tells what somebody asked (a query string, the signpost) and
    for what is not a page; ``private, no-cache`` with an ETag for the rest. Costs one query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_for_editors(request) or request.path in ASKED_BY_MACHINES:
            return self.get_response(request)
        tag = None if request.META.get("QUERY_STRING") else entity_tag(request.path)
        if tag and request.method in {"GET", "HEAD"} and _has(request, tag):
            return _kept_for_checking(HttpResponseNotModified(), tag)
        response = self.get_response(request)
        if "Cache-Control" in response.headers:
            return response
        if request.META.get("QUERY_STRING") or response.status_code != 200 or _is_signpost(request):
            response.headers["Cache-Control"] = "no-store"
            return response
        return _kept_for_checking(response, tag)


def entity_tag(path: str) -> str | None:
    """Name what a page is made of: its URL (language included), content, release and time.

    It is read before the rows. None if this worker still serves an older snapshot, or without
    database: such a page must not be kept under the name of another.
    """
    now = timezone.now()
    try:
        version = ContentVersion.current()
    except DatabaseError:
        return None
    if not is_up_to_date(version, now):
        return None
    bucket = int(now.timestamp()) // SECONDS_OF_ONE_BUCKET
    parts = "\n".join((path, str(version), str(bucket), build_id()))
    return f'W/"{hashlib.sha256(parts.encode()).hexdigest()[:20]}"'


def _has(request: HttpRequest, tag: str) -> bool:
    return tag in parse_etags(request.headers.get("If-None-Match", ""))


def _is_signpost(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and SIGNPOST in match.namespaces


def _kept_for_checking(response: HttpResponseBase, tag: str | None) -> HttpResponseBase:
    response.headers["Cache-Control"] = "private, no-cache"
    if tag:
        response.headers["ETag"] = tag
    if isinstance(response, HttpResponse):
        patch_vary_headers(response, ["Accept-Encoding"])
    return response
