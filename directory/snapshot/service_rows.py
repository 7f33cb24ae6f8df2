"""The rows of the services that pages show."""

from collections.abc import Iterable

from directory.models import Service
from editorial.reading.router import kept

MAX_ROWS = 1_000
"""About 10 kB a row, in each process. When it is full it starts again."""


def load_service_rows(keys: Iterable[int]) -> dict[int, Service]:
    """Return those of these services that are public now: 4 queries for rows that are not kept.

    An edition does not change, so its rows are kept with it; only their expiry still counts.
    """
    wanted = set(keys)
    rows: dict[int, Service] = kept("service rows")
    # Another thread may empty the rows that are kept at any moment; these stay.
    found = {key: row for key in wanted if (row := rows.get(key)) is not None}
    missing = wanted - found.keys()
    if missing:
        loaded = {row.pk: row for row in Service.objects.for_cards().filter(pk__in=missing)}
        if len(rows) + len(loaded) > MAX_ROWS:
            rows.clear()
        rows.update(loaded)
        found |= loaded
    return {key: row for key, row in found.items() if _is_public(row)}


def _is_public(service: Service) -> bool:
    return service.is_published and service.organization.is_published
