"""A machine may be for visitors alone, without database or secret, or for editors alone."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served_site import made_once
from tests.wegwijzer.test_database_away import PAGES, ask
from tools.served_site import prepare, serving

pytestmark = [pytest.mark.served]

DESK = "https://desk.example"
SITE = "https://wegwijzer.example"
REPORT = "/nl/klopt-niet/service/comensha-opvang/"
SERVICE = "/nl/hulp/comensha-opvang/"


@pytest.fixture(scope="module")
def state(shared_folder: Path) -> Path:
    return made_once(shared_folder / "served", prepare)


def served(state: Path, log: Path, **settings: str) -> Iterator[str]:
    with serving(state, log, **settings) as address:
        yield address
    assert log.read_text() == ""


@pytest.fixture(scope="module")
def public(state: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve visitors from a folder that holds editions and static files only."""
    folder = tmp_path_factory.mktemp("public")
    for name in ("editions", "static"):
        (folder / name).symlink_to(state / name)
    settings = {"WEGWIJZER_ROLE": "public", "DATABASE_URL": "", "SECRET_KEY": "", "DESK_URL": DESK}
    yield from served(folder, folder / "server.log", **settings)
    assert {path.name for path in folder.iterdir()} == {"editions", "static", "server.log"}


@pytest.fixture(scope="module")
def desk(state: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    log = tmp_path_factory.mktemp("desk") / "server.log"
    yield from served(state, log, WEGWIJZER_ROLE="desk", SITE_URL=SITE)


def test_a_public_machine_has_every_page(public: str) -> None:
    for path in PAGES:
        if "not-right" not in path:
            assert ask(public, path).status == 200, path


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/login/", "/admin/account/login/", "/en/confirm/", "/nl/stijlgids/"]
)
def test_a_public_machine_has_nothing_of_the_desk(public: str, path: str) -> None:
    assert ask(public, path).status == 404


def test_a_public_machine_is_ready_with_an_edition_alone(public: str) -> None:
    answer = ask(public, "/readyz")
    assert (answer.status, json.loads(answer.text)) == (200, {"edition": True})


def test_what_is_not_right_is_told_to_the_desk(public: str) -> None:
    assert f'href="{DESK}{REPORT}"' in ask(public, SERVICE).text
    assert ask(public, REPORT).leads_to == f"{DESK}{REPORT}"
    assert ask(public, REPORT, sent={"reason": "no_answer"}).status == 405


def test_without_a_desk_a_page_says_that_nobody_can_be_told(state: Path, tmp_path: Path) -> None:
    (tmp_path / "editions").symlink_to(state / "editions")
    (tmp_path / "static").symlink_to(state / "static")
    with serving(
        tmp_path, tmp_path / "log", WEGWIJZER_ROLE="public", DATABASE_URL="", DESK_URL=""
    ) as address:
        assert "Op deze plek kunt u dat niet melden." in ask(address, SERVICE).text
        assert ask(address, REPORT).status == 404


def test_a_desk_leads_visitors_to_their_site(desk: str) -> None:
    answer = ask(desk, "/nl/hulp/?need=shelter")
    assert (answer.status, answer.leads_to) == (302, f"{SITE}/nl/hulp/")


def test_a_desk_takes_what_it_is_told(desk: str) -> None:
    assert ask(desk, REPORT).status == 200
    assert ask(desk, "/admin/").leads_to.startswith("/admin/account/sign-in/")
    assert set(json.loads(ask(desk, "/readyz").text)) == {"database", "migrations", "snapshot"}
