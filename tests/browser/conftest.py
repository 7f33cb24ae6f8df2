"""A real browser for the tests of this folder, and for nothing outside this machine."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

ELSEWHERE = "https://weather.example/"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


def chromium() -> str:
    """Return the path of the machine's Chromium; a missing one is a failure, never a skip."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.fail("There is no Chromium: install the package chromium, or set CHROMIUM.")
    return path


@pytest.fixture
def page(live_server: LiveServer, settings: Settings) -> Iterator[Page]:
    """Open a page as wide as a telephone, where the way out leads to a page made here.

    Playwright stops before the database is cleaned: while it runs, Django refuses the database.
    """
    settings.QUICK_EXIT_URL = ELSEWHERE

    def serve(route: Route) -> None:
        if route.request.url.startswith(live_server.url):
            route.continue_()
        elif route.request.url.startswith(ELSEWHERE):
            route.fulfill(body="<!DOCTYPE html><title>Weather</title>", content_type="text/html")
        else:
            route.abort()

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": 360, "height": 740}
        )
        context.route("**/*", serve)
        yield context.new_page()
        browser.close()
