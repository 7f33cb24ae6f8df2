"""When each object last changed, and which ids are gone: from what was written down before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from editorial.models import PublishedRecord
from wegwijzer.open_data.texts import Facts, encode

Written: TypeAlias = Mapping[str, list[tuple[Facts, bytes]]]
"""The objects of each table in one language, each with the JSON of it."""

KNOWN_BY_OTHERS = (
    "organizations",
    "services",
    "service_at_locations",
    "rights",
    "legislation",
    "first-contact-rules",
)
"""The tables whose objects may be withdrawn; terms and areas only change."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An id that others must delete, and since when. What it was of is told to nobody."""

    id: str
    withdrawn_at: datetime


class Moments:
    """What is known of the changes of all objects that are given out now: one query."""

    def __init__(self, made_at: datetime) -> None:
        self._digests: dict[str, str] = {}
        self._made_at = made_at
        self._known = {str(row.public_id): row for row in PublishedRecord.objects.all()}

    def add(self, written: Mapping[str, Written]) -> None:
        """Take in objects that are given out, in all languages."""
        self._digests |= digests_of(written)

    def of(self, public_id: str) -> datetime:
        """Return when an object last changed; when this was made, if it changed since it was noted.

        So it can be told too late a moment, and never too early a one.
        """
        row = self._known.get(public_id)
        if row is None or row.withdrawn_at or row.digest != self._digests.get(public_id):
            return self._made_at
        return row.changed_at

    def withdrawn(self, now: datetime) -> tuple[Withdrawn, ...]:
        """Return what was given out and is not any more, the last first.

        What was taken away since the changes were noted counts from now.
        """
        gone = [
            Withdrawn(public_id, row.withdrawn_at or now)
            for public_id, row in self._known.items()
            if public_id not in self._digests
        ]
        return tuple(sorted(gone, key=lambda one: (-one.withdrawn_at.timestamp(), one.id)))


def digests_of(written: Mapping[str, Written]) -> dict[str, str]:
    """Return a digest of what is given out of each object, in all languages together."""
    found: dict[str, hashlib._Hash] = {}
    for tables in written.values():
        for public_id, text in _objects(tables):
            found.setdefault(public_id, hashlib.sha256()).update(text)
    return {public_id: digest.hexdigest() for public_id, digest in found.items()}


def _objects(tables: Written) -> Iterator[tuple[str, bytes]]:
    for table in KNOWN_BY_OTHERS:
        for row, text in tables.get(table, ()):
            yield row["id"], text
            for place in row.get("locations", ()):
                yield place["id"], encode(place)
