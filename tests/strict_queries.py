"""Make a test that asks what does not exist fail: a page drops an unknown code without a word.

The settings of the tests put the middleware in front of the site. A test of bad input says so with
``@pytest.mark.bad_input``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from django.db import connection
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import Resolver404

from directory.facets import BY_QUERY_KEY
from directory.formats.languages import languages_to_talk
from directory.models import Area, FormerMunicipality
from directory.snapshot.snapshot import current_snapshot
from rights.models import PublicationKind, Step
from tests.urls import KINDS, ONLY_BY_A_LINK, kind_of

PUBLIC = {*KINDS, *ONLY_BY_A_LINK}
ON_A_LIST = (*BY_QUERY_KEY, "municipality", "place", "q", "open_now", "page")
PARAMETERS: Mapping[str, Iterable[str]] = {
    "directory:services": (*ON_A_LIST, "language"),
    "directory:coverage": ON_A_LIST,
    "rights:rights": ("need", "age", "phase", "step", "situation", "status", "q"),
    "rights:right": ("age", "step", "situation", "status"),
    "rights:publications": ("kind",),
    "signpost:answer": (*ON_A_LIST, "step", "danger", "language"),
    "signpost:full_answer": (*ON_A_LIST, "step", "danger", "language"),
    "who_does_what": (*ON_A_LIST, "phases"),
    "municipalities": ("q",),
    "search": ("q", "place"),
    "feedback:confirm": ("link",),
}
"""What each page takes; the others take nothing."""

TYPED = {"q", "place", "link"}
"""What may hold any words."""

CLOSED: Mapping[str, Iterable[str]] = {
    "step": Step.values,
    "kind": PublicationKind.values,
    "open_now": ("1",),
    "danger": ("1",),
    "language": languages_to_talk(),
    "phases": ("all",),
}


class _Strictness:
    is_on = True


@contextmanager
def bad_input() -> Iterator[None]:
    """Let a test ask anything."""
    _Strictness.is_on = False
    try:
        yield
    finally:
        _Strictness.is_on = True


def mistakes_in(path: str, query: QueryDict) -> list[str]:
    """Return what the query of a page in either language says that the page does not know."""
    try:
        page = kind_of(path)
    except Resolver404:
        return []
    if page not in PUBLIC:
        return []
    taken = set(PARAMETERS.get(page, ()))
    unknown = [f"{page} takes no {name!r}" for name in query if name not in taken]
    return unknown + [
        f"{name!r} knows no {value[:80]!r}"
        for name, values in query.lists()
        if name in taken - TYPED
        for value in values
        if value and not _is_known(name, value)
    ]


def _is_known(name: str, value: str) -> bool:
    if name == "page":
        return value.isascii() and value.isdecimal() and int(value) > 0
    if name in CLOSED:
        return value in CLOSED[name]
    with _uncounted():
        if name == "municipality":
            return (
                Area.objects.filter(code=value).exists()
                or FormerMunicipality.objects.filter(old_code=value).exists()
            )
        return value in current_snapshot().terms.codes(BY_QUERY_KEY[name].name)


@contextmanager
def _uncounted() -> Iterator[None]:
    """Keep the queries of this module out of what a test counts."""
    was_logged, connection.force_debug_cursor = connection.force_debug_cursor, False
    try:
        yield
    finally:
        connection.force_debug_cursor = was_logged


class StrictQueryMiddleware:
    """Refuse, after the page was made, a query that it did not know."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if _Strictness.is_on and request.META.get("QUERY_STRING"):
            mistakes = mistakes_in(request.path, request.GET)
            assert not mistakes, f"{request.get_full_path()[:200]}: {'; '.join(mistakes)}"
        return response
