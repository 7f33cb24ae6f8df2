"""Pages that depend on nobody's question are stored once an edition; no others are."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from editorial.editions.current import EditionReader
from editorial.editions.pages import PageStore, StoredPage
from tests.codings import CODINGS
from tests.directory.builders import make_channel, make_organization, make_service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]

TUESDAY_NOON = datetime(2026, 3, 3, 11, 0, 30, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(TUESDAY_NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def _service(clock: time_machine.Traveller, empty_directory: None) -> None:
    organization = make_organization(slug="de-hulp", name_nl="De Hulp")
    channel = make_channel(organization, opening_hours="Mo-Fr 09:00-17:00")
    make_service(
        slug="het-aanbod", name_nl="Het aanbod", organization=organization, channels=[channel]
    )


def stored(reader: EditionReader) -> set[str]:
    edition = reader.edition()
    assert edition is not None
    return set(edition.pages._pages)


def test_a_page_without_a_question_is_made_once(
    reader: EditionReader, subtests: pytest.Subtests
) -> None:
    alias = reader.edition().database.alias  # type: ignore[union-attr]  # there is one
    for path in (
        *("/nl/", "/en/help/", "/nl/hulp/het-aanbod/", "/nl/organisaties/de-hulp/"),
        *("/nl/privacy/", "/nl/wegwijzer/", "/nl/wegwijzer/antwoord/", "/en/rights/"),
        *("/sitemap.xml", "/robots.txt"),
    ):
        before = stored(reader)
        with subtests.test(path):
            first = Client().get(path)
            assert stored(reader) - before == {path}
            with CaptureQueriesContext(connections[alias]) as asked:
                again = Client().get(path)
            assert again.content == first.content
            assert again.headers == first.headers
            assert len(asked) == 0


def test_a_page_by_a_neutral_host_is_not_stored_for_the_other(
    reader: EditionReader, settings: Settings
) -> None:
    settings.NEUTRAL_HOSTS, settings.ALLOWED_HOSTS = ["wijzer.example"], ["*"]
    for _ in range(2):
        neutral = Client().get("/nl/", headers={"host": "wijzer.example"}).content.decode()
        usual = Client().get("/nl/").content.decode()
        assert "ww-brand__subject" in usual
        assert "ww-brand__subject" not in neutral
    assert stored(reader) == {"/nl/", "wijzer.example/nl/"}


@pytest.mark.bad_input
def test_nothing_of_a_person_or_a_question_is_stored(
    reader: EditionReader, subtests: pytest.Subtests
) -> None:
    for path in (
        *("/", "/nl/hulp/?need=talk", "/nl/?utm_source=mail", "/nl/gemeenten/?q=bergen"),
        *("/en/not-right/service/het-aanbod/", "/en/not-right/service/het-aanbod/thanks/"),
        *("/nl/bevestigen/", "/nl/bestaat-niet/", "/nl/stijlgids/"),
        *("/healthz", "/readyz", "/admin/login/"),
    ):
        before = stored(reader)
        with subtests.test(path):
            response = Client().get(path)
            assert stored(reader) == before
            assert "ETag" not in response.headers
    assert stored(reader) == set()


def test_no_page_of_a_code_is_stored(reader: EditionReader) -> None:
    client = Client()
    answered = client.post("/nl/wegwijzer/", {"in_danger": "no", "answer": "no"})
    codes = [answered.headers.get("Location", "")]
    codes += re.findall(
        r'"(/nl/wegwijzer/[a-z2-7]{10,}/)', client.get("/nl/wegwijzer/").content.decode()
    )
    assert any(codes)
    for code in filter(None, codes):
        response = client.get(code)
        assert response["Cache-Control"] == "no-store"
    assert stored(reader) == {"/nl/wegwijzer/"}


def test_a_browser_keeps_no_page_of_the_signpost(reader: EditionReader) -> None:
    for _ in range(2):
        response = Client().get("/nl/wegwijzer/")
        assert response["Cache-Control"] == "no-store"
        assert "ETag" not in response.headers


def test_a_stored_page_goes_in_the_coding_that_the_browser_knows(
    reader: EditionReader, subtests: pytest.Subtests
) -> None:
    page = Client().get("/nl/hulp/").content
    for accepted, sent, read in CODINGS * 2:
        with subtests.test(accepted):
            response = Client(headers={"accept-encoding": accepted}).get("/nl/hulp/")
            assert response.headers.get("Content-Encoding") == sent
            assert read(response.content) == page
            assert response["Content-Length"] == str(len(response.content))
            assert response["Vary"] == "Accept-Encoding"


def test_a_copy_is_checked_and_not_sent_again(reader: EditionReader) -> None:
    first = Client().get("/nl/hulp/")
    for method in ("get", "head"):
        again = getattr(Client(), method)("/nl/hulp/", headers={"if-none-match": first["ETag"]})
        assert again.status_code == 304
        assert again.content == b""
        for name in ("ETag", "Vary", "Cache-Control"):
            assert again[name] == first[name]
    assert Client().get("/nl/hulp/", headers={"if-none-match": 'W/"x"'}).status_code == 200


def test_who_asks_for_headers_gets_those_of_the_stored_page(reader: EditionReader) -> None:
    page = Client().get("/nl/hulp/")
    headers = Client().head("/nl/hulp/")
    assert headers.content == b""
    assert headers.headers == page.headers


def test_a_page_that_shows_hours_is_made_again_when_they_pass(
    reader: EditionReader, clock: time_machine.Traveller
) -> None:
    path = "/nl/hulp/het-aanbod/"
    assert "Nu open" in Client().get(path).content.decode()
    clock.move_to(datetime(2026, 3, 3, 15, 59, 59, tzinfo=UTC))
    assert "Nu open" in Client().get(path).content.decode()
    clock.move_to(datetime(2026, 3, 3, 16, 0, 0, tzinfo=UTC))
    assert "Nu open" not in Client().get(path).content.decode()


def test_a_page_that_counts_what_is_open_holds_for_its_minute(
    reader: EditionReader, clock: time_machine.Traveller, subtests: pytest.Subtests
) -> None:
    edition = reader.edition()
    assert edition is not None
    for path in ("/nl/hulp/", "/nl/wegwijzer/antwoord/"):
        clock.move_to(TUESDAY_NOON)
        with subtests.test(path):
            first = Client().get(path).content
            assert edition.pages.get(path, timezone.now() + timedelta(seconds=29))
            assert not edition.pages.get(path, timezone.now() + timedelta(seconds=30))
            clock.shift(timedelta(minutes=2))
            assert Client().get(path).content == first


def test_no_page_holds_longer_than_the_day(reader: EditionReader) -> None:
    Client().get("/nl/privacy/")
    edition = reader.edition()
    assert edition is not None
    assert edition.pages.get("/nl/privacy/", datetime(2026, 3, 3, 22, 59, tzinfo=UTC))
    assert not edition.pages.get("/nl/privacy/", datetime(2026, 3, 3, 23, 0, tzinfo=UTC))


def test_the_store_stays_within_its_bytes() -> None:
    size = StoredPage.of(HttpResponse(b"0" * 100), TUESDAY_NOON).size
    store = PageStore(max_bytes=10 * size)
    later = TUESDAY_NOON + timedelta(hours=1)
    for number in range(50):
        store.put(f"/{number}/", StoredPage.of(HttpResponse(b"0" * 100), later))
        store.put("/again/", StoredPage.of(HttpResponse(b"0" * 100), later))
    assert store._bytes == 10 * size
    assert len(store) == 10
    assert store.get("/49/", TUESDAY_NOON)
    assert not store.get("/0/", TUESDAY_NOON)
