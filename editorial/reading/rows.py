"""The rows that pages show, kept in memory for as long as the edition that they are of."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db.models import Model, QuerySet

from editorial.reading.router import kept

MAX_ROWS = 1_000
"""Of each name, about 10 kB a row, in each process. When it is full it starts again."""

Row = TypeVar("Row", bound=Model)


def load_rows(name: str, keys: Iterable[int], rows: Callable[[], QuerySet[Row]]) -> dict[int, Row]:
    """Return those of these rows that there are, by key: queries for what is not kept only.

    An edition does not change, so what was read of it once stays right, and every thread may have
    it; whether a row has expired meanwhile is for the caller to see.
    """
    wanted = set(keys)
    known: dict[int, Row] = kept(name)
    # Another thread may empty the rows that are kept at any moment; these stay.
    found = {key: row for key in wanted if (row := known.get(key)) is not None}
    missing = wanted - found.keys()
    if missing:
        loaded = {row.pk: row for row in rows().filter(pk__in=missing)}
        if len(known) + len(loaded) > MAX_ROWS:
            known.clear()
        known.update(loaded)
        found |= loaded
    return found


def load_all(name: str, rows: Callable[[], QuerySet[Row]]) -> list[Row]:
    """Return all of these rows, few enough to keep every one: queries if none are kept."""
    known: dict[str, list[Row]] = kept(name)
    if name not in known:
        known[name] = list(rows())
    return known[name]
