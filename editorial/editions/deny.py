"""What must not be shown any more, although an edition still holds it: a list beside the editions.

Taking away never waits for a build. The list is written right after the transaction that withdrew
or erased something, every reader looks at it with every request, and room for it is kept on the
disk. An edition that is built later knows a denial by its number and holds the rows no more.
"""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from django.utils import timezone

from editorial.editions.store import EditionFolder, read_json, write_json

logger = logging.getLogger(__name__)

DENIED = "denied.json"
LOCK = "denied.lock"
RESERVE = "reserve"
RESERVED_BYTES = 1_048_576
"""Room for about 8,000 denials; ten editions later they are forgotten."""


class Why(StrEnum):
    """Why a row must not be shown."""

    WITHDRAWN = "withdrawn"
    ERASED = "erased"
    """Nobody may go back to it, so the editions that hold it are deleted: a secret address."""


Row: TypeAlias = tuple[str, int]
"""The label of a model, such as ``directory.service``, and a key."""


@dataclass(frozen=True, slots=True)
class Denial:
    """One row that must not be shown.

    It concerns the editions that were built before it: those of a lower ``deny_sequence``.
    """

    sequence: int
    model: str
    pk: int
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class DenyList:
    """All denials that some kept edition may still need, oldest first."""

    sequence: int
    rows: tuple[Denial, ...]

    def after(self, sequence: int) -> tuple[Denial, ...]:
        """Return the denials that an edition does not take into account yet."""
        return tuple(row for row in self.rows if row.sequence > sequence)


def read_denied(folder: Path) -> DenyList:
    """Return the list as it is now; a folder without one denies nothing."""
    found = read_json(folder / DENIED)
    if found is None:
        return DenyList(0, ())
    return DenyList(found["sequence"], tuple(Denial(**row) for row in found["rows"]))


def add_denials(folder: Path, rows: Sequence[Row], why: Why) -> DenyList:
    """Deny these rows, given as the label of the model and the key, from now on."""
    with _lock(folder):
        known = read_denied(folder)
        # Should the list have been lost, a new denial still comes after every edition.
        last = max(
            [known.sequence, *(one.deny_sequence for one in EditionFolder(folder).records())]
        )
        now = timezone.now().isoformat()
        added = (
            Denial(last + place, model, pk, now, why.value)
            for place, (model, pk) in enumerate(rows, start=1)
        )
        changed = DenyList(last + len(rows), (*known.rows, *added))
        _write(folder, changed)
    return changed


def forget_denials(folder: Path, up_to: int) -> None:
    """Drop the denials that no kept edition needs any more."""
    with _lock(folder):
        known = read_denied(folder)
        if known.rows and known.rows[0].sequence <= up_to:
            _write(folder, DenyList(known.sequence, known.after(up_to)))


def keep_room(folder: Path) -> None:
    """Keep room on the disk for the list; where there is none any more, an error says so."""
    reserve = folder / RESERVE
    if not reserve.exists() or reserve.stat().st_size < RESERVED_BYTES:
        reserve.write_bytes(b"\0" * RESERVED_BYTES)


def _write(folder: Path, denied: DenyList) -> None:
    contents = asdict(denied)
    try:
        write_json(folder / DENIED, contents)
    except OSError:
        logger.exception("The deny list could not be written; the room that is kept is given up.")
        (folder / RESERVE).unlink(missing_ok=True)
        write_json(folder / DENIED, contents)


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Let one process at a time change the list; a build does not hold this lock."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
