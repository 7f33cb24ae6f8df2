"""Which organization offers which service, in memory: what the matrix counts rows by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from directory.models import Service
from editorial.models import ContentVersion
from editorial.versioning.versioned import Versioned


@dataclass(slots=True)
class Owners:
    """The organizations of the published services, numbered in the order of their names."""

    version: int
    organizations: tuple[int, ...]
    number_of_service: Mapping[int, int]
    _last: tuple[tuple[int, ...], tuple[int | None, ...]] = ((), ())

    def is_current(self, version: int, now: datetime) -> bool:
        """Return whether nothing was written since; planned dates are the matcher's business."""
        return self.version == version

    def in_order_of(self, services: tuple[int, ...]) -> tuple[int | None, ...]:
        """Return the number of the organization of each service; remembered for the same list."""
        asked, numbers = self._last
        if asked is not services:
            numbers = tuple(map(self.number_of_service.get, services))
            self._last = (services, numbers)
        return numbers

    @classmethod
    def build(cls, now: datetime) -> "Owners":
        """Read who offers what, planned services included: 2 queries."""
        version = ContentVersion.current()
        rows = list(
            Service.all_objects.order_by("organization__sort_key", "organization_id").values_list(
                "pk", "organization_id"
            )
        )
        numbers = {
            organization: number
            for number, organization in enumerate(dict.fromkeys(owner for _pk, owner in rows))
        }
        return cls(version, tuple(numbers), {pk: numbers[owner] for pk, owner in rows})


_versioned = Versioned("owners", Owners.build)


def current_owners(now: datetime | None = None) -> Owners:
    """Return who offers what as it is now: one query, unless it has to be read."""
    return _versioned.current(now)
