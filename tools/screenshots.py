"""Take a picture of every page at both widths, that of the README, and the share card.

    python -m tools.screenshots [documents]

The pictures of all pages go to build/screenshots, to be looked at, and are not committed. With
`documents` only that of the README is taken, small enough to be committed, and the share card is
drawn from tools/share.svg.
"""

import re
import sys
from base64 import b64encode
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright
from tqdm import tqdm

from tools.axe import DESK, HEIGHT, TELEPHONE
from tools.chromium import FLAGS, chromium_path
from tools.served_site import ROOT, serving_fresh_site, walk

ALL = ROOT / "build" / "screenshots"
DOCUMENTS = ROOT / "docs" / "pictures"
MAX_BYTES = 150_000

IN_README = (
    "/en/signpost/answer/?audience=victim&age=adult&need=exit&place=Den+Haag",
    "/en/help/?need=legal&place=Groningen#results",
)
SCREEN: ViewportSize = {"width": TELEPHONE, "height": 740}
GAP = 24


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
    """Write the picture of the README: screens of a telephone side by side."""
    page = browser.new_context(
        base_url=url, viewport=SCREEN, color_scheme="light", reduced_motion="reduce"
    ).new_page()
    screens = []
    for path in IN_README:
        page.goto(path)
        screens.append(b64encode(page.screenshot()).decode())
    images = (f'<img src="data:image/png;base64,{screen}">' for screen in screens)
    width = len(screens) * (TELEPHONE + GAP) - GAP
    sheet = browser.new_page(viewport={**SCREEN, "width": width})
    sheet.set_content(f'<body style="display: flex; gap: {GAP}px; margin: 0">{"".join(images)}')
    target = DOCUMENTS / "phone.png"
    sheet.screenshot(path=target)
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
