"""The page that shows every component."""

import re
from difflib import unified_diff
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from wegwijzer.templatetags.kept import kept_parts

ROOT = Path(__file__).resolve().parents[2]
COMPONENTS = ROOT / "templates" / "components"

SNAPSHOTS = Path(__file__).parent / "snapshots"
ADDRESSES = {"nl": "/nl/stijlgids/", "en": "/en/style-guide/"}
HOW_TO_ACCEPT = "If this is what you meant, run `make snapshots` and commit what it writes."

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest) -> str:
    code: str = request.param
    return code


def test_a_visitor_does_not_see_it(client: Client) -> None:
    assert client.get("/en/style-guide/").status_code == 404


def test_who_works_on_the_site_sees_every_component(language: str, settings: Settings) -> None:
    settings.DEBUG = True
    kept_parts.clear()
    page = Client().get(ADDRESSES[language])
    assert page.status_code == 200
    shown = {template.name for template in page.templates if template.name}
    missing = {f"components/{path.name}" for path in COMPONENTS.glob("*.html")} - shown
    assert missing == set()


def test_every_component_still_looks_as_it_was_last_accepted(
    language: str, settings: Settings, pytestconfig: pytest.Config
) -> None:
    settings.DEBUG = True
    page = Client().get(ADDRESSES[language]).content.decode()
    snapshot = SNAPSHOTS / f"style-guide.{language}.html"
    now = a_line_a_tag(page[page.index("<body") :])
    if pytestconfig.getoption("accept_snapshots"):
        snapshot.write_text(now)
    accepted = snapshot.read_text()
    if now != accepted:
        lines = unified_diff(
            accepted.splitlines(), now.splitlines(), snapshot.name, "now", lineterm=""
        )
        pytest.fail("\n".join([*lines, HOW_TO_ACCEPT]), pytrace=False)


def a_line_a_tag(html: str) -> str:
    """Return the page in short lines, so that a difference shows where it is."""
    return re.sub(r"\s*\n\s*", "\n", html.replace("><", ">\n<"))
