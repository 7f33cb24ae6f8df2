"""Judge every public page, none left out: about an hour on two cores.

    python -m tools.whole_site [every]

html-validate, the Nu checker and the reading ease for all pages; axe-core for all pages, or for
every so many of them, in all widths, color schemes and forced colors, with all its rules.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright
from tqdm import tqdm

from tools.axe import axe_script, faults
from tools.chromium import FLAGS, chromium_path
from tools.served_site import ROOT, ServedPage, SiteNotReadyError, serving_fresh_site, walk
from tools.valid_html import html_faults

NU_CHECKER = ROOT / "tools" / "audit" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def written(pages: Sequence[ServedPage], folder: Path) -> dict[str, str]:
    """Write every page to a file, and return the URL behind each file name."""
    urls = {}
    for number, page in enumerate(pages):
        name = f"{number}-{re.sub(r'[^a-z0-9-]+', '_', page.path.lower())[:100]}.html"
        (folder / name).write_text(page.text)
        urls[name] = page.path
    return urls


def nu_checker(folder: Path, urls: dict[str, str]) -> list[str]:
    """Return the errors that the Nu checker finds: about a minute."""
    if not shutil.which("java"):
        raise SiteNotReadyError("Java is missing: install it (apt install default-jre-headless).")
    if not NU_CHECKER.exists():
        raise SiteNotReadyError("The Nu checker is missing: run `make audit`, which installs it.")
    checked = subprocess.run(
        [
            "java",
            "-Xss4m",
            "-jar",
            str(NU_CHECKER),
            "--errors-only",
            "--format",
            "json",
            str(folder),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    return [
        f"Nu checker: {urls[Path(problem['url']).name]}: {problem['message']}"
        for problem in json.loads(checked.stderr)["messages"]
    ]


def axe(url: str, pages: Sequence[ServedPage]) -> list[str]:
    """Return what axe-core finds: about 2 seconds a page."""
    script = axe_script()
    found: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
        page = browser.new_context(base_url=url).new_page()
        for served in tqdm(pages, desc="axe-core", unit="page"):
            page.goto(served.path)
            found += faults(page, script, thorough=True)
        browser.close()
    return found


def judge(every: int) -> int:
    """Print every fault and how many pages were judged; return 1 if there is a fault."""
    with serving_fresh_site() as url:
        pages = [
            page
            for page in walk(url).values()
            if page.status == 200 and page.headers["content-type"].startswith("text/html")
        ]
        with TemporaryDirectory() as name:
            folder = Path(name)
            urls = written(pages, folder)
            found = nu_checker(folder, urls) + html_faults(pages)
        print(f"{len(pages)} pages: html-validate and the Nu checker find {len(found)} faults")
        some = pages[::every]
        of_axe = axe(url, some)
        print(f"{len(some)} pages in six variants: axe-core finds {len(of_axe)} faults")
    print(*found, *of_axe, sep="\n")
    return 1 if found or of_axe else 0


if __name__ == "__main__":
    sys.exit(judge(int(sys.argv[1]) if sys.argv[1:] else 1))
