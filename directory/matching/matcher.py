"""The one matcher: which services fit a person, a place and a moment, and in what order.

A pure module over an immutable directory. It decides for the list, for the number beside every
option, for the signpost, the matrix and the coverage view; nothing else decides. Text search only
hands it a score a service.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from itertools import islice
from types import MappingProxyType

from directory.facets import FACETS, FILTERS_NOTHING, VICTIM_FACETS
from directory.matching.bitset import Bits, bits_of, holds, indices_of, without
from directory.matching.index import MatchIndexBuilder
from directory.matching.order import Preference, in_parts
from directory.matching.question import (
    Acceptance,
    Circumstances,
    Geography,
    Question,
    ServiceRecord,
    TermHierarchy,
)

__all__ = [
    "ANY",
    "NAMED",
    "ON_TOP",
    "UNKNOWN",
    "Acceptance",
    "Geography",
    "Match",
    "Matcher",
    "Question",
    "ServiceRecord",
    "TermHierarchy",
]

NAMED, ANY, UNKNOWN = 0, 1, 2
"""How well a service is known to be for this person, best first."""

ON_TOP = 0
"""The rank of a service that stands above everything for a need: 112, for being safe."""

NEED_OF_WHO_NAMES_NONE = "talk"
"""Whoever says nothing of a need sees first who listens, not who comes first by the alphabet."""

DUTCH = "nl"
"""Everybody here speaks it, whether they say so or not."""

INTERPRETER = "interpreter"

STRONG = 2 / 3
"""Words lead clearly to a service that scores at least this share of the best."""


NOT_COMPARED = frozenset({"is_open", "_index_of", "_open"})
"""What follows from the rest, or is the same for all; a new field is compared."""


@dataclass(frozen=True, slots=True)
class Match:
    """A service that fits, and why it stands where it stands."""

    key: int
    knowledge: int
    level: int | None
    is_overdue: bool
    unknown_facets: tuple[str, ...]


@dataclass(slots=True)
class Matcher:
    """An immutable directory, ready to be asked. Build one a content version with ``build``."""

    keys: tuple[int, ...]
    everything: Bits
    vocabulary: TermHierarchy
    geography: Geography
    stated: Mapping[str, Mapping[str, Bits]]
    open_to_any: Mapping[str, Bits]
    not_known: Mapping[str, Bits]
    covering: Mapping[str, Bits]
    overdue: Bits
    hours: Mapping[str, Bits]
    tagged: Mapping[str, Bits]
    ranks: Mapping[str, Mapping[int, Bits]]
    never_first: Mapping[str, Bits]
    doors: tuple[frozenset[str], ...]
    is_open: Callable[[str, datetime], bool]
    _index_of: Mapping[int, int]
    _open: tuple[datetime | None, Bits] = field(default=(None, 0))

    @classmethod
    def build(
        cls,
        records: Iterable[ServiceRecord],
        vocabulary: TermHierarchy,
        geography: Geography,
        is_open: Callable[[str, datetime], bool],
    ) -> "Matcher":
        """Build the directory from records in name order: about 15 µs a service."""
        records = tuple(records)
        size = len(records)
        gathered = MatchIndexBuilder(size)
        for index, record in enumerate(records):
            gathered.add(index, record)
        return cls(
            keys=tuple(record.key for record in records),
            everything=bits_of(range(size), size),
            vocabulary=vocabulary,
            geography=geography,
            stated=gathered.stated(vocabulary),
            open_to_any=gathered.with_rule("any"),
            not_known=gathered.with_rule("unknown"),
            covering=gathered.group("area"),
            overdue=bits_of(gathered.overdue, size),
            hours=gathered.group("hours"),
            tagged=gathered.group("tag"),
            ranks=gathered.ranks(),
            never_first=gathered.group("never first"),
            doors=tuple(gathered.doors),
            is_open=is_open,
            _index_of=MappingProxyType({record.key: i for i, record in enumerate(records)}),
        )

    def matching(self, question: Question) -> Bits:
        """Return the services that fit, those of which a facet is not known included."""
        bits = self._beside_facets(question)
        for facet in FACETS:
            asked = question.asked(facet)
            if asked:
                bits &= self.accepting(facet, asked)
        return bits

    def known_to_accept(self, question: Question) -> Bits:
        """Return the services that fit and are known to on every asked facet: first contacts."""
        bits = self.matching(question)
        for facet in VICTIM_FACETS:
            if question.asked(facet):
                bits = without(bits, self.not_known[facet])
        return bits

    def accepting(self, facet: str, codes: Iterable[str]) -> Bits:
        """Return the services that one facet does not rule out for any of these codes."""
        stated = self.stated[facet]
        bits = self.open_to_any.get(facet, 0) | self.not_known.get(facet, 0)
        for code in codes:
            bits |= stated.get(code, 0)
        return bits

    def serving(self, municipality: str) -> Iterator[tuple[int, Bits]]:
        """Yield the levels of a municipality, nearest first, each service at its nearest."""
        seen = 0
        for level, areas in self.geography.levels.get(municipality, ()):
            bits = 0
            for area in areas:
                bits |= self.covering.get(area, 0)
            yield level, without(bits, seen)
            seen |= bits

    def open_at(self, moment: datetime) -> Bits:
        """Return the services known to be open; computed once a minute."""
        minute = moment.replace(second=0, microsecond=0)
        known_for, bits = self._open
        if known_for != minute:
            bits = 0
            for expression, services in self.hours.items():
                if self.is_open(expression, minute):
                    bits |= services
            self._open = (minute, bits)
        return bits

    def count(self, question: Question) -> int:
        """Return how many services fit."""
        return self.matching(question).bit_count()

    def option_counts(self, question: Question) -> dict[str, dict[str, int]]:
        """Return, per facet and code, the total of the page that the option's link opens.

        The link adds the code to the question, or takes it away if it is there. One intersection
        and one population count an option: 0.5 ms for 80 options over 100,000 services.
        """
        beside = self._beside_facets(question)
        kept = {
            facet: self.accepting(facet, asked)
            for facet in FACETS
            if (asked := question.asked(facet))
        }
        counts: dict[str, dict[str, int]] = {}
        for facet in FACETS:
            others = beside
            for other, bits in kept.items():
                if other != facet:
                    others &= bits
            counts[facet] = self._counts_of_facet(facet, question.asked(facet), others)
        return counts

    def ranked(self, question: Question, offset: int = 0, limit: int = 20) -> list[Match]:
        """Return one page of the services that fit, in the order of ``preferences``.

        Whole parts before the page are skipped by counting them.
        """
        named, unknown = self._knowledge(question)
        levels = self._levels(question)
        matches: list[Match] = []
        for part in in_parts(self.matching(question), self.preferences(question)):
            size = part.bit_count()
            if offset >= size:
                offset -= size
                continue
            matches += [
                self._match(index, question, named, unknown, levels)
                for index in self._in_order(part, question.scores, offset, limit - len(matches))
            ]
            offset = 0
            if len(matches) >= limit:
                break
        return matches

    def preferences(self, question: Question) -> list[Preference]:
        """Return what puts one service before another, the weightiest first.

        What editors put on top of a need; checked in time; named for this person, then for any,
        then not known; clearly meant by the words; in the language that was asked for; open now;
        without referral; near; in the order of editors for the need, or for talking where neither a
        need nor words were given. What is equal in all of it goes by text score and name.
        """
        named, unknown = self._knowledge(question)
        needs = question.asked("need")
        on_top = self._places(needs).get(ON_TOP, 0)
        is_without_words = question.scores is None
        places = self._places(needs or ((NEED_OF_WHO_NAMES_NONE,) if is_without_words else ()))
        preferences: list[Preference] = [
            (on_top,),
            (without(self.everything, self.overdue),),
            (without(named, unknown), without(self.everything, unknown)),
        ]
        if question.scores:
            enough = max(question.scores.values()) * STRONG
            strong = (key for key, score in question.scores.items() if score >= enough)
            preferences.append((self.services(strong),))
        preferences.append(self.speaking(question.language))
        if question.asked_at is not None:
            preferences.append((self.open_at(question.asked_at) & self._not_closed_to(question),))
        return [
            *preferences,
            (self.direct(question),),
            [bits for _level, bits in self._levels(question)],
            [places[rank] for rank in sorted(places)],
        ]

    def speaking(self, languages: Iterable[str]) -> Preference:
        """Return who speaks one of these, then who has an interpreter come; nothing for Dutch."""
        codes = frozenset(languages) - {DUTCH}
        if not codes:
            return ()
        spoken = 0
        for code in codes:
            spoken |= self.tagged.get(f"language:{code}", 0)
        return spoken, self.tagged.get(INTERPRETER, 0)

    def _not_closed_to(self, question: Circumstances) -> Bits:
        """Return all but lines for professionals, which are open to nobody else."""
        closed = 0 if question.is_professional else self.tagged.get("intake:professionals", 0)
        return without(self.everything, closed)

    def direct(self, question: Circumstances) -> Bits:
        """Return the services to which whoever asks can turn without a referral."""
        direct = self.tagged.get("intake:direct", 0)
        if question.is_professional:
            direct |= self.tagged.get("intake:professionals", 0)
        return direct

    def decides_like(self, other: "Matcher") -> bool:
        """Return whether both hold the same services, which say the same of whom they help."""
        return all(
            getattr(self, part.name) == getattr(other, part.name)
            for part in fields(self)
            if part.name not in NOT_COMPARED
        )

    def index_of(self, key: int) -> int | None:
        """Return the bit that stands for a service, or None if it is not published."""
        return self._index_of.get(key)

    def services(self, keys: Iterable[int]) -> Bits:
        """Return the set of those of these services that are published."""
        known = (self._index_of[key] for key in keys if key in self._index_of)
        return bits_of(known, len(self.keys))

    def _beside_facets(self, question: Question) -> Bits:
        bits = self.everything
        if question.scores is not None:
            bits &= self.services(question.scores)
        if question.municipality is not None:
            covered = 0
            for _level, services in self.serving(question.municipality):
                covered |= services
            bits &= covered
        if question.open_at is not None:
            bits &= self.open_at(question.open_at)
        return bits

    def _counts_of_facet(self, facet: str, asked: frozenset[str], others: Bits) -> dict[str, int]:
        accepting = others & self.accepting(facet, asked)
        now, more = accepting.bit_count(), others ^ accepting
        counts = {
            code: now + (more & services).bit_count()
            for code, services in self.stated[facet].items()
        }
        unfiltered = now + more.bit_count()
        for code in asked & counts.keys():
            rest = asked - {code}
            counts[code] = (
                (others & self.accepting(facet, rest)).bit_count() if rest else unfiltered
            )
        return counts | dict.fromkeys(FILTERS_NOTHING, now if asked else unfiltered)

    def _knowledge(self, question: Question) -> tuple[Bits, Bits]:
        """Return who names this person in some facet, and of whom some facet is not known."""
        named, unknown = 0, 0
        for facet in VICTIM_FACETS:
            asked = question.asked(facet)
            if asked:
                unknown |= self.not_known[facet]
            for code in asked:
                named |= self.stated[facet].get(code, 0)
        return named, unknown

    def _levels(self, question: Question) -> list[tuple[int, Bits]]:
        """Return who serves the place at which level, nearest first; nothing without a place."""
        return [] if question.municipality is None else list(self.serving(question.municipality))

    def _places(self, needs: Iterable[str]) -> dict[int, Bits]:
        """Return the places that editors gave services for any of these needs."""
        places: dict[int, Bits] = {}
        for need in needs:
            for rank, services in self.ranks.get(need, {}).items():
                places[rank] = places.get(rank, 0) | services
        return places

    def _in_order(
        self, bucket: Bits, scores: Mapping[int, float] | None, offset: int, limit: int
    ) -> Iterable[int]:
        indices: Iterable[int] = indices_of(bucket)
        if scores is not None:
            keys = self.keys
            indices = sorted(indices, key=lambda index: (-scores[keys[index]], index))
        return islice(indices, offset, offset + limit)

    def _match(
        self,
        index: int,
        question: Question,
        named: Bits,
        unknown: Bits,
        levels: list[tuple[int, Bits]],
    ) -> Match:
        is_unknown, is_named = holds(unknown, index), holds(named, index)
        return Match(
            key=self.keys[index],
            knowledge=UNKNOWN if is_unknown else NAMED if is_named else ANY,
            level=next((level for level, bits in levels if holds(bits, index)), None),
            is_overdue=holds(self.overdue, index),
            unknown_facets=tuple(
                facet
                for facet in VICTIM_FACETS
                if question.asked(facet) and holds(self.not_known[facet], index)
            ),
        )
