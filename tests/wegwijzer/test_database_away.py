"""The database is stopped, hangs or is locked: no visitor notices, and the desk is told."""

import json
import os
import re
import shutil
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import pytest

from tools.served_site import serving

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
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}
REPORT = "/nl/klopt-niet/service/comensha-opvang/"
SHEET = "/nl/meegeven/"
EDITORS = 12


@contextmanager
def frozen() -> Iterator[str]:
    """Name a database that takes every connection and never says a word; then it is stopped."""
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


@contextmanager
def broken_site(database: str, state: Path, log: Path) -> Iterator[str]:
    """Serve the site while its database is away, and read its log at the end."""
    with serving(state, log, DATABASE_URL=database) as address:
        yield address
    lines = log.read_text().splitlines()
    assert all("ERROR" in line or "WARNING" in line for line in lines), "there is a traceback"
    assert len(lines) <= 4


class Answer(NamedTuple):
    status: int
    text: str
    leads_to: str


def send(
    address: str, path: str, *, sent: dict[str, str] | None = None, **headers: str
) -> HTTPConnection:
    """Ask for a path, or send a form to it, and leave the answer for later."""
    body = None if sent is None else urlencode(sent)
    if sent is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection = HTTPConnection(urlsplit(address).netloc, timeout=SECONDS_TO_WAIT)
    connection.request("GET" if sent is None else "POST", path, body, headers)
    return connection


def answer_to(connection: HTTPConnection) -> Answer:
    """Wait for the answer to what was sent."""
    with closing(connection):
        response = connection.getresponse()
        text = response.read().decode()
        return Answer(response.status, text, response.headers.get("Location", ""))


def ask(address: str, path: str, *, sent: dict[str, str] | None = None, **headers: str) -> Answer:
    """Ask for a path, or send a form to it, and wait for the answer."""
    return answer_to(send(address, path, sent=sent, **headers))


def test_no_visitor_notices_while_a_report_and_editors_wait_in_vain(
    served_state: Path, tmp_path: Path
) -> None:
    """Two faults have sites that wait together, for one of them takes eight seconds."""
    with ExitStack() as ends, ExitStack() as hanging:
        databases = [hanging.enter_context(frozen()), ends.enter_context(locked(served_state))]
        sites = [
            ends.enter_context(broken_site(database, served_state, tmp_path / f"{number}.log"))
            for number, database in enumerate(databases)
        ]
        visit_while_others_wait(sites)
        hanging.close()
        visit_while_others_wait(sites[:1])


def visit_while_others_wait(sites: list[str]) -> None:
    """Have more editors try again and again than a server has threads, and meanwhile visit."""
    reports = [send(site, REPORT, sent={"reason": "no_answer"}, **FROM_HERE) for site in sites]
    editors = [send(site, "/admin/", Cookie=SIGNED_IN) for site in sites * EDITORS]
    for site in sites:
        assert {path: ask(site, path).status for path in PAGES} == dict.fromkeys(PAGES, 200)
        walk_through_the_signpost(site)
        sheet = ask(site, SHEET, sent={"service": "comensha-opvang", "language": "en"}, **FROM_HERE)
        assert (sheet.status, "CoMensha" in sheet.text) == (200, True)
        # A machine that asks is told that visitors are served.
        assert json.loads(ask(site, "/readyz").text) == {"edition": True}
    for answer in map(answer_to, reports):
        assert answer.status == 503
        assert 'href="tel:112"' in answer.text
        assert 'href="tel:08002000"' in answer.text
    for answer in map(answer_to, editors):
        assert answer.status == 503
        assert "We werken eraan" in answer.text


def walk_through_the_signpost(site: str) -> None:
    """Answer the first question, and see that another page follows."""
    first = ask(site, "/nl/wegwijzer/")
    field, value = re.findall(r'<button [^>]*name="(\w+)"\s+value="(\w+)"', first.text)[0]
    chosen = ask(site, "/nl/wegwijzer/", sent={field: value}, **FROM_HERE)
    assert chosen.status == 302
    assert ask(site, chosen.leads_to).status == 200
