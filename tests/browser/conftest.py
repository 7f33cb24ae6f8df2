"""A real browser for the tests of this folder, and for nothing outside this machine.

One browser serves them all; every test has a context of its own, as a fresh visitor has. While
Playwright runs, Django refuses the database, so the browser stops at the end of this folder.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from tools.axe import HEIGHT, TELEPHONE
from tools.chromium import FLAGS, chromium_path
from tools.served_site import ELSEWHERE

MILLISECONDS_TO_WAIT = 10_000

NewPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests of this folder, and only these."""
    folder = Path(__file__).parent
    for item in items:
        if folder in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start Chromium once."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture
def asked_elsewhere() -> list[str]:
    """Gather every address outside the site that a page asked for by itself."""
    return []


@pytest.fixture
def new_page(browser: Browser, site: str, asked_elsewhere: list[str]) -> Iterator[NewPage]:
    """Open pages for visitors of any kind: give a width, and what Playwright's contexts take."""
    contexts: list[BrowserContext] = []

    def answer(route: Route) -> None:
        address = route.request.url
        if address.startswith(ELSEWHERE):
            route.fulfill(body="<!DOCTYPE html><title>Weather</title>", content_type="text/html")
        else:
            asked_elsewhere.append(address)
            route.abort()

    def open_page(width: int = TELEPHONE, **options: object) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": HEIGHT[width]},
            locale="nl-NL",
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(MILLISECONDS_TO_WAIT)
        contexts.append(context)
        context.route(re.compile(rf"^(?!{re.escape(site)}/)"), answer)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """Open a page as wide as a telephone."""
    return new_page()
