"""Whom to contact first, and one alternative outside the police, by rules that editors keep.

A pure module over an immutable structure. The first rule that fits a person and a moment wins, and
its options are tried in order: known to accept the person, known to serve the place, reachable
without a referral. The matcher says who that is.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from operator import attrgetter

from directory.first_contact.candidates import (
    ACCEPTED_FACETS,
    CONTACT_CHANNELS,
    Candidates,
    Locality,
)
from directory.first_contact.rules import (
    EVERYONE,
    OFFICE_HOURS,
    RULE_FACETS,
    ContactRule,
    FirstContact,
    Person,
)
from directory.formats.opening_hours import AMSTERDAM
from directory.matching.bitset import Bits, indices_of
from directory.matching.matcher import Matcher
from directory.matching.question import Circumstances

EVERY_CHANNEL = frozenset(CONTACT_CHANNELS)

FACETS_HEARD = tuple(dict.fromkeys((*RULE_FACETS, *ACCEPTED_FACETS)))
"""What a person can say that decides whom to contact first."""

_answers_heard: Callable[[Circumstances], tuple[frozenset[str], ...]] = attrgetter(*FACETS_HEARD)

CHANNELS_IN_SITUATION: Mapping[str, frozenset[str]] = {"deaf_disability": EVERY_CHANNEL - {"phone"}}
"""What somebody in a situation can use; not in danger, for the app of 112 can be typed in."""

WITHOUT_PAPERS = "third_no_permit"
"""Who has no papers is never sent to police, immigration or inspectorate, except in danger."""

MAX_CACHED_DECISIONS = 50_000
"""How many kinds of persons and how many outcomes are remembered: about 20 MB each."""


NOT_COMPARED = frozenset({"candidates", "_minute", "_options", "_answers", "_persons", "_outcomes"})
"""What is compared in its own way, or only remembered; a new field is compared."""


@dataclass(frozen=True, slots=True)
class _Minute:
    """What holds in one minute: which rules may fit, who is open, who was confirmed lately."""

    start: datetime
    end: datetime
    rules: Bits
    open: Bits
    coordinators: Bits


@dataclass(slots=True)
class FirstContacts:
    """The rules and their candidates, ready to be asked. Build one a content version."""

    rules: tuple[ContactRule, ...]
    candidates: Candidates
    fitting: Mapping[str, Mapping[str, Bits]]
    unconditional: Mapping[str, Bits]
    firsts: tuple[tuple[int, ...], ...]
    alternatives: tuple[tuple[int, ...], ...]
    confirmed: Mapping[int, date]
    _for_danger: Bits
    _minute: _Minute | None = None
    _options: dict[tuple[Bits, tuple[str, ...]], tuple[int, ...]] = field(default_factory=dict)
    _answers: dict[tuple[str, frozenset[str]], Person] = field(default_factory=dict)
    _persons: dict[tuple[frozenset[str], ...], Person] = field(default_factory=dict)
    _outcomes: dict[tuple[object, ...], FirstContact] = field(default_factory=dict)

    @classmethod
    def build(
        cls,
        rules: Iterable[ContactRule],
        matcher: Matcher,
        organizations: Mapping[int, int],
        confirmed: Mapping[int, date],
    ) -> "FirstContacts":
        """Prepare the rules for a directory: about 3 ms.

        ``confirmed`` holds the confirmed care coordinators, with the day from which that is too
        long ago; ``organizations`` gives the organization of each of those and of each option.
        """
        rules = tuple(rules)
        options = [key for rule in rules for key in (*rule.firsts, *rule.alternatives)]
        candidates = Candidates.build(dict.fromkeys([*options, *confirmed]), matcher, organizations)
        number = {key: index for index, key in enumerate(candidates.keys)}
        accepted_as = matcher.vocabulary.accepted_as
        return cls(
            rules=rules,
            candidates=candidates,
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
        """Return whom this person should contact first: about 2 µs, 30 µs for a new kind of person.

        ``channels`` are those that the person can use. What was not said rules nobody out. Need
        and phase choose among rules, never among contacts.
        """
        return self.decide_for(
            self.person(said),
            said.municipality,
            moment,
            in_danger=in_danger,
            channels=channels,
        )

    def decide_for(
        self,
        person: Person,
        municipality: str | None,
        moment: datetime,
        *,
        in_danger: bool = False,
        channels: frozenset[str] = EVERY_CHANNEL,
    ) -> FirstContact:
        """Return the same as ``decide`` for a person whose answers were combined before."""
        minute, locality = self._at(moment), self.candidates.locality(municipality)
        rules, able, reached = person.rules & minute.rules, person.able, person.reached
        if in_danger:
            reached = -1
        else:
            rules &= ~self._for_danger
            able &= ~person.barred
        if channels is not EVERY_CHANNEL:
            reached &= self.candidates.reached_by(channels)
        asked = (
            rules,
            able & locality.serving,
            reached,
            minute.open,
            minute.coordinators,
            locality,
        )
        outcome = self._outcomes.get(asked)
        if outcome is None:
            outcome = _Search(self, *asked).outcome()
            if len(self._outcomes) < MAX_CACHED_DECISIONS:
                self._outcomes[asked] = outcome
        return outcome

    def decides_like(self, other: "FirstContacts", moments: Iterable[datetime]) -> bool:
        """Return whether everyone gets the same answer of another state at these moments: 10 ms.

        It compares what decides, and decides nothing; so it may miss that two states are alike.
        """
        return all(
            getattr(self, part.name) == getattr(other, part.name)
            for part in fields(self)
            if part.name not in NOT_COMPARED
        ) and self.candidates.decide_like(other.candidates, moments)

    def level(self, key: int, municipality: str | None) -> int | None:
        """Return the level at which a contact covers a place; the country's if none was said."""
        locality = self.candidates.locality(municipality)
        return locality.level(self.candidates.keys.index(key))

    def never_hides(self, key: int) -> bool:
        """Return whether a service stays a contact however long ago it was checked."""
        return any(
            rule.is_never_hidden and key in (*rule.firsts, *rule.alternatives)
            for rule in self.rules
        )

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
        usable = EVERY_CHANNEL
        if facet == "situation":
            usable = usable.intersection(
                *(CHANNELS_IN_SITUATION.get(code, EVERY_CHANNEL) for code in said)
            )
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
            minute = self._minute = _Minute(
                start=start,
                end=start + timedelta(minutes=1),
                rules=_numbers(
                    rule.moment in {"any", "office_hours" if is_office else "out_of_hours"}
                    for rule in self.rules
                ),
                open=self.candidates.open_at(start),
                coordinators=sum(
                    1 << index for index, until in self.confirmed.items() if today < until
                ),
            )
        return minute


@dataclass(frozen=True, slots=True)
class _Search:
    """One search through the rules that fit, over sets of candidates."""

    contacts: FirstContacts
    rules: Bits
    able: Bits
    reached: Bits
    open: Bits
    coordinators: Bits
    locality: Locality

    def outcome(self) -> FirstContact:
        """Return whom to contact first and what goes with it; empty if there is no one."""
        found = self._first()
        if found is None:
            return FirstContact()
        number, first, is_coordinator = found
        alternative = self._alternative(number, first)
        others = [alternative, *self._options(number, "firsts", "alternatives")]
        is_open = bool(self.open >> first & 1)
        rule = self.contacts.rules[number]
        open_now = None if is_open else _pick(others, self._stand_ins(number) & self.open)
        return FirstContact(
            rule=rule,
            first=self._key(first),
            also=self._also(first, alternative, open_now),
            alternative=self._key(alternative),
            open_now=self._key(open_now),
            opening=self._key(
                _pick([first, *others], self._stand_ins(number) & self.contacts.candidates.timed)
            ),
            is_first_open=is_open,
            is_coordinator=is_coordinator,
            lacks_coordinator=rule.coordinator_first
            and self.locality.is_known
            and not is_coordinator,
            is_reachable=bool(self.reached >> first & 1),
        )

    def _first(self) -> tuple[int, int, bool] | None:
        """Return the rule, the contact, and whether it is the region's care coordinator.

        Somebody whom no first contact can hear or read is given an alternative that can, before
        a first contact that cannot.
        """
        civilian = self.able & ~self.contacts.candidates.enforcement
        for allowed, options, coordinators in (
            (self.able & self.reached, self.contacts.firsts, self.coordinators),
            (civilian & self.reached, self.contacts.alternatives, 0),
            (self.able, self.contacts.firsts, self.coordinators),
        ):
            for number in indices_of(self.rules):
                if self.contacts.rules[number].coordinator_first:
                    nearest = self._nearest(allowed & coordinators)
                    if nearest is not None:
                        return number, nearest, True
                first = _pick(options[number], allowed)
                if first is not None:
                    return number, first, False
        return None

    def _nearest(self, coordinators: Bits) -> int | None:
        for covering in self.locality.nearer:
            found = _pick(self.contacts.confirmed, covering & coordinators)
            if found is not None:
                return found
        return None

    def _alternative(self, number: int, first: int) -> int | None:
        """Return one of another organization that is no enforcement, reachable if possible."""
        candidates = self.contacts.candidates
        owner = candidates.organizations[first]
        others = [
            option
            for option in self._options(number, "alternatives", "firsts")
            if candidates.organizations[option] != owner
        ]
        allowed = self.able & ~candidates.enforcement
        reached = _pick(others, allowed & self.reached)
        return _pick(others, allowed) if reached is None else reached

    def _also(self, first: int, *others: int | None) -> tuple[int, ...]:
        """Return those of the others that this person can reach, each once."""
        keys = self.contacts.candidates.keys
        return tuple(
            dict.fromkeys(
                keys[other]
                for other in others
                if other is not None and other != first and self.reached >> other & 1
            )
        )

    def _stand_ins(self, number: int) -> Bits:
        """Return who may stand in when the first is closed: the police only if this rule says so.

        A later rule must not send somebody to the police whom this one keeps away from them.
        """
        own = self.contacts.options_of(1 << number, ("firsts", "alternatives"))
        named = sum(1 << option for option in own)
        return self.able & (named | ~self.contacts.candidates.enforcement)

    def _options(self, number: int, *roles: str) -> tuple[int, ...]:
        """Return the options of this rule and of every later rule that fits, role by role."""
        rules = self.rules >> number << number
        return self.contacts.options_of(rules, roles)

    def _key(self, index: int | None) -> int | None:
        return None if index is None else self.contacts.candidates.keys[index]


def _pick(options: Iterable[int | None], allowed: Bits) -> int | None:
    """Return the first option that is allowed."""
    return next(
        (option for option in options if option is not None and allowed >> option & 1), None
    )


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


def _numbers(holds: Iterable[object]) -> Bits:
    """Return the set of positions at which something holds."""
    return sum(1 << position for position, truth in enumerate(holds) if truth)
