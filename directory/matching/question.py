"""What services say and visitors ask, facet by facet, as plain values that the matcher compares."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from directory.facets import FILTERS_NOTHING


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What a service says about one facet: ``any``, ``only`` these values, or ``unknown``.

    A wider value does not take along those that are ``excluded``.
    """

    rule: str
    values: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """What the matcher knows of a published service. ``accepts`` has every facet by name."""

    key: int
    accepts: Mapping[str, Acceptance]
    areas: frozenset[str]
    opening_hours: frozenset[str] = frozenset()
    is_overdue: bool = False
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Per facet and code, the codes that take it along: itself and what it is a kind of."""

    accepted_as: Mapping[str, Mapping[str, frozenset[str]]]

    def codes(self, facet: str) -> tuple[str, ...]:
        """Return the codes of a facet, in display order."""
        return tuple(self.accepted_as[facet])


@dataclass(frozen=True, slots=True)
class Geography:
    """Which areas a municipality lies in, nearest level first, as (level, area codes)."""

    levels: Mapping[str, tuple[tuple[int, tuple[str, ...]], ...]]

    def municipalities_in(self, areas: Collection[str]) -> list[str]:
        """Return the municipalities that lie in any of these areas."""
        return [
            municipality
            for municipality, levels in self.levels.items()
            if any(area in areas for _, codes in levels for area in codes)
        ]


@dataclass(frozen=True, slots=True)
class Question:
    """What a visitor asks. An empty facet asks nothing; values within a facet are alternatives."""

    need: frozenset[str] = frozenset()
    phase: frozenset[str] = frozenset()
    audience: frozenset[str] = frozenset()
    exploitation: frozenset[str] = frozenset()
    age: frozenset[str] = frozenset()
    residence_status: frozenset[str] = frozenset()
    situation: frozenset[str] = frozenset()
    gender: frozenset[str] = frozenset()
    municipality: str | None = None
    open_at: datetime | None = None
    scores: Mapping[int, float] | None = None

    def asked(self, facet: str) -> frozenset[str]:
        """Return the values of a facet that filter."""
        values: frozenset[str] = getattr(self, facet)
        return values - FILTERS_NOTHING

    def toggled(self, facet: str, code: str) -> "Question":
        """Return the question with one value added, or removed if it was there."""
        values: frozenset[str] = getattr(self, facet)
        changed = {facet: values ^ {code}}
        return replace(self, **changed)  # type: ignore[arg-type]
