"""Whom to contact first, and whom also, by rules that editors keep.

A pure module over an immutable structure. The first rule that fits a person and a moment wins, and
its options are tried in order: known to accept the person, known to serve the place, reachable
without a referral. The rule also says among whom the need of the person chooses. The matcher says
who helps.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from operator import attrgetter

from directory.first_contact.candidates import (
    ACCEPTED_FACETS,
    CONTACT_CHANNELS,
    FREE_PHONE,
    Candidates,
)
from directory.first_contact.choice import Choice
from directory.first_contact.helpers import Helped, Helpers, Served
from directory.first_contact.rule_search import RuleOutcome, RuleSearch
from directory.first_contact.rules import (
    EVERYONE,
    OFFICE_HOURS,
    RULE_FACETS,
    ContactRule,
    FirstContact,
    Person,
)
from directory.formats.opening_hours import AMSTERDAM
from directory.matching.bitset import Bits, holds, indices_of, without
from directory.matching.matcher import Matcher
from directory.matching.question import Circumstances
from directory.models.area import CoverageLevel

EVERY_CHANNEL = frozenset(CONTACT_CHANNELS)

FACETS_HEARD = tuple(dict.fromkeys((*RULE_FACETS, *ACCEPTED_FACETS)))
"""What a person can say that decides whom to contact first."""

_answers_heard: Callable[[Circumstances], tuple[frozenset[str], ...]] = attrgetter(*FACETS_HEARD)

WITHOUT_SPEAKING = EVERY_CHANNEL - {"phone", FREE_PHONE}

CHANNELS_IN_SITUATION: Mapping[str, frozenset[str]] = {
    "deaf_disability": WITHOUT_SPEAKING,
    "watched": WITHOUT_SPEAKING,
    "no_credit": EVERY_CHANNEL - {"phone", "text"},
}
"""What somebody in a situation can use; not in danger, for the app of 112 can be typed in."""

WITHOUT_PAPERS = "third_no_permit"
"""Who has no papers is never sent to police, immigration or inspectorate, except in danger."""

MAX_CACHED_DECISIONS = 50_000
"""How many kinds of persons and how many outcomes are remembered: about 20 MB each."""


@dataclass(frozen=True, slots=True)
class _Minute:
    """What holds in one minute: which rules may fit, and who was confirmed lately.

    ``points`` are the regional points that were not.
    """

    start: datetime
    end: datetime
    rules: Bits
    coordinators: Bits
    points: Bits


@dataclass(slots=True)
class FirstContacts:
    """The rules and their candidates, ready to be asked. Build one a content version."""

    rules: tuple[ContactRule, ...]
    candidates: Candidates
    helpers: Helpers
    fitting: Mapping[str, Mapping[str, Bits]]
    unconditional: Mapping[str, Bits]
    firsts: tuple[tuple[int, ...], ...]
    alternatives: tuple[tuple[int, ...], ...]
    confirmed: Mapping[int, date]
    points: Mapping[int, int | None]
    _all_points: Bits
    _stated_points: Bits
    _for_danger: Bits
    _minute: _Minute | None = None
    _options: dict[tuple[Bits, tuple[str, ...]], tuple[int, ...]] = field(default_factory=dict)
    _answers: dict[tuple[str, frozenset[str]], Person] = field(default_factory=dict)
    _persons: dict[tuple[frozenset[str], ...], Person] = field(default_factory=dict)
    _outcomes: dict[tuple[object, ...], RuleOutcome | None] = field(default_factory=dict)

    @classmethod
    def build(
        cls,
        rules: Iterable[ContactRule],
        matcher: Matcher,
        confirmed: Mapping[int, date],
        points: Mapping[int, int | None] | None = None,
    ) -> "FirstContacts":
        """Prepare the rules for a directory: about 3 ms.

        ``confirmed`` holds the confirmed care coordinators, with the day from which that is too
        long ago; ``points`` the regional points, with the year of a recent source that says that
        victims may come themselves, if there is one.
        """
        rules, points = tuple(rules), points or {}
        options = [key for rule in rules for key in rule.options]
        candidates = Candidates.build(dict.fromkeys([*options, *confirmed]), matcher)
        number = {key: index for index, key in enumerate(candidates.keys)}
        accepted_as = matcher.vocabulary.accepted_as
        return cls(
            rules=rules,
            candidates=candidates,
            helpers=Helpers.build(matcher, CONTACT_CHANNELS),
            fitting={
                facet: {
                    code: _numbers(wider & _condition(rule, facet) for rule in rules)
                    for code, wider in accepted_as[facet].items()
                }
                for facet in RULE_FACETS
            },
            unconditional={
                facet: _numbers(not _condition(rule, facet) for rule in rules)
                for facet in RULE_FACETS
            },
            firsts=tuple(_offered(rule, rule.firsts, number, candidates) for rule in rules),
            alternatives=tuple(
                _offered(rule, rule.alternatives, number, candidates) for rule in rules
            ),
            confirmed={number[key]: until for key, until in confirmed.items()},
            points=points,
            _all_points=_set_of(matcher, points),
            _stated_points=_set_of(matcher, (key for key, year in points.items() if year)),
            _for_danger=_numbers(rule.in_danger for rule in rules),
        )

    def decide(
        self,
        said: Circumstances,
        moment: datetime,
        *,
        in_danger: bool = False,
        channels: frozenset[str] = EVERY_CHANNEL,
    ) -> FirstContact:
        """Return whom this person should contact first: about 10 µs, 100 µs for a new kind.

        ``channels`` are those that the person can use. What was not said rules nobody out. The
        rules say who may be first, and among whom a need chooses.
        """
        choice = self.choice(said, moment, in_danger=in_danger, channels=channels)
        return FirstContact() if choice is None else choice.contact()

    def choice(
        self,
        said: Circumstances,
        moment: datetime,
        *,
        in_danger: bool = False,
        channels: frozenset[str] = EVERY_CHANNEL,
    ) -> Choice | None:
        """Return among whom ``decide`` chooses, and by what; None if the rules name nobody."""
        minute = self._at(moment)
        person = self.person(said)
        named = self.named_for(
            person, said.municipality, moment, in_danger=in_danger, channels=channels
        )
        if named is None:
            return None
        rule = self.rules[named.rule]
        helped = self.helpers.helped(said, self.candidates.said)
        served = self.helpers.served(said.municipality)
        usable = channels if in_danger else channels & usable_channels(said.situation)
        pool = helped.able & served.serving & self.helpers.reached(usable)
        pool = without(pool, minute.points & ~self._stated_points)
        if not (rule.need_chooses == "everybody" and has_papers(said)):
            pool = without(pool, self.helpers.enforcement)
        # Whom the rules name is meant for this person, whatever was left open.
        meant = helped
        if holds(helped.limited, named.first):
            meant = replace(helped, limited=without(helped.limited, 1 << named.first))
        return Choice(
            contacts=self,
            named=named,
            needs=said.asked("need"),
            pool=pool,
            points=minute.points,
            helped=meant,
            served=served,
            now=minute.start,
            speaking=self.candidates.matcher.speaking(said.language),
        )

    def named_for(
        self,
        person: Person,
        municipality: str | None,
        moment: datetime,
        *,
        in_danger: bool = False,
        channels: frozenset[str] = EVERY_CHANNEL,
    ) -> RuleOutcome | None:
        """Return whom the rules name for a person, before any need chooses: about 2 µs."""
        minute, locality = self._at(moment), self.candidates.locality(municipality)
        left = self.at(person, moment, in_danger=in_danger)
        reached = left.reached
        if channels is not EVERY_CHANNEL:
            reached &= self.candidates.reached_by(channels)
        asked = (left.rules, left.able & locality.serving, reached, minute.coordinators, locality)
        if asked in self._outcomes:
            return self._outcomes[asked]
        outcome = RuleSearch(self, *asked).outcome()
        if len(self._outcomes) < MAX_CACHED_DECISIONS:
            self._outcomes[asked] = outcome
        return outcome

    def at(self, person: Person, moment: datetime, *, in_danger: bool) -> Person:
        """Return what a minute leaves of a person; in danger everybody is reached, none barred."""
        rules = person.rules & self._at(moment).rules
        if in_danger:
            return Person(rules, person.able, reached=-1, barred=0)
        able = without(person.able, person.barred)
        return Person(without(rules, self._for_danger), able, person.reached, barred=0)

    def decided_by_rules(self, named: RuleOutcome, moment: datetime) -> FirstContact:
        """Return what whoever named no need is told of whom the rules name."""
        nobody, nowhere = Helped(0, 0, 0, 0, 0), Served(0, ())
        start = self._at(moment).start
        return Choice(self, named, frozenset(), 0, 0, nobody, nowhere, start).contact()

    def decides_like(self, other: "FirstContacts") -> bool:
        """Return whether everyone gets the same answer of another state: about 1 ms.

        It compares what decides, and decides nothing; so it may miss that two states are alike.
        """
        return (
            self.rules == other.rules
            and self.candidates.keys == other.candidates.keys
            and self.confirmed == other.confirmed
            and self.points == other.points
            and self.candidates.matcher.decides_like(other.candidates.matcher)
        )

    def level(self, key: int, municipality: str | None) -> int | None:
        """Return the level at which a contact covers a place; the country's if none was said."""
        matcher = self.candidates.matcher
        index = matcher.index_of(key)
        if index is None or not holds(self.helpers.served(municipality).serving, index):
            return None
        if municipality is None:
            return int(CoverageLevel.COUNTRY)
        return next(level for level, bits in matcher.serving(municipality) if holds(bits, index))

    def year_stated(self, key: int) -> int | None:
        """Return the year of the source that says that victims may come to a regional point."""
        return self.points.get(key)

    def never_hides(self, key: int) -> bool:
        """Return whether a service stays a contact however long ago it was checked."""
        return any(rule.is_never_hidden and key in rule.options for rule in self.rules)

    def person(self, said: Circumstances) -> Person:
        """Return what all answers of a person leave."""
        answers = _answers_heard(said)
        person = self._persons.get(answers)
        if person is None:
            person = EVERYONE
            for facet in FACETS_HEARD:
                person &= self.answer(facet, self.candidates.said(facet, said))
            if len(self._persons) < MAX_CACHED_DECISIONS:
                self._persons[answers] = person
        return person

    def answer(self, facet: str, said: frozenset[str]) -> Person:
        """Return what one answer leaves."""
        answer = self._answers.get((facet, said))
        if answer is None:
            answer = self._answers[facet, said] = self._answer(facet, said)
        return answer

    def _answer(self, facet: str, said: frozenset[str]) -> Person:
        rules = -1
        if facet in self.fitting:
            rules = self.unconditional[facet]
            for code in said:
                rules |= self.fitting[facet].get(code, 0)
        usable = usable_channels(said) if facet == "situation" else EVERY_CHANNEL
        return Person(
            rules=rules,
            able=self.candidates.accepting(facet, said) if facet in ACCEPTED_FACETS else -1,
            reached=self.candidates.reached_by(usable),
            barred=self.candidates.enforcement if WITHOUT_PAPERS in said else 0,
        )

    def options_of(self, rules: Bits, roles: tuple[str, ...]) -> tuple[int, ...]:
        """Return the options of some rules, each once."""
        options = self._options.get((rules, roles))
        if options is None:
            found = (
                option
                for role in roles
                for number in indices_of(rules)
                for option in getattr(self, role)[number]
            )
            options = self._options[rules, roles] = tuple(dict.fromkeys(found))
        return options

    def _at(self, moment: datetime) -> _Minute:
        minute = self._minute
        if minute is None or not minute.start <= moment < minute.end:
            start = moment.replace(second=0, microsecond=0)
            is_office = self.candidates.matcher.is_open(OFFICE_HOURS, start)
            today = start.astimezone(AMSTERDAM).date()
            coordinators = sum(
                1 << index for index, until in self.confirmed.items() if today < until
            )
            confirmed = (self.candidates.keys[index] for index in indices_of(coordinators))
            minute = self._minute = _Minute(
                start=start,
                end=start + timedelta(minutes=1),
                rules=_numbers(
                    rule.moment in {"any", "office_hours" if is_office else "out_of_hours"}
                    for rule in self.rules
                ),
                coordinators=coordinators,
                points=without(self._all_points, _set_of(self.candidates.matcher, confirmed)),
            )
        return minute


def usable_channels(situation: Iterable[str]) -> frozenset[str]:
    """Return the kinds of channel that somebody in these situations can use.

    A relay is for who is deaf.
    """
    situation = frozenset(situation)
    usable = EVERY_CHANNEL if "deaf_disability" in situation else EVERY_CHANNEL - {"relay"}
    return usable.intersection(
        *(CHANNELS_IN_SITUATION.get(code, EVERY_CHANNEL) for code in situation)
    )


def has_papers(said: Circumstances) -> bool:
    """Return whether a person said to have papers; only then a need may lead to the police."""
    papers = said.asked("residence_status")
    return bool(papers) and WITHOUT_PAPERS not in papers


def _offered(
    rule: ContactRule, options: Iterable[int], number: Mapping[int, int], candidates: Candidates
) -> tuple[int, ...]:
    """Return the options of a rule without those that nobody has checked for too long."""
    numbers = tuple(number[key] for key in options)
    if rule.is_never_hidden:
        return numbers
    return tuple(index for index in numbers if not candidates.too_old >> index & 1)


def _condition(rule: ContactRule, facet: str) -> frozenset[str]:
    return rule.conditions.get(facet, frozenset())


def _set_of(matcher: Matcher, keys: Iterable[int]) -> Bits:
    """Return the bits of the matcher for services, those that are not published left out."""
    indices = {matcher.index_of(key) for key in keys}
    return sum(1 << index for index in indices if index is not None)


def _numbers(holds: Iterable[object]) -> Bits:
    """Return the set of positions at which something holds."""
    return sum(1 << position for position, truth in enumerate(holds) if truth)
