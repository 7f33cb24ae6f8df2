"""Take the pictures of the editors' handbook: the Dutch desk with the starter content.

    python -m tools.handbook_pictures

Somebody is put at the desk as for the tests in a browser. Each picture is small enough to be
committed.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Page, ViewportSize, sync_playwright

from tools.chromium import FLAGS, chromium_path
from tools.served_site import ROOT, environment, prepare, serving

PICTURES = ROOT / "docs" / "pictures"
SCREEN: ViewportSize = {"width": 900, "height": 470}
MAX_BYTES = 64_000
MILLISECONDS_TO_WAIT = 120_000


def seeded(state: Path, url: str) -> dict[str, Any]:
    """Put a publisher at the desk, with something to decide, and return the way in."""
    made = subprocess.run(
        [sys.executable, "-m", "tests.browser.desk_seed", "1"],
        cwd=ROOT,
        env=environment(state, SITE_URL=url, DJANGO_SETTINGS_MODULE="wegwijzer.settings"),
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, Any] = json.loads(made.stdout)
    return found


def form_of(page: Page, seed: dict[str, Any], kind: str) -> None:
    """Open the form of a record of a kind."""
    page.goto(next(url for url in seed["pages"] if f"/{kind}/" in url and "/change/" in url))


def both_languages(page: Page, seed: dict[str, Any]) -> None:
    form_of(page, seed, "service")
    page.get_by_role("button", name="Nederlands + English").click()
    show(page, ".desk-tabs")


def first_contact(page: Page, seed: dict[str, Any]) -> None:
    form_of(page, seed, "firstcontactrule")
    show(page, ".inline-group")


def conditions(page: Page, _seed: dict[str, Any]) -> None:
    page.goto("/admin/rights/right/?q=bedenktijd")
    page.locator("#result_list tbody th a").first.click()
    show(page, "#conditions-group")


def proposal(page: Page, seed: dict[str, Any]) -> None:
    page.goto(seed["proposal"])
    show(page, "#content")


def work_list(page: Page, _seed: dict[str, Any]) -> None:
    page.goto("/admin/editorial/verification/work-list/")
    show(page, "#group-1")


def import_preview(page: Page, seed: dict[str, Any]) -> None:
    page.goto("/admin/tables/organizations/")
    sheet = f"slug,alternate_names\n{seed['slug']},Voorbeeld van een andere naam\n"
    file = {"name": "organizations.csv", "mimeType": "text/csv", "buffer": sheet.encode()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.locator("#content button[type=submit]").click()
    page.locator("input[name=token]").wait_for(state="attached")


def show(page: Page, selector: str) -> None:
    """Scroll to where a part of the page begins."""
    page.locator(selector).first.evaluate("(part) => part.scrollIntoView()")


SHOWN: dict[str, Callable[[Page, dict[str, Any]], object]] = {
    "desk": lambda page, _seed: page.goto("/admin/"),
    "form": both_languages,
    "approve": proposal,
    "work-list": work_list,
    "first-contact": first_contact,
    "conditions": conditions,
    "import": import_preview,
}


def take(page: Page, seed: dict[str, Any]) -> list[str]:
    """Write the pictures, and return those that are too large."""
    too_large = []
    for name, open_page in SHOWN.items():
        open_page(page, seed)
        target = PICTURES / f"{name}.png"
        page.screenshot(path=target, animations="disabled")
        if target.stat().st_size > MAX_BYTES:
            too_large.append(f"{target.relative_to(ROOT)} has {target.stat().st_size} bytes.")
    return too_large


def main() -> None:
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        state = Path(folder, "state")
        prepare(state)
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=[*FLAGS, "--disable-lcd-text"]
        )
        with serving(state, Path(folder, "server.log"), EDITIONS_WATCHER="") as url:
            seed = seeded(state, url)
            context = browser.new_context(
                base_url=url, viewport=SCREEN, locale="nl-NL", color_scheme="light"
            )
            context.set_default_timeout(MILLISECONDS_TO_WAIT)
            cookie = {"name": seed["cookie"], "value": seed["session"], "url": f"{url}/admin/"}
            context.add_cookies([cookie])  # type: ignore[list-item]
            too_large = take(context.new_page(), seed)
        browser.close()
    sys.exit("\n".join(too_large) or None)


if __name__ == "__main__":
    main()
