"""The folder of the editions: numbered files, what is known of each, and which one is live.

Everything is written beside its place, flushed to the disk and then renamed, so that a reader sees
the old or the new and never half of it; the pointer is renamed last. Who reads holds no lock.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings

Kind = TypeVar("Kind")

logger = logging.getLogger(__name__)

POINTER = "current.json"
LAST_NUMBER = "last_number.json"
LOCK = "lock"


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """What is known of an edition beside its file; moments are in ISO 8601, in UTC.

    ``deny_sequence`` is the number of the last denial that its rows already take into account.
    """

    number: int
    sha256: str
    content_version: int
    schema_digest: str
    built_at: str
    next_change_at: str | None
    deny_sequence: int
    row_counts: Mapping[str, int]
    rows_digest: str

    @property
    def file_name(self) -> str:
        """Return the name of its file in the folder."""
        return file_name(self.number)

    @property
    def changes_at(self) -> datetime | None:
        """Return the next moment at which a planned entry begins or expires."""
        return datetime.fromisoformat(self.next_change_at) if self.next_change_at else None


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which edition is live; ``pinned`` is its number if a person went back to it.

    Readers throw away whatever they kept of an edition older than ``oldest_permitted``.
    """

    number: int
    sha256: str
    oldest_permitted: int
    pinned: int | None = None


class EditionFolder:
    """Read and write the folder; only who holds ``locked`` may publish."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or Path(settings.EDITIONS_DIR)

    def pointer(self) -> Pointer | None:
        """Return which edition is live, or None if none ever was."""
        return read_as(Pointer, self.path / POINTER)

    def record(self, number: int) -> EditionRecord | None:
        """Return what is known of an edition, or None if it is not kept."""
        return read_as(EditionRecord, self.path / record_name(number))

    def records(self) -> list[EditionRecord]:
        """Return what is known of every edition that is kept, oldest first."""
        numbers = sorted(int(path.stem[8:]) for path in self.path.glob("edition-*.json"))
        found = (self.record(number) for number in numbers)
        return [record for record in found if record is not None]

    def live(self) -> EditionRecord | None:
        """Return what is known of the live edition, or None if there is none."""
        pointer = self.pointer()
        return self.record(pointer.number) if pointer else None

    def newest(self) -> EditionRecord | None:
        """Return what is known of the last edition that was made, live or not."""
        records = self.records()
        return records[-1] if records else None

    def file(self, number: int) -> Path:
        """Return the path of an edition's file."""
        return self.path / file_name(number)

    def next_number(self) -> int:
        """Return a number that no edition of this folder had yet, kept or not."""
        noted = read_json(self.path / LAST_NUMBER)
        pointer, kept = self.pointer(), [record.number for record in self.records()]
        known = [*kept, pointer.number if pointer else 0, noted["last"] if noted else 0]
        return max(known) + 1

    def put(self, built: Path, record: EditionRecord) -> None:
        """Take in a finished file, which must be in this folder, and what is known of it."""
        flush(built)
        write_json(self.path / LAST_NUMBER, {"last": record.number})
        built.rename(self.file(record.number))
        write_json(self.path / record_name(record.number), asdict(record))

    def point_to(self, pointer: Pointer) -> None:
        """Make an edition the live one."""
        write_json(self.path / POINTER, asdict(pointer))

    def remove(self, number: int) -> None:
        """Delete an edition; who has it open reads on until it looks at the pointer."""
        (self.path / record_name(number)).unlink(missing_ok=True)
        self.file(number).unlink(missing_ok=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Wait until no other process of this machine writes here, and keep others waiting."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def file_name(number: int) -> str:
    """Return the name of an edition's file."""
    return f"edition-{number:06d}.sqlite3"


def record_name(number: int) -> str:
    """Return the name of what is known of an edition."""
    return f"edition-{number:06d}.json"


def sha256_of(path: Path) -> str:
    """Return the digest of a file, in hexadecimal: about 2 ms a megabyte."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_json(path: Path) -> dict[str, Any] | None:
    """Return the contents of a file that ``write_json`` wrote, or None if there is none.

    One that was damaged is as good as none: what it said is found out and written again.
    """
    try:
        found: dict[str, Any] = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError:
        logger.exception("%s is damaged.", path.name)
        return None
    return found


def read_as(kind: type[Kind], path: Path) -> Kind | None:
    """Return such contents as a record, without what only a later release knows of, or None."""
    found = read_json(path)
    if found is None:
        return None
    names = [field.name for field in fields(kind) if field.name in found]  # type: ignore[arg-type]  # a dataclass
    return kind(**{name: found[name] for name in names})


def write_json(path: Path, contents: Mapping[str, Any]) -> None:
    """Replace a file as a whole, on the disk when this returns."""
    beside = unfinished(path)
    try:
        beside.write_text(json.dumps(contents, indent=1))
        flush(beside)
        beside.rename(path)
    finally:
        beside.unlink(missing_ok=True)
    flush(path.parent)


def unfinished(path: Path) -> Path:
    """Return where this process writes what is to take the place of a file."""
    return path.with_name(f".{path.name}.{os.getpid()}")


def flush(path: Path) -> None:
    """Have the disk itself hold a file or the names of a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
