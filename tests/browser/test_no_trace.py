"""A walk through the whole site leaves nothing in the browser and asks nobody else for anything."""

import pytest

from tests.browser.conftest import NewPage
from tools.served_site import ServedPage

SHARES = 4
KEPT = """() => ({
  cookies: document.cookie,
  local: localStorage.length,
  session: sessionStorage.length,
})"""


@pytest.mark.parametrize("share", range(SHARES))
def test_the_whole_site_keeps_nothing_and_asks_nobody_else(
    public_pages: dict[str, ServedPage],
    new_page: NewPage,
    asked_elsewhere: list[str],
    share: int,
) -> None:
    page = new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    paths = sorted(
        path
        for path, served in public_pages.items()
        if served.status == 200 and served.headers["content-type"].startswith("text/html")
    )
    for path in paths[share::SHARES]:
        page.goto(path)
    assert page.evaluate(KEPT) == {"cookies": "", "local": 0, "session": 0}
    assert page.context.storage_state() == {"cookies": [], "origins": []}
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0
    assert page.evaluate("async () => (await caches.keys()).length") == 0
    assert (
        page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    )
    assert asked_elsewhere == []
    assert complaints == []
