"""Look at a finished file before anybody reads it, and at a kept one whenever somebody asks."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from editorial.editions.building import immutable, opened_edition, schema, schema_digest
from editorial.editions.deny import Denial
from editorial.editions.store import EditionFolder, EditionRecord, sha256_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Texts: TypeAlias = dict[str, str]
"""The same words in every language of the desk."""

FINISHED = "finished_edition"
LIVE = "live_edition"
"""The aliases of the file that is checked and of the one that it would follow."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an edition. An alarm is told at the desk and stops nothing."""

    text: str | _StrPromise
    is_alarm: bool = False

    @property
    def in_each_language(self) -> Texts:
        """Return the words in every language of the desk, for a file that outlives this process."""
        texts = {}
        for language, _name in settings.LANGUAGES:
            with override(language):
                texts[language] = str(self.text)
        return texts


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finished edition with what it is judged by, each as the alias of a connection.

    ``live`` is None if there is no live edition that this code can read. ``denied`` holds what was
    taken away since that one was built.
    """

    edition: str
    source: str
    live: str | None
    at: datetime
    denied: tuple[Denial, ...]


EditionCheck: TypeAlias = Callable[[Candidate], Iterable[Problem]]

_registered: list[EditionCheck] = []


def register(check: EditionCheck) -> None:
    """Have every edition checked by this as well: an app knows what its readers cannot miss."""
    if check not in _registered:
        _registered.append(check)


def problems_of_candidate(
    folder: EditionFolder,
    built: Path,
    record: EditionRecord,
    *,
    source: str,
    denied: tuple[Denial, ...],
    at: datetime,
) -> Iterator[Problem]:
    """Yield what is wrong with a file that is about to become live.

    ``source`` must still show the database as it was copied.
    """
    damages = list(problems_of_file(built, record))
    yield from damages
    if damages:
        return
    with ExitStack() as opened:
        edition = opened.enter_context(opened_edition(built, FINISHED))
        live = opened.enter_context(_live_edition(folder))
        candidate = Candidate(edition, source, live, at, denied)
        for check in _registered:
            yield from check(candidate)


def problems_of_file(path: Path, record: EditionRecord) -> Iterator[Problem]:
    """Yield what is wrong with the file of an edition: its bytes, its tables, its references.

    SQLite's own check knows nothing of a byte that changed within a text; the digest does.
    """
    if not path.exists():
        yield Problem(format_lazy(_("{file} is not there."), file=path.name))
    elif sha256_of(path) != record.sha256:
        yield Problem(
            format_lazy(_("{file} is not what was written: it is damaged."), file=path.name)
        )
    elif record.schema_digest != schema_digest():
        yield Problem(
            format_lazy(_("{file} was made by another release of the site."), file=path.name)
        )
    else:
        with closing(sqlite3.connect(immutable(path), uri=True)) as file:
            yield from _problems_inside(file, record)


def _problems_inside(file: sqlite3.Connection, record: EditionRecord) -> Iterator[Problem]:
    ours = {text.strip().rstrip(";") for text in schema()}
    for name, text in file.execute("SELECT name, sql FROM sqlite_master WHERE sql NOT NULL"):
        if text not in ours and name != "sqlite_sequence":
            yield Problem(format_lazy(_("“{table}” is no table of ours."), table=name))
    for table, row, target, _number in file.execute("PRAGMA foreign_key_check"):
        refers = _("“{table}” {row} refers to what is not in “{target}”.")
        yield Problem(format_lazy(refers, table=table, row=row, target=target))
    for table, count in record.row_counts.items():
        (rows,) = file.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608 - a model's table
        if rows != count:
            counted = _("“{table}” has {rows} rows, of which {count} were copied.")
            yield Problem(format_lazy(counted, table=table, rows=rows, count=count))


@contextmanager
def _live_edition(folder: EditionFolder) -> Iterator[str | None]:
    record = folder.live()
    if record is None or any(problems_of_file(folder.file(record.number), record)):
        yield None
        return
    with opened_edition(folder.file(record.number), LIVE) as alias:
        yield alias
