"""Which organization offers which service, in memory: what the matrix counts rows by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from directory.models import AreaKind, Service
from directory.models.regional_confirmation import COORDINATION
from editorial.reading.parts import EditionPart


@dataclass(slots=True)
class Owners:
    """The organizations of the published services, numbered in the order of their names.

    ``regional`` are the services that do not serve the whole country, and ``coordinators`` those of
    them by which a care coordinator works in a region.
    """

    organizations: tuple[int, ...]
    number_of: Mapping[int, int]
    number_of_service: Mapping[int, int]
    regional: frozenset[int]
    coordinators: frozenset[int]
    valid_until: None = None
    """Planned dates are the matcher's business."""

    @classmethod
    def build(cls, now: datetime) -> "Owners":
        """Read who offers what, planned services included: 4 queries."""
        rows = list(
            Service.all_objects.order_by("organization__sort_key", "organization_id").values_list(
                "pk", "organization_id"
            )
        )
        numbers = {
            organization: number
            for number, organization in enumerate(dict.fromkeys(owner for _pk, owner in rows))
        }
        national = Service.all_objects.filter(service_areas__kind=AreaKind.COUNTRY)
        regional = {pk for pk, _owner in rows} - set(national.values_list("pk", flat=True))
        coordinating = Service.all_objects.filter(needs__code=COORDINATION)
        return cls(
            organizations=tuple(numbers),
            number_of=numbers,
            number_of_service={pk: numbers[owner] for pk, owner in rows},
            regional=frozenset(regional),
            coordinators=frozenset(
                regional.intersection(coordinating.values_list("pk", flat=True))
            ),
        )


_versioned = EditionPart("owners", Owners.build)


def current_owners(now: datetime | None = None) -> Owners:
    """Return who offers what of what is read now (see ``EditionPart``)."""
    return _versioned.current(now)
