"""Who is there for the people of one municipality, by how near they work."""

from dataclasses import dataclass

from directory.facets import Text
from directory.matching.bitset import Bits, indices_of
from directory.models import CoverageLevel, Service
from directory.models.regional_confirmation import COORDINATION
from directory.snapshot.service_rows import load_service_rows
from directory.snapshot.snapshot import ServiceSnapshot

SHOWN_AT_A_LEVEL = 20


@dataclass(frozen=True, slots=True)
class CoveringLevel:
    """The services that cover a municipality at one level, and how many there are in all."""

    level: CoverageLevel
    label: Text
    services: tuple[Service, ...]
    total: int

    @property
    def others(self) -> int:
        """Return how many more there are."""
        return self.total - len(self.services)


@dataclass(frozen=True, slots=True)
class MunicipalCoverage:
    """Who covers a municipality: nearest first, the whole country last and only as a number."""

    levels: tuple[CoveringLevel, ...]
    nationwide: int
    coordinators: tuple[Service, ...]


def municipal_coverage(code: str, snapshot: ServiceSnapshot) -> MunicipalCoverage:
    """Return who covers a municipality: 1 query, and 4 for rows that are not kept."""
    coordinating = snapshot.matcher.stated["need"].get(COORDINATION, 0)
    found: list[tuple[CoverageLevel, list[int], int]] = []
    nationwide, coordinators = 0, []
    for number, services in snapshot.matcher.serving(code):
        level = CoverageLevel(number)
        if level == CoverageLevel.COUNTRY:
            nationwide = services.bit_count()
        elif services:
            found.append((level, _keys(services, snapshot), services.bit_count()))
            coordinators += _keys(services & coordinating, snapshot)
    rows = load_service_rows([*coordinators, *(key for _, keys, _ in found for key in keys)])
    return MunicipalCoverage(
        levels=tuple(
            CoveringLevel(level, level.label, _in_order(keys, rows), total)
            for level, keys, total in found
        ),
        nationwide=nationwide,
        coordinators=_in_order(coordinators, rows),
    )


def _keys(services: Bits, snapshot: ServiceSnapshot) -> list[int]:
    keys = snapshot.matcher.keys
    found = zip(range(SHOWN_AT_A_LEVEL), indices_of(services), strict=False)
    return [keys[index] for _, index in found]


def _in_order(keys: list[int], rows: dict[int, Service]) -> tuple[Service, ...]:
    return tuple(rows[key] for key in keys if key in rows)
