"""The rows of services that pages show, loaded once a content version.

The same few services stand on most pages. A row is kept as long as the database itself says that
nothing was written since it was read, so a withdrawal works at once, even while a worker still
serves an older snapshot.
"""

from collections.abc import Iterable

from directory.models import Service
from editorial.models import ContentVersion
from editorial.versioning.versioned import forget_with_everything

MAX_ROWS = 1_000
"""About 35 kB a row. When it is full it starts again: simpler than forgetting one by one."""


class ServiceCache:
    """Published services by key, of one content version."""

    def __init__(self) -> None:
        self._kept: tuple[int, dict[int, Service]] = (-1, {})

    def load(self, keys: Iterable[int]) -> dict[int, Service]:
        """Return those of these services that are public now: 1 query, and 4 for rows not kept."""
        wanted = set(keys)
        version = ContentVersion.current()
        kept_version, rows = self._kept
        if version != kept_version or len(rows) > MAX_ROWS:
            rows = {}
        missing = wanted - rows.keys()
        if missing:
            found = Service.objects.for_cards().filter(pk__in=missing)
            rows = rows | {service.pk: service for service in found}
        self._kept = (version, rows)
        return {key: rows[key] for key in wanted if key in rows and _is_public(rows[key])}

    def forget(self) -> None:
        """Drop all rows: for tests, whose rolled-back writes repeat version numbers."""
        self._kept = (-1, {})


def _is_public(service: Service) -> bool:
    """Return whether the planned dates still allow it; all else is a write."""
    return service.is_published and service.organization.is_published


service_cache = ServiceCache()
forget_with_everything(service_cache.forget)
