"""What every template owes the visitor, however it is filled."""

import gzip
import re
from pathlib import Path

import pytest
import yaml

from directory.formats import phone
from wegwijzer import errors

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
COMPONENTS = sorted((ROOT / "templates" / "components").glob("*.html"))
STYLESHEET = ROOT / "build" / "static" / "site.css"
SCRIPT = ROOT / "static" / "site.js"

FACTS = r"application/(?:ld\+)?json"
INLINE_CODE = re.compile(
    rf"<style\b|<script(?![^>]*\b(?:src=|{FACTS}))|\sstyle=|\son[a-z]+=", re.IGNORECASE
)
ELSEWHERE = re.compile(r'(?:src|<link[^>]*href)="(?:https?:)?//', re.IGNORECASE)
TELEPHONE_LINK = re.compile(r'href="(tel:[+0-9]+)"')


def compressed(content: bytes) -> int:
    return len(gzip.compress(content, mtime=0))


def test_the_style_sheet_weighs_twelve_kilobytes_at_most() -> None:
    if not STYLESHEET.exists():
        pytest.fail(f"{STYLESHEET.name} is not built: run `npm run build`.")
    assert compressed(STYLESHEET.read_bytes()) <= 12 * 1024


def test_the_script_weighs_two_kilobytes_at_most_and_half_of_that_to_leave_quickly() -> None:
    script = SCRIPT.read_bytes()
    leave_quickly, end, _rest = script.partition(b"})();\n")
    assert compressed(script) <= 2 * 1024
    assert compressed(leave_quickly + end) <= 1024


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_inline_code_and_asks_nothing_from_elsewhere(path: Path) -> None:
    source = path.read_text()
    assert not INLINE_CODE.search(source)
    assert not ELSEWHERE.search(source)


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_a_component_states_its_contract_on_top(path: Path) -> None:
    assert path.read_text().startswith("{% comment %}")


LAST_PAGE = ROOT / "templates" / "errors" / "last.html"


def test_the_page_for_a_broken_site_needs_nothing_that_may_be_broken() -> None:
    """What it says and two addresses are filled in when the server starts."""
    source = LAST_PAGE.read_text()
    assert "{%" not in source
    words = {*errors.Fault._fields, "quick_exit_url", "style_sheet_url"}
    assert set(re.findall("{{.*?}}", source)) == {f"{{{{ {word} }}}}" for word in words}
    assert "<script" not in source


def test_the_numbers_on_the_page_for_a_broken_site_are_those_of_the_directory() -> None:
    source = LAST_PAGE.read_text()
    known = {
        phone.href(channel["value"])
        for path in (ROOT / "directory" / "content" / "organizations").glob("*.yaml")
        for organization in yaml.safe_load(path.read_text())
        for channel in organization.get("channels", ())
        if channel["kind"] == "phone"
    }
    numbers = set(TELEPHONE_LINK.findall(source))
    assert "tel:112" in numbers
    assert numbers <= known
