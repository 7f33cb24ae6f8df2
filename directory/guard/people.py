"""The kinds of people and places that the rules of the signpost tell apart, with how many."""

from collections.abc import Iterable
from datetime import datetime

from directory.facets import FILTERS_NOTHING
from directory.first_contact.decision import FirstContacts
from directory.first_contact.rules import EVERYONE, RULE_FACETS, Person
from directory.matching.bitset import Bits, indices_of

Kind = tuple[Person, Person]
"""A person as each of two states sees it."""

Kinds = dict[Kind, tuple[int, dict[str, str]]]
"""How many people there are of each kind, and what one of them said that said least."""


class KindsOfPeople:
    """Everybody as two states tell them apart, which may be one state twice."""

    def __init__(self, before: FirstContacts, after: FirstContacts) -> None:
        self._before = _Narrowing(before)
        self._after = self._before if after is before else _Narrowing(after)
        self._everybody: Kinds = {(EVERYONE, EVERYONE): (1, {})}
        for facet in RULE_FACETS:
            self._everybody = self._told_apart_by(facet)

    def at(self, moment: datetime, *, in_danger: bool) -> Kinds:
        """Return the kinds that are left at a moment, in danger or not: half of all kinds."""
        found: Kinds = {}
        for (old, new), (number, said) in self._everybody.items():
            kind = self._narrowed(
                self._before.contacts.at(old, moment, in_danger=in_danger),
                self._after.contacts.at(new, moment, in_danger=in_danger),
            )
            earlier, example = found.get(kind, (0, said))
            found[kind] = (earlier + number, example)
        return found

    def _told_apart_by(self, facet: str) -> Kinds:
        """Return the kinds of people by one answer more; answers that are taken alike are one."""
        before, after = self._before.contacts, self._after.contacts
        answers: dict[Kind, tuple[int, str]] = {}
        for code in codes_of(before, after, facet):
            said = frozenset({code} - FILTERS_NOTHING - {""})
            answer = before.answer(facet, said), after.answer(facet, said)
            earlier, first = answers.get(answer, (0, code))
            answers[answer] = (earlier + 1, first)
        found: Kinds = {}
        for (old, new), (people, said_before) in self._everybody.items():
            for (in_old, in_new), (codes, code) in answers.items():
                kind = (old & in_old, new & in_new)
                earlier, example = found.get(
                    kind, (0, said_before | ({facet: code} if code else {}))
                )
                found[kind] = (earlier + people * codes, example)
        return found

    def _narrowed(self, old: Person, new: Person) -> Kind:
        old = self._before.of(old)
        return old, old if self._after is self._before else self._after.of(new)


class _Narrowing:
    """What decides of a person: of the services only those that a rule that fits may name."""

    def __init__(self, contacts: FirstContacts) -> None:
        self.contacts = contacts
        rules = zip(contacts.rules, contacts.firsts, contacts.alternatives, strict=True)
        self._nameable = [
            _set_of([*firsts, *others, *(contacts.confirmed if rule.coordinator_first else ())])
            for rule, firsts, others in rules
        ]
        self._all_rules = (1 << len(contacts.rules)) - 1

    def of(self, person: Person) -> Person:
        """Return a person whom the rules tell the same, at every place."""
        rules = person.rules & self._all_rules
        nameable = 0
        for number in indices_of(rules):
            nameable |= self._nameable[number]
        able = person.able & nameable
        return Person(rules, able, person.reached & able, person.barred & able)


def _set_of(numbers: Iterable[int]) -> Bits:
    return sum(1 << number for number in set(numbers))


def codes_of(before: FirstContacts, after: FirstContacts, facet: str) -> list[str]:
    """Return what may be answered: nothing, or a code of either state."""
    return ["", *dict.fromkeys([*before.fitting[facet], *after.fitting[facet]])]


def kinds_of_places(
    before: FirstContacts, after: FirstContacts, everywhere: Iterable[str | None]
) -> list[tuple[str | None, int]]:
    """Return one municipality for all that the same candidates serve, with their number."""
    alike: dict[tuple[object, ...], list[str | None]] = {}
    for place in everywhere:
        served = tuple(
            tuple((level, bits) for level, bits in state.candidates.locality(place).levels if bits)
            for state in (before, after)
        )
        alike.setdefault(served, []).append(place)
    return [(places[0], len(places)) for places in alike.values()]
