"""Every kind of public page is made of the edition alone: one that asks the database fails here."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import get_resolver

from editorial.editions.current import EditionReader, reading_with
from editorial.editions.making import make_edition
from editorial.editions.store import EditionFolder
from editorial.reading.router import disconnect
from tests.questions import ANSWER_BY_CODE, QUESTIONS, UNLINKED
from tests.urls import KINDS, kind_of

pytestmark = [pytest.mark.django_db]

PAGES_OF_A_KIND = 3
HELP_PAGE = "help_page"
LINK = re.compile(r'\shref="(/[^"#?]*)')
STARTS = ("/nl/", "/en/", *UNLINKED, *QUESTIONS, *ANSWER_BY_CODE)
FOR_MACHINES = ("/sitemap.xml", "/robots.txt", "/places.json", "/.well-known/security.txt")


@pytest.fixture(scope="module")
def reader(starter_content: None, tmp_path_factory: pytest.TempPathFactory) -> EditionReader:
    return EditionReader(tmp_path_factory.mktemp("editions"))


def refuse(*_: object) -> None:
    pytest.fail("A public page asked the database.")


def make_once(reader: EditionReader) -> None:
    if reader.edition() is None:
        assert get_resolver().url_patterns
        make_edition(EditionFolder(reader.folder.path), picture=nullcontext)
        reader.look()


@pytest.fixture
def visitor(reader: EditionReader) -> Iterator[Client]:
    """Read the edition, made once of what is committed, with the database out of reach.

    What people cause to be counted is written apart from their page, in tests at once.
    """
    make_once(reader)
    with reading_with(reader), connection.execute_wrapper(refuse):
        yield Client(
            headers={
                "user-agent": "a robot, which is not counted",
                "Sec-Fetch-Site": "same-origin",
            }
        )
    disconnect()


@pytest.mark.bad_input
def test_every_kind_of_page_is_made_without_the_database(visitor: Client) -> None:
    visited: Counter[str] = Counter()
    seen: set[str] = set()
    waiting = [*STARTS]
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path)
        if path in seen or (visited[kind] >= PAGES_OF_A_KIND and path not in STARTS):
            continue
        seen.add(path)
        response = visitor.get(path)
        assert response.status_code == 200, path
        visited[kind] += 1
        links = LINK.findall(response.content.decode())
        waiting += [link for link in links if not link.startswith(("/static/", "/admin/"))]
    assert visited.keys() == {*KINDS, HELP_PAGE}


@pytest.mark.parametrize("path", FOR_MACHINES)
def test_what_machines_read_is_made_without_the_database(visitor: Client, path: str) -> None:
    assert visitor.get(path).status_code == 200


def test_the_signpost_leads_to_an_answer_without_the_database(visitor: Client) -> None:
    path = "/nl/wegwijzer/"
    for _ in range(15):
        page = visitor.get(path).content.decode()
        if 'id="first-contact"' in page:
            return
        fields = re.findall(r'<(?:input|button) [^>]*name="(\w+)"\s+value="([\w]*)"', page)
        sent = dict(fields[:1]) if fields else {"place": "Assen"}
        path = visitor.post(path, sent).headers["Location"]
    pytest.fail("The signpost never answered.")


LISTS = (
    "/nl/hulp/",
    "/nl/hulp/?need=shelter",
    "/en/help/?need=shelter",
    "/nl/hulp/?need=shelter&municipality=GM0363",
    "/nl/hulp/?need=wages&need=shelter&municipality=GM0344&age=adult",
    "/en/help/?open_now=1",
)


def test_a_list_of_kept_cards_is_that_of_the_database(
    reader: EditionReader, client: Client
) -> None:
    make_once(reader)
    with time_machine.travel(datetime(2026, 6, 1, 12, tzinfo=UTC), tick=False):
        of_the_database = [client.get(path).content for path in LISTS]
        with reading_with(reader):
            for paths in (LISTS, LISTS[::-1], LISTS):
                of_the_edition = {path: client.get(path).content for path in paths}
            assert [of_the_edition[path] for path in LISTS] == of_the_database
    disconnect()
