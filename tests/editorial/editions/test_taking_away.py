"""What is withdrawn, deleted or made secret is denied at once, before any edition is made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import Model, QuerySet
from django.test.utils import CaptureQueriesContext

from directory.models import Channel, Location, Organization, Service
from editorial.accounts.roles import Role
from editorial.documents.apply import fresh_document
from editorial.editions import deny
from editorial.editions.deny import (
    RESERVE,
    RESERVED_BYTES,
    Why,
    add_denials,
    keep_room,
    read_denied,
)
from editorial.editions.making import EditionRefused
from editorial.editions.store import EditionFolder, unfinished
from editorial.editions.taking_away import deny_what_is_gone
from editorial.publishing.workflow import publish_at_once
from tests.directory.builders import make_channel, make_organization, make_service
from tests.editorial.editions.conftest import Commit, Make, keep
from tests.people import account

pytestmark = pytest.mark.usefixtures("empty_directory")


def denied(folder: EditionFolder) -> set[tuple[str, int, str]]:
    return {(row.model, row.pk, row.why) for row in read_denied(folder.path).rows}


def withdrawn(record: Model) -> tuple[str, int, str]:
    return record._meta.label_lower, record.pk, "withdrawn"


def erased(record: Model) -> tuple[str, int, str]:
    return record._meta.label_lower, record.pk, "erased"


@pytest.fixture
def service(organization: Organization) -> Service:
    return make_service(organization=organization, channels=[make_channel(organization)])


@pytest.fixture
def place(organization: Organization) -> Location:
    return Location.objects.create(
        organization=organization,
        key="house",
        confidential=False,
        address_1="Kerkstraat 12",
        city="Assen",
    )


WAYS: dict[str, Callable[[Service], object]] = {
    "withdrawn": lambda service: _save(service, state="withdrawn"),
    "back to draft": lambda service: _save(service, state="draft"),
    "planned again": lambda service: _save(service, publish_at="2999-01-01T00:00Z"),
    "expired at once": lambda service: _save(service, expires_at="2020-01-01T00:00Z"),
    "ended": lambda service: _save(service, status="defunct"),
    "deleted": lambda service: service.delete(),
    "deleted by a query": lambda service: Service.all_objects.filter(pk=service.pk).delete(),
}


def _save(record: Model, **changes: str) -> None:
    for name, value in changes.items():
        setattr(record, name, type(record)._meta.get_field(name).to_python(value))  # type: ignore[union-attr]
    record.save()


def test_a_service_that_goes_is_denied_when_that_is_committed(
    folder: EditionFolder,
    make: Make,
    organization: Organization,
    commit: Commit,
    subtests: pytest.Subtests,
) -> None:
    services = {
        way: make_service(organization=organization, channels=[make_channel(organization)])
        for way in WAYS
    }
    make()
    for way, service in services.items():
        before, expected = denied(folder), withdrawn(service)
        with subtests.test(way):
            with commit():
                WAYS[way](service)
                assert denied(folder) == before
            assert denied(folder) - before == {expected}


def test_what_hangs_on_it_goes_with_it(
    folder: EditionFolder,
    make: Make,
    service: Service,
    place: Location,
    commit: Commit,
) -> None:
    make()
    organization = place.organization
    with commit():
        _save(organization, state="withdrawn")
    channel = Channel.objects.get()
    assert denied(folder) == {withdrawn(row) for row in (organization, service, channel, place)}


def test_a_number_that_is_deleted_is_denied(
    folder: EditionFolder,
    make: Make,
    service: Service,
    commit: Commit,
) -> None:
    make()
    channel = Channel.objects.get()
    expected = withdrawn(channel)
    with commit():
        channel.delete()
    assert denied(folder) == {expected}


def test_the_desk_denies_what_a_publisher_withdraws(
    folder: EditionFolder,
    make: Make,
    service: Service,
    commit: Commit,
) -> None:
    make()
    with commit():
        document = {**fresh_document(service), "state": "withdrawn"}
        publish_at_once(service, document, by=account(Role.PUBLISHER), note="No answer any more")
    assert denied(folder) == {withdrawn(service)}


def test_a_bulk_write_is_found_by_who_watches(
    folder: EditionFolder, make: Make, service: Service
) -> None:
    make()
    Service.all_objects.update(state="withdrawn")
    deny_what_is_gone(folder)
    assert denied(folder) == {withdrawn(service)}


def test_nothing_is_denied_twice(folder: EditionFolder, make: Make, service: Service) -> None:
    make()
    Service.all_objects.update(state="withdrawn")
    deny_what_is_gone(folder)
    make()
    Organization.all_objects.update(abbreviation="X")
    deny_what_is_gone(folder)
    assert len(read_denied(folder.path).rows) == 1


def test_what_is_published_again_is_in_the_next_edition_and_not_denied_there(
    folder: EditionFolder,
    make: Make,
    service: Service,
    commit: Commit,
) -> None:
    first = make()
    for state in ("withdrawn", "published"):
        with commit():
            _save(service, state=state)
    second = make()
    assert second.number == 2
    assert second.rows_digest != first.rows_digest or second.deny_sequence > first.deny_sequence
    assert read_denied(folder.path).after(second.deny_sequence) == ()
    assert read_denied(folder.path).after(first.deny_sequence) != ()


def test_a_save_that_leaves_it_public_asks_nothing(
    folder: EditionFolder,
    make: Make,
    service: Service,
    commit: Commit,
) -> None:
    make()
    with commit() as callbacks:
        _save(service, wait_time_nl="Twee weken")
    assert callbacks == []


def test_many_drafts_in_one_transaction_are_looked_at_once(
    folder: EditionFolder,
    make: Make,
    service: Service,
    commit: Commit,
) -> None:
    make()
    with commit(execute=False) as callbacks:
        for _number in range(20):
            make_organization(state="draft")
    callbacks[0]()
    with CaptureQueriesContext(connection) as captured:
        for callback in callbacks[1:]:
            callback()
    assert len(captured) == len(callbacks) - 1
    assert denied(folder) == set()


def test_without_an_edition_there_is_nothing_to_deny(
    folder: EditionFolder, service: Service
) -> None:
    Service.all_objects.update(state="withdrawn")
    deny_what_is_gone(folder)
    assert not folder.path.exists()


def test_a_lost_list_begins_after_every_edition(
    folder: EditionFolder, make: Make, service: Service
) -> None:
    make()
    add_denials(folder.path, [("directory.service", 1), ("directory.service", 2)], Why.WITHDRAWN)
    record = make()
    put_back, losses = keep(folder), (Path.unlink, lambda path: path.write_bytes(b"{"))
    for lose in losses:
        put_back()
        lose(folder.path / deny.DENIED)
        add_denials(folder.path, [("directory.service", 3)], Why.WITHDRAWN)
        assert [row.pk for row in read_denied(folder.path).after(record.deny_sequence)] == [3]


class TestPlacesThatBecomeSecret:
    def test_the_place_is_denied_and_the_editions_that_hold_it_go(
        self,
        folder: EditionFolder,
        make: Make,
        service: Service,
        place: Location,
        commit: Commit,
    ) -> None:
        make()
        with commit():
            _make_secret(place)
        assert denied(folder) >= {erased(place)}
        assert {row[:2] for row in denied(folder)} == {withdrawn(place)[:2]}
        assert make().number == 2
        assert not folder.file(1).exists()
        pointer = folder.pointer()
        assert pointer is not None
        assert pointer.oldest_permitted == 2

    def test_whoever_names_its_address_is_denied_too(
        self,
        folder: EditionFolder,
        make: Make,
        organization: Organization,
        place: Location,
        commit: Commit,
    ) -> None:
        tells = make_service(organization=organization, description_nl="Kom naar Kerkstraat 12.")
        silent = make_service(organization=organization)
        number = make_channel(organization, label_nl="Balie, Kerkstraat 12")
        elsewhere = make_service(description_nl="Kom naar Kerkstraat 12.")
        make()
        # An editor took it out of the texts first; the edition still says it.
        QuerySet(Service).filter(pk=tells.pk).update(description_nl="Kom langs.")
        QuerySet(Channel).update(label_nl="Balie")
        with commit():
            _make_secret(place)
        assert {erased(tells), erased(number), erased(place)} <= denied(folder)
        assert not {row[:2] for row in denied(folder)} & {
            withdrawn(row)[:2] for row in (silent, elsewhere, organization)
        }

    def test_a_refused_edition_does_not_keep_earlier_ones(
        self,
        folder: EditionFolder,
        make: Make,
        organization: Organization,
        place: Location,
        commit: Commit,
    ) -> None:
        make()
        QuerySet(Organization).update(description_nl="Kom naar Kerkstraat 12.")
        make()
        with commit():
            _make_secret(place)
        QuerySet(Organization).update(description_nl="Kom toch naar Kerkstraat 12.")
        with pytest.raises(EditionRefused):
            make()
        assert not folder.file(1).exists()
        assert folder.file(2).exists()
        assert erased(organization) in denied(folder)


def _make_secret(place: Location) -> None:
    place.confidential = True
    place.clean()
    place.save()


class TestAFullDisk:
    def test_the_room_that_is_kept_lets_it_be_written(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        keep_room(tmp_path)
        assert (tmp_path / RESERVE).stat().st_size == RESERVED_BYTES
        # The system itself refuses the first attempt, as it does when nothing is left.
        unfinished(tmp_path / deny.DENIED).symlink_to("/dev/full")
        add_denials(tmp_path, [("directory.service", 5)], Why.WITHDRAWN)
        assert [row.pk for row in read_denied(tmp_path).rows] == [5]
        assert not (tmp_path / RESERVE).exists()
        assert "room that is kept" in caplog.text

    def test_the_room_is_kept_again_when_there_is_some(self, tmp_path: Path) -> None:
        keep_room(tmp_path)
        (tmp_path / RESERVE).unlink()
        keep_room(tmp_path)
        assert (tmp_path / RESERVE).stat().st_size == RESERVED_BYTES

    def test_the_room_is_enough_for_a_thousand_denials(self, tmp_path: Path) -> None:
        rows = [("directory.firstcontactoption", 1_000_000 + number) for number in range(1_000)]
        add_denials(tmp_path, rows, Why.WITHDRAWN)
        assert (tmp_path / deny.DENIED).stat().st_size * 2 < RESERVED_BYTES
