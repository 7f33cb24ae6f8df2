"""What services say and visitors ask, facet by facet, as plain values that the matcher compares."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any, Self, TypeAlias

from directory.facets import FILTERS_NOTHING

Codes: TypeAlias = frozenset[str]
NOTHING: Codes = frozenset()


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
    """What the matcher knows of a published service. ``accepts`` has every facet by name.

    ``ranks`` holds the place that editors gave it among all who meet a need, by need, and
    ``never_first`` the needs by which it is no first contact. Services that share a door, an
    organization or a channel, are one and the same to whoever knocks.
    """

    key: int
    accepts: Mapping[str, Acceptance]
    areas: frozenset[str]
    opening_hours: frozenset[str] = frozenset()
    is_overdue: bool = False
    tags: frozenset[str] = frozenset()
    ranks: Mapping[str, int] = field(default_factory=dict)
    never_first: frozenset[str] = frozenset()
    doors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TermHierarchy:
    """Per facet and code, the codes that take it along: itself and what it is a kind of.

    ``form_of_need`` is the form of exploitation that whoever has a need has named by it.
    """

    accepted_as: Mapping[str, Mapping[str, frozenset[str]]]
    form_of_need: Mapping[str, str] = field(default_factory=dict)

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
class Circumstances:
    """What somebody said of the person who needs help, facet by facet; empty means not said.

    Values within a facet are alternatives. ``step`` is what has already happened: it decides about
    rights only. ``language`` is what somebody wants to talk: it orders, and rules nobody out. The
    matcher does not ask whether somebody is in danger.
    """

    need: Codes = NOTHING
    phase: Codes = NOTHING
    audience: Codes = NOTHING
    exploitation: Codes = NOTHING
    age: Codes = NOTHING
    residence_status: Codes = NOTHING
    situation: Codes = NOTHING
    gender: Codes = NOTHING
    step: Codes = NOTHING
    language: Codes = NOTHING
    municipality: str | None = None
    in_danger: bool | None = None

    @classmethod
    def of(cls, said: Mapping[str, Iterable[str]], **others: Any) -> Self:
        """Return what these codes by facet say, with other answers by name."""
        codes: dict[str, Any] = {facet: frozenset(found) for facet, found in said.items()}
        return cls(**codes, **others)

    def said(self, facet: str) -> Codes:
        """Return the values of a facet."""
        values: Codes = getattr(self, facet)
        return values

    def asked(self, facet: str) -> Codes:
        """Return the values of a facet that filter."""
        return self.said(facet) - FILTERS_NOTHING

    def with_codes(self, facet: str, codes: Codes) -> Self:
        """Return the same with other values of one facet."""
        changed: dict[str, Any] = {facet: codes}
        return replace(self, **changed)

    def toggled(self, facet: str, code: str) -> Self:
        """Return the same with one value added, or removed if it was there."""
        return self.with_codes(facet, self.said(facet) ^ {code})

    @property
    def is_for_a_child(self) -> bool:
        """Return whether the person is certainly under 18."""
        return self.age == {"minor"}

    @property
    def is_professional(self) -> bool:
        """Return whether somebody asks who works with victims."""
        return self.audience == {"professional"}

    @property
    def is_for_oneself(self) -> bool:
        """Return whether whoever asks is, or may be, the person who needs help."""
        return not self.audience or "victim" in self.audience


@dataclass(frozen=True, slots=True)
class Question(Circumstances):
    """What is asked of the matcher: help in these circumstances, open then, found by words.

    ``asked_at`` puts what is open then before the rest, and ``open_at`` leaves the rest out.
    ``scores`` holds what the typed words lead to, by key of the service; None if none were typed.
    """

    asked_at: datetime | None = None
    open_at: datetime | None = None
    scores: Mapping[int, float] | None = None

    @classmethod
    def about(cls, said: Circumstances) -> Self:
        """Return the question for all help that fits some circumstances."""
        return cls(**{part.name: getattr(said, part.name) for part in fields(Circumstances)})
