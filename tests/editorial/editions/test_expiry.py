"""What expires is gone at its moment by itself: nobody at the desk has to be there."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from editorial.editions.current import EditionReader
from tests.directory.builders import make_organization, make_service
from tests.pages import get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]

MOMENT = datetime(2026, 3, 3, 11, 0, 30, tzinfo=UTC)
EXPIRES = MOMENT + timedelta(hours=1)
BEFORE = EXPIRES - timedelta(seconds=1)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MOMENT, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def _services(clock: time_machine.Traveller, empty_directory: None) -> None:
    organization = make_organization(slug="de-hulp", name_nl="De Hulp")
    make_service(slug="blijvend", name_nl="Blijvend", organization=organization)
    make_service(
        slug="kortlopend", name_nl="Kortlopend", organization=organization, expires_at=EXPIRES
    )


PAGES = (
    "/nl/hulp/",
    "/nl/hulp/?need=talk",
    "/nl/organisaties/de-hulp/",
    "/nl/wie-doet-wat/",
    "/sitemap.xml",
)


def pages_with(text: str) -> list[str]:
    return [path for path in PAGES if text in Client().get(path).content.decode().lower()]


def test_an_entry_is_there_until_its_moment_and_not_after(
    reader: EditionReader, clock: time_machine.Traveller
) -> None:
    clock.move_to(BEFORE)
    assert pages_with("kortlopend") == list(PAGES)
    assert get("/nl/hulp/kortlopend/").status == 200
    clock.move_to(EXPIRES)
    assert pages_with("kortlopend") == []
    assert get("/nl/hulp/kortlopend/").status == 404
    assert "Blijvend" in get("/nl/hulp/?need=talk").words


def test_the_counts_follow_when_the_reader_looks(
    reader: EditionReader, clock: time_machine.Traveller
) -> None:
    assert get("/nl/hulp/?need=talk").total == 2
    clock.move_to(EXPIRES)
    reader.look()
    assert get("/nl/hulp/?need=talk").total == 1
    assert get("/nl/hulp/").total == 1


def test_an_edition_knows_the_next_moment_at_which_something_expires(
    reader: EditionReader, clock: time_machine.Traveller
) -> None:
    edition = reader.edition()
    assert edition is not None
    assert edition.valid_until == EXPIRES
    assert edition.holds_at(BEFORE)
    assert not edition.holds_at(EXPIRES)
    clock.move_to(EXPIRES)
    reader.look()
    later = reader.edition()
    assert later is not None
    assert later is not edition
    assert later.holds_at(EXPIRES + timedelta(days=30))
    reader.look()
    assert reader.edition() is later
