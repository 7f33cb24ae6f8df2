"""A walk through the site leaves nothing in the browser and asks nobody else for anything."""

from playwright.sync_api import Page

from tests.browser.conftest import NewPage
from tools.served_site import ServedPage

ONE_OF = 25
KEPT = """async () => ({
  cookies: document.cookie.length,
  local: localStorage.length,
  session: sessionStorage.length,
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


def traces(page: Page) -> dict[str, int]:
    """Return what a visit has left in the browser, and how much of it."""
    kept = page.evaluate(KEPT) | {"hidden cookies": len(page.context.cookies())}
    return {name: number for name, number in kept.items() if number}


def test_a_walk_through_the_site_keeps_nothing_and_asks_nobody_else(
    public_pages: dict[str, ServedPage], new_page: NewPage, asked_elsewhere: list[str]
) -> None:
    """Some forty of all pages; `test_kinds_of_pages.py` asks the same of every kind."""
    tab = new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(f"{tab.url}: {message.text}"))
    tab.on("pageerror", lambda error: complaints.append(f"{tab.url}: {error}"))
    pages = [
        served
        for served in public_pages.values()
        if served.status == 200 and served.headers["content-type"].startswith("text/html")
    ]
    pages.sort(key=lambda served: len(served.text))
    for page in pages[::ONE_OF]:
        tab.goto(page.path)
    assert traces(tab) == {}
    assert tab.context.storage_state() == {"cookies": [], "origins": []}
    assert asked_elsewhere == []
    assert complaints == []
