"""A real browser for the tests of this folder, and for nothing outside this machine.

One browser serves them all. A test of what visitors do has a context of its own, as a fresh visitor
has; those that only look at a page share one, for a context costs as much as five pages. While
Playwright runs, Django refuses the database, so the browser stops at the end of this folder.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    Route,
    sync_playwright,
)

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
def weather() -> None:
    """Ask for the page that "leave quickly" leads to; to answer for it slows every page down."""


def is_elsewhere(asked: Request, site: str) -> bool:
    """Return whether somebody else is asked for something, and not by who leaves quickly."""
    return not asked.url.startswith((f"{site}/", ELSEWHERE))


@pytest.fixture
def new_page(
    browser: Browser, site: str, asked_elsewhere: list[str], request: pytest.FixtureRequest
) -> Iterator[NewPage]:
    """Open pages for visitors of any kind: give a width, and what Playwright's contexts take."""
    contexts: list[BrowserContext] = []

    def answer(route: Route) -> None:
        route.fulfill(body="<!DOCTYPE html><title>Weather</title>", content_type="text/html")

    def note(asked: Request) -> None:
        if is_elsewhere(asked, site):
            asked_elsewhere.append(asked.url)

    def open_page(width: int = TELEPHONE, **options: object) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": HEIGHT[width]},
            locale="nl-NL",
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(MILLISECONDS_TO_WAIT)
        contexts.append(context)
        context.on("request", note)
        if "weather" in request.fixturenames:
            context.route(f"{ELSEWHERE}**", answer)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """Open a page as wide as a telephone."""
    return new_page()


@pytest.fixture(scope="package")
def window(browser: Browser, site: str) -> Page:
    """Open a page for all tests that only look."""
    context = browser.new_context(base_url=site, locale="nl-NL")
    context.set_default_timeout(MILLISECONDS_TO_WAIT)
    return context.new_page()


@pytest.fixture
def looking(window: Page) -> Page:
    """Look through the shared page, as wide as a telephone and on a screen again."""
    window.set_viewport_size({"width": TELEPHONE, "height": HEIGHT[TELEPHONE]})
    window.emulate_media(
        media="null",
        color_scheme="null",
        forced_colors="null",
        reduced_motion="null",
    )
    return window


@pytest.fixture
def complaints(window: Page, site: str) -> Iterator[list[str]]:
    """Gather what the shared page writes to the console, and what it asks for elsewhere."""
    found: list[str] = []

    def write(said: ConsoleMessage | Error) -> None:
        found.append(f"{window.url}: {said}")

    def note(asked: Request) -> None:
        if is_elsewhere(asked, site):
            found.append(f"{window.url} asks for {asked.url}")

    heard = {"console": write, "pageerror": write, "request": note}
    for event, listener in heard.items():
        window.on(event, listener)  # type: ignore[call-overload]
    yield found
    for event, listener in heard.items():
        window.remove_listener(event, listener)
