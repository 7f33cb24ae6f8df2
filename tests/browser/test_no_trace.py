"""A walk through the site leaves nothing in the browser and asks nobody else for anything."""

from tests.browser.conftest import NewPage
from tests.urls import kind_of
from tools.served_site import ServedPage

ONE_OF = 10
KEPT = """() => ({
  cookies: document.cookie,
  local: localStorage.length,
  session: sessionStorage.length,
})"""


def test_a_walk_through_the_site_keeps_nothing_and_asks_nobody_else(
    public_pages: dict[str, ServedPage], new_page: NewPage, asked_elsewhere: list[str]
) -> None:
    """Every kind of page in its longest form, and one of ten of the rest."""
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
    longest = {(kind_of(page.path), page.path[:4]): page.path for page in pages}
    paths = {*longest.values(), *(page.path for page in pages[::ONE_OF])}
    for path in sorted(paths):
        tab.goto(path)
    assert tab.evaluate(KEPT) == {"cookies": "", "local": 0, "session": 0}
    assert tab.context.storage_state() == {"cookies": [], "origins": []}
    assert tab.evaluate("async () => (await indexedDB.databases()).length") == 0
    assert tab.evaluate("async () => (await caches.keys()).length") == 0
    assert (
        tab.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    )
    assert asked_elsewhere == []
    assert complaints == []
