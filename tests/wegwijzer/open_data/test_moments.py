"""When something changed is never told too early, and what is gone is said at once and for good."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from directory.models import Channel, Location, Need, Organization, Service
from editorial.editions.current import EditionReader, reading_with
from editorial.editions.deny import Why, add_denials
from editorial.editions.making import make_edition
from editorial.editions.store import EditionFolder
from editorial.models import PublishedRecord
from tests.directory.builders import make_channel, make_organization, make_service
from tests.editorial.editions.conftest import (  # noqa: F401 - fixtures
    Make,
    as_it_is,
    fallbacks,
    folder,
    reader,
)
from tests.wegwijzer.open_data.feed import ask, everything
from wegwijzer.open_data.noting import note_changes

pytestmark = pytest.mark.usefixtures("empty_directory")

START = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture
def make(folder: EditionFolder) -> Make:  # noqa: F811 - the fixture
    """Make editions as the site does: what changed is noted first."""
    return lambda: make_edition(folder, picture=as_it_is)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def changed(language: str = "nl") -> dict[str, datetime]:
    rows = ask("/services?minimal=true", language)["contents"]
    return {row["id"]: moment(row["last_modified"]) for row in rows}


def gone() -> list[str]:
    return [row["id"] for row in ask("/withdrawn")["contents"]]


@pytest.fixture
def service() -> Service:
    organization = make_organization()
    service = make_service(organization=organization, channels=[make_channel(organization)])
    make_service()
    note_changes(START)
    return service


def rename_its_organization(service: Service) -> None:
    Organization.all_objects.filter(pk=service.organization_id).update(name_nl="Anders")


def change_its_number(service: Service) -> None:
    Channel.objects.filter(services=service).update(value="+31201234567")


def verify_its_number(service: Service) -> None:
    Channel.objects.filter(services=service).update(
        assured_date="2026-11-02", assured_value="+31334481186"
    )


def rename_a_need(service: Service) -> None:
    Need.objects.update(label_nl="Iets anders")


def change_its_english(service: Service) -> None:
    Service.all_objects.filter(pk=service.pk).update(name_en="Otherwise")


@pytest.mark.parametrize(
    "change",
    [
        rename_its_organization,
        change_its_number,
        verify_its_number,
        rename_a_need,
        change_its_english,
    ],
)
def test_whatever_changes_of_a_service_moves_it_after_the_moment_before(
    service: Service, change: Any
) -> None:
    assert set(changed().values()) == {START}
    change(service)
    later = START + timedelta(days=1)
    note_changes(later)
    for language in ("nl", "en"):
        assert changed(language)[str(service.public_id)] == later
    after = ask("/services?modified_after=2026-11-02T11:59:59Z")["contents"]
    assert str(service.public_id) in {row["id"] for row in after}
    assert ask("/services?modified_after=2026-11-02T13:00:00%2B01:00")["contents"] == []


def test_what_did_not_change_keeps_its_moment(service: Service) -> None:
    change_its_number(service)
    note_changes(START + timedelta(days=1))
    assert list(changed().values()).count(START) == 1


def test_a_change_that_is_not_noted_yet_counts_from_now(service: Service) -> None:
    change_its_number(service)
    assert changed()[str(service.public_id)] > START


def test_nothing_is_written_if_nothing_changed(service: Service) -> None:
    before = list(PublishedRecord.objects.values())
    note_changes(START + timedelta(days=1))
    assert list(PublishedRecord.objects.values()) == before


@pytest.mark.parametrize(
    "change",
    [
        {"state": "withdrawn"},
        {"status": "defunct"},
        {"expires_at": START - timedelta(days=1)},
    ],
)
def test_what_is_gone_is_named_by_its_id_and_moment_only(
    service: Service, change: dict[str, Any]
) -> None:
    Service.all_objects.filter(pk=service.pk).update(**change)
    note_changes(START + timedelta(days=1))
    [row] = ask("/withdrawn")["contents"]
    assert row == {"id": str(service.public_id), "withdrawn_at": "2026-11-02T12:00:00.000Z"}
    ask(f"/services/{service.public_id}", status=410)


def test_what_is_deleted_is_named_for_good(service: Service) -> None:
    public_id = str(service.public_id)
    service.delete()
    for day in range(1, 4):
        note_changes(START + timedelta(days=day))
    [row] = ask("/withdrawn")["contents"]
    assert row == {"id": public_id, "withdrawn_at": "2026-11-02T12:00:00.000Z"}


def test_what_is_published_again_is_named_no_more(service: Service) -> None:
    for days, state in ((1, "withdrawn"), (2, "published")):
        Service.all_objects.filter(pk=service.pk).update(state=state)
        note_changes(START + timedelta(days=days))
    assert gone() == []
    assert changed()[str(service.public_id)] == START + timedelta(days=2)


def test_a_place_that_became_secret_must_be_deleted_by_all(service: Service) -> None:
    place = Location.objects.create(
        organization=service.organization, key="office", confidential=False, name_nl="Kantoor"
    )
    service.locations.add(place)
    note_changes(START)
    assert gone() == []
    Location.objects.filter(pk=place.pk).update(confidential=True)
    assert str(place.public_id) in gone()


def test_a_draft_was_never_there(service: Service) -> None:
    draft = make_service(state="draft")
    note_changes(START)
    assert gone() == []
    ask(f"/services/{draft.public_id}", status=404)


@pytest.mark.usefixtures("fallbacks")
def test_an_edition_says_when_its_services_changed(make: Make, reader: EditionReader) -> None:  # noqa: F811 - the fixtures
    service = make_service()
    with time_machine.travel(START + timedelta(days=400), tick=False):
        make()
        reader.look()
        assert changed()[str(service.public_id)] == START + timedelta(days=400)
    before = Client().get("/hsds/v1/nl/services").content
    assert make() == make()
    assert Client().get("/hsds/v1/nl/services").content == before


@pytest.mark.usefixtures("fallbacks")
@pytest.mark.parametrize("path", ["services", "services?format=ndjson", "withdrawn", "export.zip"])
def test_who_asks_what_changed_since_the_last_copy_misses_nothing(
    make: Make,
    reader: EditionReader,  # noqa: F811 - the fixtures
    path: str,
) -> None:
    """Also if the copy was made while a change was noted and not yet to be seen."""
    service, noted_at = make_service(), START + timedelta(days=400)
    with time_machine.travel(noted_at - timedelta(days=1), tick=False):
        make()
        reader.look()
    change_its_english(service)
    note_changes(noted_at)
    with time_machine.travel(noted_at + timedelta(seconds=1), tick=False):
        copy = Client().get(f"/hsds/v1/en/{path}")
    with time_machine.travel(noted_at, tick=False):
        make()
        reader.look()
    since = parsedate_to_datetime(copy["Last-Modified"]).strftime("%Y-%m-%dT%H:%M:%SZ")
    found = ask(f"/services?minimal=true&modified_after={since}")["contents"]
    assert [row["name"] for row in found] == ["Otherwise"]


@pytest.mark.usefixtures("fallbacks")
def test_what_is_denied_is_gone_before_the_next_edition(
    folder: EditionFolder,  # noqa: F811 - the fixtures
    make: Make,
    reader: EditionReader,  # noqa: F811
) -> None:
    service = make_service(name_nl="Weg ermee")
    make()
    reader.look()
    assert str(service.public_id) in {row["id"] for row in everything("services")}
    add_denials(folder.path, [("directory.service", service.pk)], Why.WITHDRAWN)
    assert str(service.public_id) in gone()
    ask(f"/services/{service.public_id}", status=410)
    for path in ("services", "services?full=true&format=ndjson", "export.zip"):
        assert b"Weg ermee" not in Client().get(f"/hsds/v1/nl/{path}").content


@pytest.mark.usefixtures("fallbacks")
def test_two_readers_of_one_edition_give_the_same_bytes(
    folder: EditionFolder,  # noqa: F811 - the fixtures
    make: Make,
    reader: EditionReader,  # noqa: F811
) -> None:
    make_service()
    make()
    lists = ("services?full=true", "organizations", "export.zip", "openapi.json", "withdrawn")
    paths = (*(f"en/{path}" for path in lists), "catalog")
    said = []
    for one in (reader, EditionReader(folder.path)):
        one.look()
        with reading_with(one):
            said.append([Client().get(f"/hsds/v1/{path}").content for path in paths])
    assert said[0] == said[1]
