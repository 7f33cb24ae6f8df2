"""Write everything that is public into a file, from one consistent picture of the database.

The rows are read on a connection of its own that takes no lock: whoever writes meanwhile neither
waits nor makes wait.
"""

from __future__ import annotations

import copy
import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    DecimalField,
    Field,
    JSONField,
    Model,
    Q,
    QuerySet,
    TextField,
    UUIDField,
)
from django.db.utils import ConnectionHandler

from editorial.editions.contents import PublicRows, public_content
from editorial.editions.store import EditionRecord, sha256_of
from editorial.models import ContentVersion, Entry, PublicationState

SOURCE = "source_of_edition"
"""The alias of the connection that is read from, for as long as ``consistent_source`` lasts."""

ADVISORY_LOCK = 7_305_110
"""The number by which those who build on one PostgreSQL know each other; it means nothing else."""

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""What a private moment that cannot be empty holds."""

JSON = json.JSONEncoder(sort_keys=True).encode
"""One way to write a value, whatever order a database gave its names."""

EDITION_TABLE = """
CREATE TABLE edition (
    number integer NOT NULL PRIMARY KEY,
    content_version bigint NOT NULL,
    schema_digest text NOT NULL,
    built_at text NOT NULL,
    next_change_at text NULL,
    deny_sequence bigint NOT NULL
)
"""

Convert: TypeAlias = Callable[[Any], Any]


@contextmanager
def consistent_source(using: str = DEFAULT_DB_ALIAS) -> Iterator[str]:
    """Give the alias of a read-only connection that sees the database as it is at this moment.

    On PostgreSQL one builds at a time, on whatever machine: the others wait before they look.
    """
    settings = copy.deepcopy(connections[using].settings_dict)
    is_sqlite = connections[using].vendor == "sqlite"
    if is_sqlite:
        reading = {"transaction_mode": "DEFERRED", "init_command": "PRAGMA query_only=ON"}
        settings["OPTIONS"] |= reading
    with own_connection(type(connections[using])(settings, SOURCE)) as source:
        if not is_sqlite:
            source.cursor().execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
        with transaction.atomic(using=SOURCE):
            if not is_sqlite:
                source.cursor().execute(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
                )
            yield SOURCE


@contextmanager
def opened_edition(path: Path, alias: str) -> Iterator[str]:
    """Give the alias of a connection to a finished file, which cannot change any more."""
    with own_connection(_sqlite(alias, NAME=immutable(path), OPTIONS={"uri": True})):
        yield alias


def immutable(path: Path) -> str:
    """Return the URI by which SQLite opens a finished file, without locks and read-only."""
    return f"{path.resolve().as_uri()}?mode=ro&immutable=1"


@contextmanager
def own_connection(connection: BaseDatabaseWrapper) -> Iterator[BaseDatabaseWrapper]:
    """Let this thread, and no other, use a connection by its alias for a while."""
    connections[connection.alias] = connection
    try:
        yield connection
    finally:
        connection.close()
        del connections[connection.alias]


def write_edition(
    path: Path, *, number: int, at: datetime, source: str = SOURCE, deny_sequence: int = 0
) -> EditionRecord:
    """Write what is public at a moment into a new file, and return what is known of it.

    The file is made in memory and written at once, without a hole in which a deleted row could
    stand.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        # Rows kept their rules when they were saved; a column that is emptied here need not.
        database.execute("PRAGMA ignore_check_constraints=ON")
        for statement in schema():
            database.execute(statement)
        copied = _copy_rows(database, source, at)
        changes_at = next_change_after(at, source)
        known = {
            "number": number,
            "content_version": content_version(source),
            "schema_digest": schema_digest(),
            "built_at": at.astimezone(UTC).isoformat(),
            "next_change_at": changes_at.astimezone(UTC).isoformat() if changes_at else None,
            "deny_sequence": deny_sequence,
        }
        names = ", ".join(f":{name}" for name in known)
        database.execute(f"INSERT INTO edition VALUES ({names})", known)  # noqa: S608 - our own names
        database.execute("VACUUM INTO ?", (str(path),))
    return EditionRecord(
        sha256=sha256_of(path),
        row_counts=copied.counts,
        rows_digest=copied.digest.hexdigest(),
        **known,  # type: ignore[arg-type]
    )


@cache
def schema() -> tuple[str, ...]:
    """Return the SQL of every table and index of an edition, as Django makes them: 0.1 s, once.

    Nothing is executed: the editor of a database that is never opened collects what it would say.
    """
    editor = _blank_database().schema_editor(collect_sql=True, atomic=False)
    editor.deferred_sql = []
    for public in public_content():
        editor.create_model(public.model)
    return (*editor.collected_sql, *map(str, editor.deferred_sql), EDITION_TABLE)


@cache
def schema_digest() -> str:
    """Return a digest of the tables: code that has others must not read this edition."""
    return hashlib.sha256("\n".join(schema()).encode()).hexdigest()


def content_version(using: str) -> int:
    """Return the version of the content as a connection sees it: one query."""
    rows = ContentVersion._base_manager.using(using).filter(pk=ContentVersion.SINGLETON_KEY)
    return rows.values_list("number", flat=True).first() or 0


def next_change_after(at: datetime, using: str = DEFAULT_DB_ALIAS) -> datetime | None:
    """Return the next moment at which a planned entry begins or expires: a query a kind."""
    moments: list[datetime] = []
    for public in public_content():
        if issubclass(public.model, Entry):
            planned = _plain(public.model, using).filter(
                Q(publish_at__gt=at) | Q(expires_at__gt=at), state=PublicationState.PUBLISHED
            )
            for row in planned.values_list("publish_at", "expires_at"):
                moments += [moment for moment in row if moment and moment > at]
    return min(moments, default=None)


@dataclass(slots=True)
class _Copied:
    """How much was copied, and a digest of all of it, whatever its order in the file."""

    counts: dict[str, int] = field(default_factory=dict)
    digest: Any = field(default_factory=hashlib.sha256)

    def note(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        self.counts[table] = self.counts.get(table, 0) + len(rows)
        self.digest.update(f"{table}{rows!r}".encode())


def public_keys(at: datetime, source: str) -> dict[type[Model], set[Any]]:
    """Return the keys of all rows that are public at a moment: a query a model."""
    return _keys(_tables(source, at))


def _copy_rows(database: sqlite3.Connection, source: str, at: datetime) -> _Copied:
    """Copy the public rows, and of those only what hangs on no row that is not public."""
    copied, tables = _Copied(), _tables(source, at)
    keys = _keys(tables)
    for table in tables:
        _insert(database, copied, table.model, table.rows(keys))
    for public in public_content():
        for through in public.relations:
            _insert(database, copied, through, _pairs(through, source, keys))
    return copied


def _insert(
    database: sqlite3.Connection,
    copied: _Copied,
    model: type[Model],
    rows: Iterable[tuple[Any, ...]],
) -> None:
    table = model._meta.db_table
    marks = ", ".join("?" for _column in model._meta.concrete_fields)
    rows = list(rows)
    database.execute("BEGIN")
    database.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)  # noqa: S608 - a model's table
    database.execute("COMMIT")
    copied.note(table, rows)


class _Table:
    """The public rows of one model as an edition holds them."""

    def __init__(self, public: PublicRows, source: str, at: datetime) -> None:
        self.model = public.model
        found = public.rows(at).order_by().values("pk")
        self._found = _plain(public.model, source).filter(pk__in=found).order_by("pk")
        self._public = public.fields
        self._references = [
            column
            for column in self._public
            if column.is_relation and column.related_model is not None
        ]

    def keys(self, known: dict[type[Model], set[Any]]) -> set[Any]:
        """Return the keys of the rows all of whose necessary references are public: one query."""
        needed = [column for column in self._references if not column.null]
        targets = [known[column.related_model] for column in needed]  # type: ignore[index]
        rows = self._found.values_list("pk", *(column.attname for column in needed))
        return {key for key, *references in rows if all(map(set.__contains__, targets, references))}

    def rows(self, known: dict[type[Model], set[Any]]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows, every column in its place, ready for SQLite: one query.

        A reference that may be empty is, if it refers to what is not public.
        """
        mine = known[self.model]
        empty = tuple(
            None if column in self._public else empty_value(column)
            for column in self.model._meta.concrete_fields
        )
        places = [self.model._meta.concrete_fields.index(column) for column in self._public]
        converts = [self._convert(column, known) for column in self._public]
        key = self._public.index(self.model._meta.pk)
        names = [column.attname for column in self._public]
        for values in self._found.values_list(*names).iterator(chunk_size=2_000):
            if values[key] in mine:
                row = list(empty)
                for place, convert, value in zip(places, converts, values, strict=True):
                    row[place] = value if convert is None else convert(value)
                yield tuple(row)

    def _convert(
        self, column: Field[Any, Any], known: dict[type[Model], set[Any]]
    ) -> Convert | None:
        if column in self._references:
            public = known[column.related_model]  # type: ignore[index]
            return lambda value: value if value in public else None
        return to_sqlite(column)


def _tables(source: str, at: datetime) -> list[_Table]:
    return [_Table(public, source, at) for public in public_content()]


def _keys(tables: Iterable[_Table]) -> dict[type[Model], set[Any]]:
    keys: dict[type[Model], set[Any]] = {}
    for table in tables:
        keys[table.model] = table.keys(keys)
    return keys


def _pairs(
    through: type[Model], source: str, keys: dict[type[Model], set[Any]]
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table between two models of which both ends are public: one query."""
    columns = through._meta.concrete_fields
    ends = [keys.get(column.related_model) for column in columns]  # type: ignore[arg-type]
    rows = _plain(through, source).order_by("pk")
    for values in rows.values_list(*(column.attname for column in columns)):
        if all(end is None or value in end for end, value in zip(ends, values, strict=True)):
            yield values


def to_sqlite(column: Field[Any, Any]) -> Convert | None:
    """Return what makes a value of a column ready for SQLite, or None if it is as it is."""
    if isinstance(column, JSONField):
        return JSON
    if isinstance(column, DateField | DecimalField | UUIDField):
        return lambda value: column.get_db_prep_save(value, _blank_database())
    if isinstance(column, BooleanField):
        return int
    return None


def empty_value(column: Field[Any, Any]) -> Any:
    """Return what a private column holds in an edition: nothing that says anything.

    Raise TypeError for a kind of column that is not known here.
    """
    if column.null:
        return None
    if column.has_default():
        return column.get_db_prep_save(column.get_default(), _blank_database())
    if isinstance(column, CharField | TextField):
        return ""
    if isinstance(column, DateTimeField):
        return column.get_db_prep_save(NEVER, _blank_database())
    raise TypeError(f"Nothing is known to be empty for {column}.")


def _plain(model: type[Model], using: str) -> QuerySet[Any]:
    """Return all rows past the managers, which would look for a translation in every row."""
    return QuerySet(model).using(using)


@cache
def _blank_database() -> BaseDatabaseWrapper:
    """Return an SQLite, never opened, that knows how Django writes its tables and values."""
    return _sqlite("blank", NAME=":memory:")


def _sqlite(alias: str, **settings: Any) -> BaseDatabaseWrapper:
    engine = {"ENGINE": "django.db.backends.sqlite3", **settings}
    handler = ConnectionHandler({DEFAULT_DB_ALIAS: {}, alias: engine})
    return handler[alias]
