"""A file that is not what was written is found, and nobody reads it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from directory.models import Organization
from editorial.editions.checking import problems_of_file
from editorial.editions.making import EditionRefused, take_back
from editorial.editions.store import EditionFolder, sha256_of
from tests.directory.builders import make_channel
from tests.editorial.editions.conftest import Make, change, live_number

pytestmark = pytest.mark.usefixtures("empty_directory")

DAMAGES: dict[str, Callable[[Path], object]] = {
    "a changed byte": lambda path: path.write_bytes(
        path.read_bytes().replace(b"om te praten", b"om te Praten", 1)
    ),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:-4096]),
    "empty": lambda path: path.write_bytes(b""),
    "gone": lambda path: path.unlink(),
    "something else": lambda path: path.write_bytes(b"SQLite format 3\0" + b"x" * 9000),
}


class TestDamage:
    @pytest.fixture(autouse=True)
    def _two(self, make: Make, organization: Organization) -> None:
        make()
        change("SECOND")
        make()

    @pytest.mark.parametrize("damage", DAMAGES)
    def test_it_is_found_and_nobody_goes_back_to_it(
        self, folder: EditionFolder, damage: str
    ) -> None:
        DAMAGES[damage](folder.file(1))
        record = folder.record(1)
        assert record is not None
        assert len(list(problems_of_file(folder.file(1), record))) == 1
        with pytest.raises(EditionRefused):
            take_back(folder, 1)
        assert live_number(folder) == 2

    @pytest.mark.parametrize("damage", DAMAGES)
    def test_a_live_one_is_followed_by_one_that_is_whole(
        self, folder: EditionFolder, make: Make, damage: str
    ) -> None:
        DAMAGES[damage](folder.file(2))
        record = make()
        assert record.number == live_number(folder) == 3
        assert list(problems_of_file(folder.file(3), record)) == []

    def test_the_check_of_sqlite_alone_misses_a_changed_byte(self, folder: EditionFolder) -> None:
        DAMAGES["a changed byte"](folder.file(1))
        with closing(sqlite3.connect(folder.file(1))) as file:
            assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)

    @pytest.mark.parametrize("name", ["current.json", "making.json", "edition-000002.json"])
    def test_what_is_known_of_it_is_found_out_again(
        self, folder: EditionFolder, make: Make, name: str
    ) -> None:
        (folder.path / name).write_text("{")
        number = make().number
        assert live_number(folder) == number
        assert folder.live() is not None

    def test_what_a_later_release_added_is_left_alone(self, folder: EditionFolder) -> None:
        _rewrite(folder, 1, something_new="x")
        take_back(folder, 1)
        assert live_number(folder) == 1

    def test_a_wrong_digest_is_refused(self, folder: EditionFolder) -> None:
        _rewrite(folder, 1, sha256="0" * 64)
        with pytest.raises(EditionRefused):
            take_back(folder, 1)

    def test_tables_of_other_code_are_refused(self, folder: EditionFolder) -> None:
        _rewrite(folder, 1, schema_digest="0" * 64)
        with pytest.raises(EditionRefused, match="versie"):
            take_back(folder, 1)

    def test_other_code_makes_an_edition_of_its_own(
        self, folder: EditionFolder, make: Make
    ) -> None:
        _rewrite(folder, 2, schema_digest="0" * 64)
        assert make().number == 3

    @pytest.mark.parametrize(
        "statement",
        [
            "CREATE TABLE note (text)",
            "DELETE FROM directory_organization",
            "UPDATE directory_channel SET organization_id = 77",
        ],
    )
    def test_a_file_that_says_something_else_is_refused(
        self, folder: EditionFolder, make: Make, organization: Organization, statement: str
    ) -> None:
        make_channel(organization)
        number = make().number
        with closing(sqlite3.connect(folder.file(number))) as file:
            file.execute(statement)
            file.commit()
        _rewrite(folder, number, sha256=sha256_of(folder.file(number)))
        with pytest.raises(EditionRefused):
            take_back(folder, number)


def _rewrite(folder: EditionFolder, number: int, **changes: str) -> None:
    path = folder.file(number).with_suffix(".json")
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))
