"""A machine may be for visitors alone, without database or secret, or for editors alone.

One test a server, for to start one costs more than all that is asked of it.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.wegwijzer.test_database_away import PAGES, ask
from tools.served_site import serving

pytestmark = [pytest.mark.served]

DESK = "https://desk.example"
SITE = "https://wegwijzer.example"
REPORT = "/nl/klopt-niet/service/comensha-opvang/"
SERVICE = "/nl/hulp/comensha-opvang/"
OF_THE_DESK = (
    *("/admin/", "/admin/login/", "/admin/account/login/", "/en/confirm/", "/nl/stijlgids/"),
)


@contextmanager
def served(state: Path, log: Path, **settings: str) -> Iterator[str]:
    with serving(state, log, **settings) as address:
        yield address
    assert log.read_text() == ""


@contextmanager
def public(state: Path, folder: Path, **settings: str) -> Iterator[str]:
    """Serve visitors from a folder that holds editions and static files only."""
    for name in ("editions", "static"):
        (folder / name).symlink_to(state / name)
    role = {"WEGWIJZER_ROLE": "public", "DATABASE_URL": "", "SECRET_KEY": ""}
    with served(folder, folder / "server.log", **role, **settings) as address:
        yield address
    assert {path.name for path in folder.iterdir()} == {"editions", "static", "server.log"}


def test_a_public_machine_has_every_page_and_nothing_of_the_desk(
    served_state: Path, tmp_path: Path
) -> None:
    with public(served_state, tmp_path, DESK_URL=DESK) as address:
        for path in PAGES:
            if "not-right" not in path:
                assert ask(address, path).status == 200, path
        for path in OF_THE_DESK:
            assert ask(address, path).status == 404, path
        # An edition alone makes it ready.
        answer = ask(address, "/readyz")
        assert (answer.status, json.loads(answer.text)) == (200, {"edition": True})
        # What is not right is told to the desk.
        assert f'href="{DESK}{REPORT}"' in ask(address, SERVICE).text
        assert ask(address, REPORT).leads_to == f"{DESK}{REPORT}"
        assert ask(address, REPORT, sent={"reason": "no_answer"}).status == 405


def test_without_a_desk_a_page_says_that_nobody_can_be_told(
    served_state: Path, tmp_path: Path
) -> None:
    with public(served_state, tmp_path, DESK_URL="") as address:
        assert "Op deze plek kunt u dat niet melden." in ask(address, SERVICE).text
        assert ask(address, REPORT).status == 404


def test_a_desk_leads_visitors_to_their_site_and_takes_what_it_is_told(
    served_state: Path, tmp_path: Path
) -> None:
    with served(served_state, tmp_path / "log", WEGWIJZER_ROLE="desk", SITE_URL=SITE) as address:
        answer = ask(address, "/nl/hulp/?need=shelter")
        assert (answer.status, answer.leads_to) == (302, f"{SITE}/nl/hulp/")
        assert ask(address, REPORT).status == 200
        assert ask(address, "/admin/").leads_to.startswith("/admin/account/sign-in/")
        ready = json.loads(ask(address, "/readyz").text)
        assert set(ready) == {"database", "migrations", "snapshot"}
