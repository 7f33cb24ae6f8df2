"""Take a picture of every page at both widths, those of the README, and the share card.

    python -m tools.screenshots [documents]

The pictures of all pages go to build/screenshots, to be looked at, and are not committed. With
`documents` only those of the README are taken, small enough to be committed, and the share card is
drawn from tools/share.svg.
"""

import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from tqdm import tqdm

from tools.axe import DESK, HEIGHT, TELEPHONE
from tools.chromium import FLAGS, chromium_path
from tools.served_site import ROOT, serving_fresh_site, walk

ALL = ROOT / "build" / "screenshots"
DOCUMENTS = ROOT / "docs" / "pictures"
MAX_BYTES = 150_000

FOR_DOCUMENTS = {
    "home-telephone": ("/nl/", TELEPHONE, "light"),
    "results-telephone": ("/nl/hulp/?need=shelter&place=6711AB", TELEPHONE, "light"),
    "signpost-telephone": ("/nl/wegwijzer/", TELEPHONE, "dark"),
    "results-desk": ("/en/help/?need=legal&place=Groningen", DESK, "light"),
    "right-desk": ("/en/rights/bedenktijd/", DESK, "light"),
}


def file_name(path: str) -> str:
    """Return a URL as a file name."""
    return re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "home"


def every_page(browser: Browser, url: str) -> None:
    """Write each page in full at both widths."""
    ALL.mkdir(parents=True, exist_ok=True)
    paths = [
        served.path
        for served in walk(url).values()
        if served.headers["content-type"].startswith("text/html")
    ]
    page = browser.new_context(base_url=url, reduced_motion="reduce").new_page()
    for path in tqdm(paths, unit="page"):
        page.goto(path)
        for width in (TELEPHONE, DESK):
            page.set_viewport_size({"width": width, "height": HEIGHT[width]})
            page.screenshot(path=ALL / f"{file_name(path)}-{width}.png", full_page=True)


def documents(browser: Browser, url: str) -> None:
    """Write the pictures of the README: what one sees without scrolling."""
    DOCUMENTS.mkdir(parents=True, exist_ok=True)
    for name, (path, width, scheme) in FOR_DOCUMENTS.items():
        context = browser.new_context(
            base_url=url,
            viewport={"width": width, "height": HEIGHT[width]},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(path)
        target = DOCUMENTS / f"{name}.png"
        page.screenshot(path=target, clip={"x": 0, "y": 0, "width": width, "height": 740})
        context.close()
        if target.stat().st_size > MAX_BYTES:
            sys.exit(f"{target.relative_to(ROOT)} is over {MAX_BYTES} bytes.")


def share_card(browser: Browser) -> None:
    """Draw what a messenger shows beside a link: the mark and a word that tells nothing."""
    drawing = browser.new_page(viewport={"width": 1200, "height": 630})
    drawing.goto((ROOT / "tools" / "share.svg").as_uri())
    drawing.screenshot(path=ROOT / "static" / "share.png")


def take(pictures: str) -> Path:
    """Take the pictures and return where they are."""
    with serving_fresh_site() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
        documents(browser, url)
        share_card(browser)
        if pictures == "documents":
            return DOCUMENTS
        every_page(browser, url)
        return ALL


if __name__ == "__main__":
    print(f"The pictures are in {take(''.join(sys.argv[1:])).relative_to(ROOT)}")
