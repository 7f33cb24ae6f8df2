"""What expires is gone at its moment by itself: nobody at the desk has to be there."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from directory.models import AgeGroup
from editorial.editions.current import EditionReader
from rights.models import RESIDENCE_STATUSES, Right, Signal
from tests.directory.builders import make_organization, make_service
from tests.pages import get

pytestmark = [
    pytest.mark.usefixtures("empty_directory"),
    pytest.mark.once,  # visitors read an edition, beside whatever database
]

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


def test_rows_that_are_kept_with_an_edition_expire_too(
    request: pytest.FixtureRequest,
    clock: time_machine.Traveller,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for slug, expires_at in (("blijvend", None), ("kortlopend", EXPIRES)):
        shown = {"slug": slug, "state": "published", "expires_at": expires_at}
        right = Right.all_objects.create(name_nl=f"Recht {slug}", phases=["care"], **shown)
        right.entitlements.create(
            value="yes", age_groups=AgeGroup.values, residence_statuses=list(RESIDENCE_STATUSES)
        )
        Signal.all_objects.create(
            text_nl=f"Doe {slug}", kind="do", audiences=["professional"], **shown
        )
    request.getfixturevalue("reader")
    path = "/nl/wegwijzer/antwoord/?audience=professional"
    before = get(path).words
    assert "Recht kortlopend" in before
    assert "Doe kortlopend" in before
    with django_assert_num_queries(0):
        assert get(path).words == before
    clock.move_to(EXPIRES)
    after = get(path).words
    assert "kortlopend" not in after
    assert "Recht blijvend" in after
    assert "Doe blijvend" in after


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
