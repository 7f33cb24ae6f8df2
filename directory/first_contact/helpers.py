"""Everybody who is known to help somebody, over the whole directory, and who of them is best.

The rules name a few services; a need may choose among all. The sets are those of the matcher.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter

from directory.facets import FACETS
from directory.first_contact.candidates import ACCEPTED_FACETS, ALL_MUST_BE_ACCEPTED, united
from directory.formats.opening_hours import open_state
from directory.matching.bitset import Bits, without
from directory.matching.matcher import Matcher
from directory.matching.order import Preference, in_parts
from directory.matching.question import Circumstances
from directory.models.area import CoverageLevel

MAX_CACHED_BYTES = 20_000_000
"""What each kind of remembered sets may take in a process, about."""

WHO_SAYS_NOTHING = frozenset({"victim"})
"""Whoever does not say who asks may be the person who needs help."""

_answers_heard: Callable[[Circumstances], tuple[frozenset[str], ...]] = attrgetter(*ACCEPTED_FACETS)


@dataclass(frozen=True, slots=True, eq=False)
class Helped:
    """Who helps a person, by what that person said.

    ``accepting`` are known to accept it; of these the ``able`` take whoever comes, now, by channels
    that lead to a person. ``limited`` are for some only in a facet of which the person said
    nothing, and ``named`` name what was said in some facet. ``for_some_forms`` help with some forms
    of exploitation only, and the person named none.
    """

    accepting: Bits
    able: Bits
    limited: Bits
    named: Bits
    for_some_forms: Bits


@dataclass(frozen=True, slots=True, eq=False)
class Served:
    """Who serves a place, and who of them at which level nearer than the country."""

    serving: Bits
    nearer: tuple[Bits, ...]


@dataclass(slots=True, eq=False)
class Helpers:
    """The services that somebody can turn to, as sets of the matcher."""

    matcher: Matcher
    reachable: Mapping[str, Bits]
    enforcement: Bits
    current: Bits
    timed: Bits
    _helped: dict[tuple[frozenset[str], ...], Helped] = field(default_factory=dict)
    _served: dict[str | None, Served] = field(default_factory=dict)
    _best: dict[tuple[object, ...], int | None] = field(default_factory=dict)

    @classmethod
    def build(cls, matcher: Matcher, channels: Iterable[str]) -> "Helpers":
        """Prepare the sets of a directory; ``channels`` are the kinds by which one is reached."""
        tagged = matcher.tagged
        old = matcher.overdue | tagged.get("too_old", 0)
        return cls(
            matcher=matcher,
            reachable={kind: tagged.get(f"channel:{kind}", 0) for kind in channels},
            enforcement=tagged.get("enforcement", 0),
            current=without(tagged.get("status:active", 0), old),
            timed=united(matcher.hours.values()),
        )

    def helped(self, said: Circumstances, youngest: Callable[..., frozenset[str]]) -> Helped:
        """Return who helps a person; of several ages the ``youngest`` counts."""
        answers = _answers_heard(said)
        helped = self._helped.get(answers)
        if helped is None:
            helped = self._find_helped(said, youngest)
            if len(self._helped) < self._room:
                self._helped[answers] = helped
        return helped

    def served(self, municipality: str | None) -> Served:
        """Return who serves a municipality; without one, who serves the whole country."""
        served = self._served.get(municipality)
        if served is None:
            served = self._served[municipality] = self._find_served(municipality)
        return served

    def reached(self, channels: frozenset[str]) -> Bits:
        """Return those that any of these kinds of channel reaches."""
        return united(self.reachable[kind] for kind in channels)

    def meeting(self, needs: Iterable[str]) -> Bits:
        """Return those that meet any of these needs."""
        stated = self.matcher.stated["need"]
        return united(stated.get(need, 0) for need in needs)

    def may_be_first(self, needs: Iterable[str], among: Bits, helped: Helped) -> Bits:
        """Return those of a set that any of these needs may make the first contact.

        Editors refuse some. The police come only if nobody else meets the need. Who helps with some
        forms of exploitation only is not first for a person who named none, not even by a need:
        the name reads as "not for me", or frightens.
        """
        matcher, needs = self.matcher, tuple(needs)
        stated, never = matcher.stated["need"], matcher.never_first
        found = among & united(without(stated.get(need, 0), never.get(need, 0)) for need in needs)
        forms = (matcher.vocabulary.form_of_need.get(need, "") for need in needs)
        named_by_need = united(matcher.stated["exploitation"].get(form, 0) for form in forms)
        unnamed = without(helped.for_some_forms, named_by_need)
        return without(without(found, self.enforcement) or found, unnamed)

    def best(
        self,
        among: Bits,
        helped: Helped,
        served: Served,
        needs: frozenset[str],
        now: datetime,
        *,
        speaking: Preference = (),
    ) -> int | None:
        """Return the best of a set for a person, a place and a minute; None of an empty set.

        No enforcement if anybody else is there; not for some only, of whom this person may be none;
        naming what was said; open, or else the first to open; ``speaking`` the language of the
        person; near; in the order of editors; name.
        """
        if not among:
            return None
        open_now = self.matcher.open_at(now)
        limited, named = among & helped.limited, among & helped.named
        nearer = tuple(among & bits for bits in served.nearer)
        asked = (among, limited, named, nearer, needs, now, speaking)
        if asked in self._best:
            return self._best[asked]
        first: list[Preference] = [
            (without(among, self.enforcement),),
            (without(among, limited),),
            (named,),
            (open_now,),
        ]
        part = next(in_parts(among, first))
        if not part & open_now:
            part = self._opening_first(part, now)
        part = next(in_parts(part, [speaking, nearer, self._ranks(needs)]))
        found = (part & -part).bit_length() - 1
        if len(self._best) >= self._room:
            self._best.clear()
        self._best[asked] = found
        return found

    def _ranks(self, needs: Iterable[str]) -> Preference:
        ranks: dict[int, Bits] = {}
        for need in needs:
            for rank, services in self.matcher.ranks.get(need, {}).items():
                ranks[rank] = ranks.get(rank, 0) | services
        return [ranks[rank] for rank in sorted(ranks)]

    def _opening_first(self, closed: Bits, now: datetime) -> Bits:
        """Return those that open first; all of them if nobody knows when."""
        found: dict[datetime, Bits] = {}
        for expression, services in self.matcher.hours.items():
            waiting = services & closed
            opens = open_state(expression, now).opens if waiting else None
            if opens is not None:
                found[opens] = found.get(opens, 0) | waiting
        return found[min(found)] if found else closed

    def _find_helped(self, said: Circumstances, youngest: Callable[..., frozenset[str]]) -> Helped:
        matcher = self.matcher
        accepting, limited, named, for_some_forms = matcher.everything, 0, 0, 0
        for facet in ACCEPTED_FACETS:
            codes = youngest(facet, said)
            if facet == "audience":
                accepting &= matcher.accepting(facet, codes or WHO_SAYS_NOTHING)
                continue
            not_any = without(matcher.everything, matcher.open_to_any.get(facet, 0))
            unknown = matcher.not_known.get(facet, 0)
            if not codes:
                # Hardly anybody says whether a man or a woman; what is not known then limits none.
                usually_any = FACETS[facet].is_usually_any
                limited |= without(not_any, unknown) if usually_any else not_any
                if facet == "exploitation":
                    for_some_forms = without(not_any, unknown)
                continue
            groups = [{code} for code in codes] if facet in ALL_MUST_BE_ACCEPTED else [codes]
            for group in groups:
                accepting &= without(matcher.accepting(facet, group), unknown)
            named |= united(matcher.stated[facet].get(code, 0) for code in codes)
        able = accepting & self.current & matcher.direct(said) & united(self.reachable.values())
        return Helped(accepting, able, limited & able, named & able, for_some_forms & able)

    def _find_served(self, municipality: str | None) -> Served:
        geography, covering = self.matcher.geography, self.matcher.covering
        if municipality is None:
            countries = {
                area
                for levels in geography.levels.values()
                for level, areas in levels
                if level == CoverageLevel.COUNTRY
                for area in areas
            }
            return Served(united(covering.get(area, 0) for area in countries), ())
        levels = list(self.matcher.serving(municipality))
        return Served(
            united(bits for _level, bits in levels),
            tuple(bits for level, bits in levels if level != CoverageLevel.COUNTRY),
        )

    @property
    def _room(self) -> int:
        return MAX_CACHED_BYTES // (200 + len(self.matcher.keys) // 2)
