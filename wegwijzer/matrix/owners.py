"""Which organization offers which service, in memory: what the matrix counts rows by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from directory.models import Service
from editorial.reading.parts import EditionPart


@dataclass(slots=True)
class Owners:
    """The organizations of the published services, numbered in the order of their names."""

    organizations: tuple[int, ...]
    number_of_service: Mapping[int, int]
    _last: tuple[tuple[int, ...], tuple[int | None, ...]] = ((), ())
    valid_until: None = None
    """Planned dates are the matcher's business."""

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
        rows = list(
            Service.all_objects.order_by("organization__sort_key", "organization_id").values_list(
                "pk", "organization_id"
            )
        )
        numbers = {
            organization: number
            for number, organization in enumerate(dict.fromkeys(owner for _pk, owner in rows))
        }
        return cls(tuple(numbers), {pk: numbers[owner] for pk, owner in rows})


_versioned = EditionPart("owners", Owners.build)


def current_owners(now: datetime | None = None) -> Owners:
    """Return who offers what of what is read now (see ``EditionPart``)."""
    return _versioned.current(now)
