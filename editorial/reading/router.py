"""Which edition is read from: pinned for as long as a request or a build lasts.

Everything that is read meanwhile, rows and what is made of them, is of that one edition.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

from editorial.reading.database import EditionDatabase


class ReadableEdition(Protocol):
    """What can be pinned: the rows of an edition, and what was built from them."""

    @property
    def database(self) -> EditionDatabase: ...
    def part(self, name: str) -> Any: ...
    def kept(self, name: str) -> dict[Any, Any]: ...


_pinned: ContextVar[ReadableEdition | None] = ContextVar("pinned_edition", default=None)


class _Connected(threading.local):
    """The editions that this thread has a connection to."""

    def __init__(self) -> None:
        self.databases: set[EditionDatabase] = set()


_connected = _Connected()


def pinned_edition() -> ReadableEdition | None:
    """Return the edition that is read from now; None where the database is: desk, commands."""
    return _pinned.get()


@contextmanager
def reading(edition: ReadableEdition) -> Iterator[None]:
    """Read from an edition until the end of the block, in this thread only: about 2 µs.

    A thread keeps its connection to the edition that it read last, and closes it when it reads
    another.
    """
    if edition.database not in _connected.databases:
        if _pinned.get() is None:
            disconnect()
        connections[edition.database.alias] = edition.database.connection()
        _connected.databases.add(edition.database)
    token = _pinned.set(edition)
    try:
        yield
    finally:
        _pinned.reset(token)


def disconnect() -> None:
    """Close what this thread has open of any edition: for a thread that ends."""
    while _connected.databases:
        alias = _connected.databases.pop().alias
        connections[alias].close()
        del connections[alias]


def kept(name: str) -> dict[Any, Any]:
    """Return what is kept by this name for as long as the pinned edition is; else an empty start.

    Whoever fills it bounds it, and takes into account that other threads fill it too.
    """
    edition = _pinned.get()
    return {} if edition is None else edition.kept(name)


class EditionRouter:
    """Send reads of what an edition holds to the pinned edition, and all else to the database."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        """Return the alias of the pinned edition, if it has a table for this model."""
        edition = _pinned.get()
        if edition is None or model._meta.db_table not in edition.database.tables:
            return None
        return edition.database.alias

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:
        """Return the database, also for what hangs on a row that was read from an edition."""
        return None if _pinned.get() is None else DEFAULT_DB_ALIAS
