"""One process makes an edition whenever visitors may see something new, and never gives up."""

from __future__ import annotations

import os
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.models import QuerySet

from directory.models import Organization, Service
from editorial.editions.building import _sqlite, own_connection
from editorial.editions.deny import read_denied
from editorial.editions.making import read_made
from editorial.editions.store import EditionFolder
from editorial.editions.watching import SEEN, Watcher, seen_at, watch
from editorial.models import AuditEvent
from tests.directory.builders import make_organization, make_service
from tests.editorial.editions.conftest import Make, as_it_is, change, live_number, numbers
from tools.served_site import ROOT, environment, serving
from wegwijzer.private_logs import FormatterWithoutVisitor

START = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def watcher(folder: EditionFolder, organization: Organization) -> Watcher:
    return Watcher(folder, picture=as_it_is)


class TestLooking:
    def test_the_first_look_makes_the_first_edition(
        self, folder: EditionFolder, watcher: Watcher
    ) -> None:
        watcher.look()
        watcher.look()
        assert numbers(folder) == [1]

    def test_changes_between_two_looks_make_one(
        self, folder: EditionFolder, watcher: Watcher
    ) -> None:
        watcher.look()
        change("A")
        change("B")
        watcher.look()
        watcher.look()
        assert numbers(folder) == [1, 2]
        assert b"B" in folder.file(2).read_bytes()

    def test_what_visitors_never_see_makes_none(
        self, folder: EditionFolder, watcher: Watcher
    ) -> None:
        watcher.look()
        make_organization(state="draft")
        watcher.look()
        assert numbers(folder) == [1]

    def test_a_planned_moment_makes_one(self, folder: EditionFolder, watcher: Watcher) -> None:
        make_organization(publish_at=START + timedelta(hours=1))
        with time_machine.travel(START, tick=False) as clock:
            watcher.look()
            clock.shift(timedelta(minutes=59))
            watcher.look()
            assert numbers(folder) == [1]
            clock.shift(timedelta(minutes=1))
            watcher.look()
            watcher.look()
        assert numbers(folder) == [1, 2]

    def test_a_bulk_withdrawal_is_denied_before_the_edition_is_made(
        self, folder: EditionFolder, watcher: Watcher
    ) -> None:
        service = make_service()
        watcher.look()
        Service.all_objects.update(state="withdrawn")
        watcher.look()
        assert [row.pk for row in read_denied(folder.path).rows] == [service.pk]
        newest = folder.newest()
        assert newest is not None
        assert newest.deny_sequence == 1

    @pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"x")])
    def test_a_damaged_live_file_is_followed_by_another(
        self, folder: EditionFolder, watcher: Watcher, damage: Callable[[Path], object]
    ) -> None:
        watcher.look()
        damage(folder.file(1))
        watcher.look()
        assert live_number(folder) == 2

    def test_what_is_refused_is_told_once_and_tried_when_something_changes(
        self, folder: EditionFolder, watcher: Watcher, caplog: pytest.LogCaptureFixture
    ) -> None:
        watcher.look()
        organization = Organization.objects.get()
        organization.locations.create(key="house", confidential=True)
        QuerySet(Organization).update(description_nl="Kerkstraat 12")
        for _look in range(3):
            watcher.look()
        assert len(caplog.records) == 1
        line = FormatterWithoutVisitor().format(caplog.records[0])
        assert re.fullmatch(r"An edition was refused: \w.{40,}", line)
        assert "Kerkstraat" not in line
        QuerySet(Organization).update(description_nl="Wij helpen u.")
        watcher.look()
        assert live_number(folder) == 2
        made = read_made(folder)
        assert made is not None
        assert (made.number, made.refused) == (2, ())

    def test_it_says_when_nothing_waits(self, folder: EditionFolder, watcher: Watcher) -> None:
        assert seen_at(folder) is None
        watcher.look()
        seen = folder.path / SEEN
        os.utime(seen, (0, 0))
        watcher.look()
        assert seen.stat().st_mtime > 0

    def test_it_looks_until_it_is_told_to_end(
        self, folder: EditionFolder, watcher: Watcher
    ) -> None:
        waits = iter([False, False, True])
        watch(watcher, lambda seconds: next(waits))
        assert numbers(folder) == [1]
        assert next(waits, None) is None


@contextmanager
def no_file_larger_than(number: int) -> Iterator[None]:
    """Have the system refuse to write more, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (number, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


class TestFaults:
    def test_a_full_disk_leaves_the_live_edition_and_is_tried_again(
        self, folder: EditionFolder, watcher: Watcher, caplog: pytest.LogCaptureFixture
    ) -> None:
        with time_machine.travel(START, tick=False) as clock:
            watcher.look()
            os.utime(folder.path / SEEN, (0, 0))
            change("NEW")
            with no_file_larger_than(20_000):
                for _look in range(3):
                    watcher.look()
            assert live_number(folder) == 1
            assert len(caplog.records) == 1
            assert (folder.path / SEEN).stat().st_mtime == 0
            clock.shift(timedelta(seconds=10))
            watcher.look()
        assert live_number(folder) == 2
        assert not [path for path in folder.path.iterdir() if path.name.startswith(".")]

    def test_a_database_that_is_away_is_one_line_a_minute(
        self, folder: EditionFolder, db: None, caplog: pytest.LogCaptureFixture
    ) -> None:
        away = _sqlite("away", NAME="/nonexistent/site.sqlite3")
        with own_connection(away), time_machine.travel(START, tick=False) as clock:
            watcher = Watcher(folder, using="away")
            for _look in range(50):
                watcher.look()
                clock.shift(timedelta(seconds=1))
            assert len(caplog.records) == 1
            clock.shift(timedelta(seconds=11))
            watcher.look()
        assert len(caplog.records) == 2
        assert not (folder.path / SEEN).exists()


def _away(*_: object, **__: object) -> None:
    raise OperationalError


class TestTheCommand:
    def run(self, *arguments: str) -> str:
        written = StringIO()
        call_command("editions", *arguments, stdout=written)
        return written.getvalue()

    def test_it_lists_what_is_kept_and_says_what_is_live(
        self, folder: EditionFolder, make: Make, organization: Organization
    ) -> None:
        make()
        change("NEW")
        make()
        first, second = self.run("list").splitlines()
        assert first.startswith("1 ")
        assert second.startswith("2 ")
        assert second.endswith("(live)")
        assert "live" not in first

    def test_it_goes_back_and_lifts_that(
        self, folder: EditionFolder, make: Make, organization: Organization
    ) -> None:
        make()
        change("NEW")
        make()
        assert "Edition 1 is live until that is lifted" in self.run("take-back", "1")
        assert "(live: taken back to)" in self.run("list").splitlines()[0]
        assert "Edition 2 is live" in self.run("lift")
        assert list(
            AuditEvent.objects.filter(object_label="editorial.Edition")
            .order_by("pk")
            .values_list("action", "object_key", "actor")
        ) == [("went_back", "1", "editions"), ("went_on", "2", "editions")]

    def test_it_goes_back_without_a_database_and_says_that_this_is_not_logged(
        self,
        folder: EditionFolder,
        make: Make,
        organization: Organization,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        make()
        change("NEW")
        make()
        said = StringIO()
        with monkeypatch.context() as patched:
            patched.setattr(connections[DEFAULT_DB_ALIAS], "cursor", _away)
            call_command("editions", "take-back", "1", stdout=StringIO(), stderr=said)
        assert live_number(folder) == 1
        assert "not in the audit log" in said.getvalue()

    def test_it_checks_one(
        self, folder: EditionFolder, make: Make, organization: Organization
    ) -> None:
        make()
        assert "Edition 1 is whole" in self.run("check", "1")
        folder.file(1).write_bytes(b"x")
        with pytest.raises(CommandError):
            self.run("check", "1")
        with pytest.raises(CommandError):
            self.run("check", "2")


@pytest.fixture
def state(served_state: Path, tmp_path: Path) -> Path:
    """Give a folder of state with a database of its own, and no edition yet."""
    state = tmp_path / "state"
    state.mkdir()
    (state / "static").symlink_to(served_state / "static")
    with closing(sqlite3.connect(served_state / "site.sqlite3")) as database:
        database.execute("VACUUM INTO ?", [str(state / "site.sqlite3")])
    return state


def wait_for(is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def watchers_of(state: Path) -> list[int]:
    """Return the processes that watch for this folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().split(b"\0")
            variables = (process / "environ").read_bytes()
        except OSError:
            continue
        if b"watch" in command and f"STATE_DIR={state}\0".encode() in variables:
            found.append(int(process.name))
    return found


@pytest.mark.served
class TestTheProcess:
    def test_it_follows_the_database_and_ends_when_told(self, state: Path) -> None:
        folder = EditionFolder(state / "editions")
        command = [sys.executable, "manage.py", "editions", "watch"]
        with subprocess.Popen(command, cwd=ROOT, env=environment(state)) as process:
            try:
                wait_for(folder.pointer)
                with closing(sqlite3.connect(state / "site.sqlite3", timeout=30)) as database:
                    database.execute("UPDATE directory_service SET alert_nl = 'Let op: dicht'")
                    database.commit()
                wait_for(lambda: live_number(folder) == 2)
            finally:
                process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=30) == 0
        assert b"Let op: dicht" in folder.file(2).read_bytes()

    def test_it_ends_with_the_process_that_needs_it(self, state: Path) -> None:
        with subprocess.Popen(["sleep", "600"]) as parent:
            command = [sys.executable, "manage.py", "editions", "watch", "--parent"]
            with subprocess.Popen(
                [*command, str(parent.pid)], cwd=ROOT, env=environment(state)
            ) as process:
                wait_for(EditionFolder(state / "editions").pointer)
                parent.kill()
                parent.wait()
                assert process.wait(timeout=30) == 0

    def test_the_server_keeps_one_running(self, state: Path, tmp_path: Path) -> None:
        folder = EditionFolder(state / "editions")
        with serving(state, tmp_path / "server.log", EDITIONS_WATCHER="beside"):
            wait_for(folder.pointer)
            [first] = watchers_of(state)
            os.kill(first, signal.SIGKILL)
            wait_for(lambda: watchers_of(state) not in ([], [first]))
            folder.file(1).unlink()
            wait_for(lambda: live_number(folder) == 2)
        wait_for(lambda: not watchers_of(state))
