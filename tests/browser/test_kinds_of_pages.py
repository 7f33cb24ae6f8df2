"""No kind of page has a fault that a machine can find, in any width, color scheme or language.

axe-core with its best practices, on the longest page of every kind, in all six variants, some of
them in each language, for colors and widths are of no language; and in Dutch on a telephone on the
emptiest one and in every state of its lists. `make audit` looks at all pages in all variants. The
longest page is also looked at when it is narrow, enlarged, spaced, walked through with Tab, printed
and filled with words without end. A page is visited once for all of that, for a visit is dear.
"""

from collections.abc import Iterable, Iterator
from functools import partial

import pytest
from django.test import RequestFactory
from playwright.sync_api import Page, Route

from editorial.languages import LANGUAGES
from tests.browser.layout import (
    faults_of_focus,
    faults_on_paper,
    faults_when_narrow_or_spaced,
    faults_with_long_words,
)
from tests.browser.test_no_trace import traces
from tests.urls import KINDS, kind_of
from tools.axe import VARIANTS, axe_script, faults
from tools.served_site import ServedPage
from wegwijzer import errors

PLAIN, DARK, FORCED, DESK_PLAIN, DESK_DARK, DESK_FORCED = VARIANTS
OF_LONGEST = ((PLAIN, DARK, DESK_FORCED), (DESK_PLAIN, FORCED, DESK_DARK))
"""What is looked at in the first language, and in the other: all rules of axe once in each."""


@pytest.fixture(scope="session")
def axe() -> str:
    return axe_script()


def of_one_kind(pages: Iterable[ServedPage], kind: str, language: str) -> list[str]:
    """Return the pages of a kind, from the emptiest to the longest, questions included."""
    of_kind = [
        page
        for page in pages
        if page.path.startswith(f"/{language}/")
        and page.status == 200
        and kind_of(page.path) == kind
    ]
    return [page.path for page in sorted(of_kind, key=lambda page: len(page.text))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_page_has_no_fault(
    looking: Page,
    complaints: list[str],
    axe: str,
    public_pages: dict[str, ServedPage],
    *,
    kind: str,
    language: str,
) -> None:
    paths = of_one_kind(public_pages.values(), kind, language)
    assert paths, "no such page was walked to"
    found = faults_of_a_kind(looking, axe, paths, is_first=language == LANGUAGES[0])
    assert list(found) == []
    assert traces(looking) == {}
    assert complaints == []


def faults_of_a_kind(page: Page, axe: str, paths: list[str], *, is_first: bool) -> Iterator[str]:
    """Yield what is wrong with pages of one kind in one language.

    Colors, the focus and paper are of no language: one of them tells of both.
    """
    *others, longest = paths
    for path in others if is_first else ():
        if path == paths[0] or "?" in path:
            page.goto(path)
            yield from faults(page, axe, variants=(PLAIN,))
    page.goto(longest)
    yield from faults(page, axe, variants=OF_LONGEST[not is_first])
    page.emulate_media(color_scheme="null", forced_colors="null")
    looks = [faults_when_narrow_or_spaced]
    if is_first:
        looks += [faults_of_focus, faults_on_paper, faults_with_long_words]
    for look in looks:
        yield from (f"{page.url} {fault}" for fault in look(page))


def answer_with(body: bytes, route: Route) -> None:
    route.fulfill(body=body, content_type="text/html; charset=utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_for_what_goes_wrong_have_no_fault(
    looking: Page, axe: str, language: str
) -> None:
    """One layout is that of the site, the other needs nothing: the longest page tells of each.

    The pages that need nothing are in two languages at once, so they are looked at once.
    """
    path = f"/{language}/ergens/"
    request = RequestFactory().get(path)
    layouts = [[errors.error_page(request, status).content for status in (400, 403, 404, 405, 429)]]
    if language == LANGUAGES[0]:
        layouts.append([errors.PAGE_OF_500, errors.PAGE_OF_503, errors.PAGE_OF_UNREADABLE])
    found: list[str] = []
    for bodies in layouts:
        for body in bodies:
            looking.route(f"**{path}", partial(answer_with, body))
            looking.goto(path)
            is_longest = body == max(bodies, key=len)
            found += faults(looking, axe, variants=VARIANTS if is_longest else (PLAIN,))
            looking.unroute(f"**{path}")
    assert found == []
