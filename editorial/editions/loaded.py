"""An edition in the memory of a process: its rows, and all that was built from them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.conf import settings

from editorial.editions.building import next_change_after, schema_digest
from editorial.editions.deny import Denial, DenyList
from editorial.editions.pages import PageStore
from editorial.editions.store import EditionFolder, Pointer
from editorial.reading.database import EditionDatabase
from editorial.reading.parts import build_every_part
from editorial.reading.router import reading


class EditionRefused(Exception):
    """An edition that must not be read; the message says why."""


def _new_store() -> PageStore:
    return PageStore(settings.MAX_BYTES_OF_STORED_PAGES)


@dataclass(frozen=True, eq=False, repr=False)
class LoadedEdition:
    """An edition as visitors read it; ``database`` has nothing that is denied.

    ``pages`` and what is kept belong to this very combination of rows and parts. ``valid_until`` is
    the first moment at which a row expires or a part no longer holds.
    """

    number: int
    sha256: str
    deny_sequence: int
    original: EditionDatabase
    database: EditionDatabase
    denied: frozenset[Denial] = frozenset()
    parts: Mapping[str, Any] = field(default_factory=dict)
    parts_are_of: EditionDatabase | None = None
    valid_until: datetime | None = None
    pages: PageStore = field(default_factory=_new_store)
    _kept: dict[str, dict[Any, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: EditionFolder, pointer: Pointer) -> LoadedEdition:
        """Open the edition that is pointed to, without its parts; raise ``EditionRefused``."""
        try:
            contents = folder.file(pointer.number).read_bytes()
        except OSError as error:
            raise EditionRefused("The file of the live edition cannot be read.") from error
        if hashlib.sha256(contents).hexdigest() != pointer.sha256:
            raise EditionRefused("The file of the live edition is damaged.")
        database = EditionDatabase.of(contents, f"edition-{pointer.number}")
        facts = database.facts()
        if facts["schema_digest"] != schema_digest():
            raise EditionRefused("The live edition is of another release of this site.")
        sequence = facts["deny_sequence"]
        return cls(pointer.number, pointer.sha256, sequence, original=database, database=database)

    @property
    def is_complete(self) -> bool:
        """Return whether its parts are there and count nothing that is denied."""
        return self.parts_are_of is self.database

    def holds_at(self, now: datetime) -> bool:
        """Return whether nothing in it has expired."""
        return self.valid_until is None or now < self.valid_until

    def part(self, name: str) -> Any:
        """Return what was built under a name."""
        return self.parts[name]

    def kept(self, name: str) -> dict[Any, Any]:
        """Return what is kept under a name."""
        return self._kept.setdefault(name, {})

    def with_parts(self, now: datetime) -> LoadedEdition:
        """Return the same edition with its parts built for a moment: half a second."""
        fresh = self._again()
        with reading(fresh):
            parts = build_every_part(now)
            moments = [part.valid_until for part in parts.values()]
            moments.append(next_change_after(now, self.database.alias))
        return replace(
            fresh,
            parts=parts,
            parts_are_of=self.database,
            valid_until=min((moment for moment in moments if moment is not None), default=None),
        )

    def without(self, denials: DenyList) -> LoadedEdition:
        """Return the same edition without the rows that are denied: 20 ms, if it has any of them.

        Its parts still count them until they are built again; no page shows a row that is gone.
        What was denied once stays so, also when the list no longer needs to say it.
        """
        denied = self.denied.union(denials.after(self.deny_sequence))
        rows = _keys_by_table(denied - self.denied)
        if not self.database.has_any(rows):
            return replace(self, denied=denied)
        database = self.original.without(_keys_by_table(denied))
        return replace(self._again(), database=database, denied=denied)

    def _again(self) -> LoadedEdition:
        return replace(self, pages=_new_store(), _kept={})


def _keys_by_table(denied: Iterable[Denial]) -> Mapping[str, set[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for denial in denied:
        found[denial.model.lower().replace(".", "_")].add(denial.pk)
    return found
