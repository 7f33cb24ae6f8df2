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
from tests.editorial.editions.conftest import Make, change, keep, live_number

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

    @pytest.fixture
    def mend(self, folder: EditionFolder, _two: None) -> Callable[[], None]:
        return keep(folder)

    def test_it_is_found_and_nobody_goes_back_to_it(
        self, folder: EditionFolder, mend: Callable[[], None], subtests: pytest.Subtests
    ) -> None:
        for name, damage in DAMAGES.items():
            mend()
            damage(folder.file(1))
            with subtests.test(name):
                record = folder.record(1)
                assert record is not None
                assert len(list(problems_of_file(folder.file(1), record))) == 1
                with pytest.raises(EditionRefused):
                    take_back(folder, 1)
                assert live_number(folder) == 2

    def test_a_live_one_is_followed_by_one_that_is_whole(
        self,
        folder: EditionFolder,
        make: Make,
        mend: Callable[[], None],
        subtests: pytest.Subtests,
    ) -> None:
        for name, damage in DAMAGES.items():
            mend()
            damage(folder.file(2))
            with subtests.test(name):
                record = make()
                assert record.number == live_number(folder) == 3
                assert list(problems_of_file(folder.file(3), record)) == []

    def test_the_check_of_sqlite_alone_misses_a_changed_byte(self, folder: EditionFolder) -> None:
        DAMAGES["a changed byte"](folder.file(1))
        with closing(sqlite3.connect(folder.file(1))) as file:
            assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)

    def test_what_is_known_of_it_is_found_out_again(
        self,
        folder: EditionFolder,
        make: Make,
        mend: Callable[[], None],
        subtests: pytest.Subtests,
    ) -> None:
        for name in ("current.json", "making.json", "edition-000002.json"):
            mend()
            (folder.path / name).write_text("{")
            with subtests.test(name):
                number = make().number
                assert live_number(folder) == number
                assert folder.live() is not None

    def test_what_is_said_beside_a_file_must_be_of_it_and_of_this_code(
        self, folder: EditionFolder, make: Make, mend: Callable[[], None]
    ) -> None:
        _rewrite(folder, 1, sha256="0" * 64)
        with pytest.raises(EditionRefused):
            take_back(folder, 1)
        mend()
        _rewrite(folder, 1, schema_digest="0" * 64)
        with pytest.raises(EditionRefused, match="versie"):
            take_back(folder, 1)
        mend()
        _rewrite(folder, 1, something_new="what a later release adds")
        take_back(folder, 1)
        assert live_number(folder) == 1
        mend()
        _rewrite(folder, 2, schema_digest="0" * 64)
        assert make().number == 3

    def test_a_file_that_says_something_else_is_refused(
        self,
        folder: EditionFolder,
        make: Make,
        organization: Organization,
        subtests: pytest.Subtests,
    ) -> None:
        make_channel(organization)
        number = make().number
        whole = folder.file(number).read_bytes()
        for statement in (
            "CREATE TABLE note (text)",
            "DELETE FROM directory_organization",
            "UPDATE directory_channel SET organization_id = 77",
        ):
            folder.file(number).write_bytes(whole)
            with closing(sqlite3.connect(folder.file(number))) as file:
                file.execute(statement)
                file.commit()
            _rewrite(folder, number, sha256=sha256_of(folder.file(number)))
            with subtests.test(statement), pytest.raises(EditionRefused):
                take_back(folder, number)


def _rewrite(folder: EditionFolder, number: int, **changes: str) -> None:
    path = folder.file(number).with_suffix(".json")
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))
