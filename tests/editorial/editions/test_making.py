"""An edition becomes live when it is made, unless a person went back to an earlier one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import QuerySet

from directory.models import Organization
from editorial.editions import making
from editorial.editions.checking import problems_of_file
from editorial.editions.deny import Why, add_denials, read_denied
from editorial.editions.making import EditionRefused, lift, read_made, take_back
from editorial.editions.store import EditionFolder, EditionRecord
from editorial.models import ContentVersion
from tests.directory.builders import make_organization
from tests.editorial.editions.conftest import Make, as_it_is, change, live_number, numbers

pytestmark = pytest.mark.usefixtures("empty_directory")


class TestMaking:
    def test_the_first_becomes_live(self, folder: EditionFolder, make: Make) -> None:
        record = make()
        assert (record.number, live_number(folder)) == (1, 1)
        assert folder.live() == record
        assert list(problems_of_file(folder.file(1), record)) == []

    def test_the_same_rows_make_no_second_one(
        self, folder: EditionFolder, make: Make, organization: Organization
    ) -> None:
        first = make()
        organization.source = "Another source, which visitors never see"
        QuerySet(Organization).filter(pk=organization.pk).update(source=organization.source)
        assert make() == first
        made = read_made(folder)
        assert made is not None
        assert (made.number, made.content_version) == (1, ContentVersion.current())
        assert first.content_version < ContentVersion.current()

    def test_a_change_makes_the_next(
        self, folder: EditionFolder, make: Make, organization: Organization
    ) -> None:
        make()
        change("NEW")
        assert make().number == live_number(folder) == 2
        assert b"NEW" in folder.file(2).read_bytes()
        assert b"NEW" not in folder.file(1).read_bytes()

    def test_the_last_ones_are_kept(
        self,
        folder: EditionFolder,
        make: Make,
        organization: Organization,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(making, "MAX_KEPT", 3)
        for number in range(5):
            change(str(number))
            make()
        assert numbers(folder) == [3, 4, 5]
        assert not folder.file(2).exists()

    def test_a_number_is_never_used_again(
        self, folder: EditionFolder, make: Make, organization: Organization
    ) -> None:
        make()
        folder.remove(1)
        assert make().number == 2

    def test_a_planned_entry_makes_one_at_its_moment(
        self, folder: EditionFolder, organization: Organization
    ) -> None:
        begins = datetime(2026, 6, 1, tzinfo=UTC)
        make_organization(slug="planned", publish_at=begins)
        first = _made_at(folder, begins - timedelta(seconds=1))
        assert first.changes_at == begins
        assert _made_at(folder, begins).number == 2
        assert b"planned" in folder.file(2).read_bytes()

    def test_nothing_unfinished_is_left(self, folder: EditionFolder, make: Make) -> None:
        make()
        make()
        assert not [path.name for path in folder.path.iterdir() if path.name.startswith(".")]


def _made_at(folder: EditionFolder, at: datetime) -> EditionRecord:
    return making.make_edition(folder, at=at, picture=as_it_is)


class TestGoingBack:
    @pytest.fixture(autouse=True)
    def _three(self, make: Make, organization: Organization) -> None:
        for number in range(1, 4):
            change(f"N{number}")
            make()

    def test_an_earlier_one_is_live_until_that_is_lifted(
        self, folder: EditionFolder, make: Make
    ) -> None:
        take_back(folder, 2)
        change("N4")
        assert make().number == 4
        assert live_number(folder) == 2
        assert lift(folder).number == 4
        assert live_number(folder) == 4

    def test_nobody_goes_back_to_what_does_not_exist_or_on_from_where_nobody_went(
        self, folder: EditionFolder
    ) -> None:
        with pytest.raises(EditionRefused):
            take_back(folder, 7)
        with pytest.raises(EditionRefused):
            lift(folder)
        assert live_number(folder) == 3

    def test_the_live_one_is_kept_however_old(
        self, folder: EditionFolder, make: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(making, "MAX_KEPT", 2)
        take_back(folder, 1)
        change("N4")
        make()
        assert numbers(folder) == [1, 3, 4]

    def test_nobody_goes_back_to_what_had_to_be_forgotten(
        self, folder: EditionFolder, make: Make
    ) -> None:
        take_back(folder, 2)
        add_denials(folder.path, [("directory.location", 1)], Why.ERASED)
        assert make().number == 4
        assert numbers(folder) == [4]
        assert live_number(folder) == 4
        with pytest.raises(EditionRefused):
            take_back(folder, 2)

    def test_what_was_only_withdrawn_stays_denied_in_an_earlier_one(
        self, folder: EditionFolder, make: Make
    ) -> None:
        add_denials(folder.path, [("directory.service", 1)], Why.WITHDRAWN)
        newest = make()
        earlier = folder.record(2)
        assert earlier is not None
        denied = read_denied(folder.path)
        assert [row.pk for row in denied.after(earlier.deny_sequence)] == [1]
        assert denied.after(newest.deny_sequence) == ()
