"""No page has a fault that a machine can find, in any width, color scheme or language.

axe-core with its best practices, on every kind of page in its longest and its emptiest form, and in
Dutch on a telephone in every state of its lists. `make audit` does the same for all pages.
"""

from collections.abc import Iterable
from functools import partial

import pytest
from django.test import RequestFactory
from playwright.sync_api import Page, Route

from editorial.languages import LANGUAGES
from tests.urls import KINDS, kind_of
from tools.axe import VARIANTS, axe_script, faults
from tools.served_site import ServedPage
from wegwijzer import errors

IN_LIGHT = [variant for variant in VARIANTS if variant[1:] == ("light", "none")]


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
    looking: Page, axe: str, public_pages: dict[str, ServedPage], kind: str, language: str
) -> None:
    paths = of_one_kind(public_pages.values(), kind, language)
    assert paths, "no such page was walked to"
    found: list[str] = []
    # Colors are of no language: one of them tells of both.
    variants = VARIANTS if language == LANGUAGES[0] else IN_LIGHT
    for path in {paths[0], paths[-1]}:
        looking.goto(path)
        found += faults(looking, axe, variants=variants)
    states = [path for path in paths[1:-1] if "?" in path]
    for path in states if language == LANGUAGES[0] else ():
        looking.goto(path)
        found += faults(looking, axe, variants=VARIANTS[:1])
    assert found == []


def answer_with(body: bytes, route: Route) -> None:
    route.fulfill(body=body, content_type="text/html; charset=utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_for_what_goes_wrong_have_no_fault(page: Page, axe: str, language: str) -> None:
    path = f"/{language}/ergens/"
    request = RequestFactory().get(path)
    bodies = [errors.error_page(request, status).content for status in (400, 403, 404, 405, 429)]
    found: list[str] = []
    for body in [*bodies, errors.PAGE_OF_500, errors.PAGE_OF_503, errors.PAGE_OF_UNREADABLE]:
        page.route(f"**{path}", partial(answer_with, body))
        page.goto(path)
        found += faults(page, axe)
        page.unroute(f"**{path}")
    assert found == []
