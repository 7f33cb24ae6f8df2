"""Print what Lighthouse gives each kind of page: the median of five runs, on a telephone.

    python -m tools.lighthouse [runs]

The performance of a run depends on what else the machine does; the other categories do not. Needs
`tools/audit` installed; `make lighthouse` does that.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from tools.chromium import FLAGS, chromium_path
from tools.served_site import ROOT, serving_fresh_site

RUNS = 5
ATTEMPTS = 3
"""On a busy machine Chromium now and then records nothing, and Lighthouse asks to run it again."""

COMMAND = ROOT / "tools" / "audit" / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = {
    "home": "/nl/",
    "list": "/nl/hulp/",
    "service": "/nl/hulp/comensha-helpdesk/",
    "right": "/nl/rechten/bedenktijd/",
    "signpost result": "/nl/wegwijzer/antwoord/",
}
"""The result that search engines may keep: one with answers in its URL asks not to be."""


def report(url: str, attempts: int = ATTEMPTS) -> dict[str, Any]:
    """Run Lighthouse until it has measured: about 15 seconds."""
    try:
        return one_run(url)
    except subprocess.CalledProcessError:
        if attempts == 1:
            raise
        return report(url, attempts - 1)


def one_run(url: str) -> dict[str, Any]:
    """Run Lighthouse, which may fail without a fault of the page."""
    with TemporaryDirectory() as folder:
        target = Path(folder, "report.json")
        flags = " ".join(("--headless=new", *FLAGS))
        options = ["--output=json", f"--output-path={target}", f"--chrome-flags={flags}", "--quiet"]
        subprocess.run(
            ["node", str(COMMAND), url, *options],
            env={**os.environ, "CHROME_PATH": chromium_path()},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        result: dict[str, Any] = json.loads(target.read_text())
        return result


def lost(result: dict[str, Any]) -> Iterator[str]:
    """Yield what cost points in a run."""
    for category in result["categories"].values():
        for reference in category["auditRefs"]:
            audit = result["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{category['id']}: {audit['title']} ({audit['score']:.2f})"


def measure(runs: int) -> bool:
    """Print the medians a page, and what cost points in the last run; tell whether all are 100."""
    all_full = True
    print("page".ljust(17), *(category.rjust(15) for category in CATEGORIES))
    with serving_fresh_site() as url:
        for name, path in PAGES.items():
            results = [report(url + path) for _ in range(runs)]
            scores = [
                median(round(100 * result["categories"][category]["score"]) for result in results)
                for category in CATEGORIES
            ]
            print(name.ljust(17), *(f"{score:15.0f}" for score in scores), flush=True)
            if min(scores) < 100:
                all_full = False
                print(*(f"    {fault}" for fault in lost(results[-1])), sep="\n")
    return all_full


if __name__ == "__main__":
    sys.exit(0 if measure(int(sys.argv[1]) if sys.argv[1:] else RUNS) else 1)
