"""The database of a worker in two states: empty, and with the starter content.

Each is kept and copied whenever a test wants the other one, or a test whose writes were committed
has been in it. A copy takes 4 ms of SQLite in memory, and 0.2 seconds of PostgreSQL. The first
worker that needs the starter content loads it for all, and the first on SQLite migrates for all.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Protocol
from unittest.mock import patch

from django.db import connection
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from psycopg import sql

from editorial.management.commands.migrate import Command
from tests.made_once import made_once

EMPTY, WITH_STARTER_CONTENT = "empty", "starter"


def is_made_for_tests() -> bool:
    """Return whether the database is one that Django made: if no test asks one, it makes none."""
    name = str(connection.settings_dict["NAME"])
    return name.startswith((TEST_DATABASE_PREFIX, "file:memorydb_"))


@contextmanager
def migrating_once(shared: Path) -> Iterator[None]:
    """Let the first worker on SQLite migrate, 8 seconds of work, and the others copy what it has.

    On PostgreSQL each worker migrates: on two cores it is one.
    """

    def write(path: Path, command: Command, **options: Any) -> None:
        migrate(command, **options)
        with closing(sqlite3.connect(path)) as file:
            connection.connection.backup(file)

    def read(command: Command, **options: Any) -> None:
        migrated = made_once(
            shared / "database-migrated", partial(write, command=command, **options)
        )
        connection.ensure_connection()
        with closing(sqlite3.connect(migrated)) as file:
            file.backup(connection.connection)

    migrate = Command.handle
    with patch.object(Command, "handle", read if connection.vendor == "sqlite" else migrate):
        yield


class Copies(Protocol):
    """The states that are kept of one kind of database."""

    def keep(self, state: str) -> None:
        """Keep the database as it is now."""

    def put_back(self, state: str) -> None:
        """Make the database what was kept."""

    def lend(self, state: str, path: Path) -> None:
        """Write what another worker needs to keep the same."""

    def borrow(self, state: str, path: Path) -> None:
        """Keep what another worker lends."""

    def remove(self) -> None:
        """Keep nothing any more."""


class SqliteCopies:
    """Each state in a database in memory of its own."""

    def __init__(self) -> None:
        self._kept: dict[str, sqlite3.Connection] = {}

    def keep(self, state: str) -> None:
        connection.ensure_connection()
        self._kept[state] = sqlite3.connect(":memory:")
        connection.connection.backup(self._kept[state])

    def put_back(self, state: str) -> None:
        connection.ensure_connection()
        self._kept[state].backup(connection.connection)

    def lend(self, state: str, path: Path) -> None:
        with closing(sqlite3.connect(path)) as file:
            self._kept[state].backup(file)

    def borrow(self, state: str, path: Path) -> None:
        self._kept[state] = sqlite3.connect(":memory:")
        with closing(sqlite3.connect(path)) as file:
            file.backup(self._kept[state])

    def remove(self) -> None:
        for kept in self._kept.values():
            kept.close()


class PostgresqlCopies:
    """Each state in a database of its own, from which PostgreSQL makes the next one."""

    def __init__(self) -> None:
        self._name = str(connection.settings_dict["NAME"])
        self._kept: dict[str, str] = {}

    def keep(self, state: str) -> None:
        self._keep(state, source=self._name)

    def put_back(self, state: str) -> None:
        self._make(self._name, source=self._kept[state])

    def lend(self, state: str, path: Path) -> None:
        path.write_text(self._kept[state])

    def borrow(self, state: str, path: Path) -> None:
        self._keep(state, source=path.read_text())

    def remove(self) -> None:
        for name in self._kept.values():
            self._execute("DROP DATABASE IF EXISTS {}", name)

    def _keep(self, state: str, source: str) -> None:
        self._kept[state] = f"{self._name}_{state}"
        self._make(self._kept[state], source)

    def _make(self, name: str, source: str) -> None:
        connection.close()
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        self._execute("CREATE DATABASE {} TEMPLATE {}", name, source)

    def _execute(self, statement: str, *names: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


class Databases:
    """What the tests of a worker find in the database."""

    def __init__(self) -> None:
        self._copies: Copies = (
            PostgresqlCopies() if connection.vendor == "postgresql" else SqliteCopies()
        )
        self._kept: set[str] = set()
        self._now: str | None = None

    def keep(self, state: str) -> None:
        """Keep the database as it is now, for ``show``."""
        self._copies.keep(state)
        self._kept.add(state)
        self._now = state

    def keep_once(self, state: str, shared: Path, fill: Callable[[], object]) -> None:
        """Keep a state that the first worker makes in its database, and lends to the others."""

        def make(path: Path) -> None:
            fill()
            self.keep(state)
            self._copies.lend(state, path)

        lent = made_once(shared / f"database-{state}", make)
        if self._now != state:
            self._copies.borrow(state, lent)
            self._kept.add(state)
            self.show(state)

    def note_a_commit(self) -> None:
        """Have the next test begin with a copy, whatever it wants."""
        self._now = None

    def show(self, wanted: str | None) -> None:
        """Let the next test find a state; None is any that no test has written to."""
        state = wanted or self._now or EMPTY
        if state != self._now and state in self._kept:
            self._copies.put_back(state)
            self._now = state

    def writer(self, state: str) -> Callable[[Path], None] | None:
        """Return what writes a state to a file of SQLite; None if it is not kept, or elsewhere."""
        copies = self._copies
        if not isinstance(copies, SqliteCopies) or state not in self._kept:
            return None
        return partial(copies.lend, state)

    def remove(self) -> None:
        """Forget the copies, at the end."""
        self._copies.remove()
