"""The database is stopped, hangs or is locked: no visitor notices, and the desk is told."""

import json
import os
import re
import shutil
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import pytest

from tests.served_site import made_once
from tools.served_site import free_port, prepare, serving

pytestmark = [pytest.mark.served]

SECONDS_TO_WAIT = 20
"""For whoever waits for the database: each part of it ends in less than ten."""

PAGES = (
    "/nl/",
    "/en/help/",
    "/nl/hulp/?need=shelter&age=adult&place=Assen&q=onderdak",
    "/en/help/?q=xyzzyxyzzy",
    "/nl/hulp/comensha-opvang/",
    "/nl/organisaties/",
    "/nl/rechten/?age=minor",
    "/nl/wie-doet-wat/?municipality=GM0363",
    "/nl/gemeenten/GM0363/",
    "/nl/wegwijzer/",
    "/nl/wegwijzer/antwoord/?need=shelter&age=adult&status=undocumented",
    "/en/not-right/service/comensha-opvang/",
    "/nl/privacy/",
    "/places.json",
    "/sitemap.xml",
    "/healthz",
    "/readyz",
)
SIGNED_IN = "sessionid=abcdefghijklmnopqrstuvwxyz012345"
REPORT = "/nl/klopt-niet/service/comensha-opvang/"


@contextmanager
def stopped(state: Path) -> Iterator[str]:
    """Name a database that is not there."""
    yield f"postgresql://nobody:nothing@127.0.0.1:{free_port()}/site"


@contextmanager
def frozen(state: Path) -> Iterator[str]:
    """Name a database that takes every connection and never says a word."""
    taken: list[socket.socket] = []

    def take() -> None:
        while True:
            try:
                taken.append(listener.accept()[0])
            except OSError:
                return

    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        threading.Thread(target=take, daemon=True).start()
        yield f"postgresql://nobody:nothing@127.0.0.1:{listener.getsockname()[1]}/site"
        listener.shutdown(socket.SHUT_RDWR)
    for connection in taken:
        connection.close()


@contextmanager
def locked(state: Path) -> Iterator[str]:
    """Lock the database of the site for whoever writes to it or reads from it."""
    copy = state / f"locked-{os.getpid()}.sqlite3"  # two workers may try this at once
    shutil.copy(state / "site.sqlite3", copy)
    holder = sqlite3.connect(copy, isolation_level=None)
    holder.execute("PRAGMA journal_mode=DELETE")
    holder.execute("BEGIN EXCLUSIVE")
    yield f"sqlite:///{copy}"
    holder.close()
    copy.unlink()


@pytest.fixture(scope="module", params=[stopped, frozen, locked], ids=lambda fault: fault.__name__)
def broken_site(
    request: pytest.FixtureRequest, shared_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Start the site while its database is away, and read its log at the end."""
    state = made_once(shared_folder / "served", prepare)
    log = tmp_path_factory.mktemp("broken") / "server.log"
    with request.param(state) as database, serving(state, log, DATABASE_URL=database) as address:
        yield address
    lines = log.read_text().splitlines()
    assert all("ERROR" in line or "WARNING" in line for line in lines), "there is a traceback"
    assert len(lines) <= 4


class Answer(NamedTuple):
    status: int
    text: str
    leads_to: str


def ask(address: str, path: str, *, sent: dict[str, str] | None = None, **headers: str) -> Answer:
    """Ask for a path, or send a form to it."""
    body = None if sent is None else urlencode(sent)
    if sent is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    with closing(HTTPConnection(urlsplit(address).netloc, timeout=SECONDS_TO_WAIT)) as connection:
        connection.request("GET" if sent is None else "POST", path, body, headers)
        response = connection.getresponse()
        text = response.read().decode()
        return Answer(response.status, text, response.headers.get("Location", ""))


def test_every_page_is_there_for_visitors(broken_site: str) -> None:
    for path in PAGES:
        assert ask(broken_site, path).status == 200, path


def test_a_visitor_walks_through_the_signpost(broken_site: str) -> None:
    first = ask(broken_site, "/nl/wegwijzer/")
    field, value = re.findall(r'<button [^>]*name="(\w+)"\s+value="(\w+)"', first.text)[0]
    from_here = {"Sec-Fetch-Site": "same-origin"}
    chosen = ask(broken_site, "/nl/wegwijzer/", sent={field: value}, **from_here)
    assert chosen.status == 302
    assert ask(broken_site, chosen.leads_to).status == 200


def test_the_desk_says_what_is_wrong(broken_site: str) -> None:
    answer = ask(broken_site, "/admin/", Cookie=SIGNED_IN)
    assert answer.status == 503
    assert "We werken eraan" in answer.text


def test_a_report_says_to_try_later_and_whom_to_call(broken_site: str) -> None:
    from_here = {"Sec-Fetch-Site": "same-origin"}
    answer = ask(broken_site, REPORT, sent={"reason": "no_answer"}, **from_here)
    assert answer.status == 503
    assert 'href="tel:112"' in answer.text
    assert 'href="tel:08002000"' in answer.text


def test_editors_who_try_again_and_again_hold_up_no_visitor(broken_site: str) -> None:
    found: list[int] = []

    def try_again() -> None:
        found.append(ask(broken_site, "/admin/", Cookie=SIGNED_IN).status)

    editors = [threading.Thread(target=try_again) for _ in range(12)]
    for editor in editors:
        editor.start()
    for path in PAGES:
        assert ask(broken_site, path).status == 200, path
    for editor in editors:
        editor.join()
    assert found == [503] * 12


def test_a_machine_that_asks_is_told_that_visitors_are_served(broken_site: str) -> None:
    assert json.loads(ask(broken_site, "/readyz").text) == {"edition": True}
