"""The answers to a need that a change may alter: those of the services that changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import product
from math import prod

from directory.first_contact.decision import FirstContacts, has_papers
from directory.first_contact.rules import FirstContact
from directory.guard.changed import Changed
from directory.guard.facts import changed_services
from directory.matching.bitset import Bits
from directory.matching.matcher import Question

PERSON_FACETS = ("age", "residence_status", "exploitation")

Decision = tuple[FirstContact, FirstContact, int, Question, datetime]
"""Before, after, for how many municipalities, and what was asked when."""


def people_with_needs(contacts: FirstContacts) -> int:
    """Return how many combinations of a need with one answer to what a person is there are."""
    codes = contacts.candidates.matcher.vocabulary.codes
    return len(codes("need")) * prod(1 + len(codes(facet)) for facet in PERSON_FACETS)


def decisions_by_need(
    before: FirstContacts,
    after: FirstContacts,
    moments: Iterable[datetime],
    everywhere: Iterable[str | None],
) -> Iterator[Decision]:
    """Decide in two states for everybody whom a changed service may help with a need.

    Municipalities that the same services serve are decided once, and so are people whom neither
    state tells apart. If the rules themselves differ, or the form that a need names, every need is
    asked, of people who named no place; if nothing else differs, of those whom such a rule fits.
    """
    changes = Changed.between(before, after)
    changed = changes.services
    only_rules_differ = before.candidates.matcher.decides_like(after.candidates.matcher)
    if before.rules != after.rules or _forms_of_needs(before) != _forms_of_needs(after):
        needs = list(after.candidates.matcher.vocabulary.codes("need"))
        places: list[tuple[str | None, int]] = [(None, 1)]
        involved: tuple[Bits, ...] = (-1, -1)
    else:
        involved = tuple(state.candidates.matcher.services(changed) for state in (before, after))
        needs = _needs_met(before, after, involved)
        places = _places(before, after, everywhere, involved)
    people = _people(before, after, involved)
    answer_before, answer_after = AnswersByNeed(before), AnswersByNeed(after)
    everybody = [
        (replace(said, need=_one(need), municipality=place), alike * number)
        for (said, alike), need, (place, number) in product(people, needs, places)
    ]
    # A state looks up once a moment who is open.
    for moment, (asked, number) in product(moments, everybody):
        if only_rules_differ and not changes.touches(before.person(asked), after.person(asked)):
            continue
        old, new = answer_before.of(asked, moment), answer_after.of(asked, moment)
        yield old, new, number, asked, moment


class AnswersByNeed:
    """The answers of one state to whoever names a need: what decides them alike is decided once."""

    def __init__(self, contacts: FirstContacts) -> None:
        self.contacts = contacts
        self._answers: dict[object, FirstContact] = {}

    def of(self, asked: Question, moment: datetime) -> FirstContact:
        """Return whom a person is told to contact."""
        choice = self.contacts.choice(asked, moment)
        if choice is None:
            return FirstContact()
        answer = self._answers.get(choice.deciding)
        if answer is None:
            answer = self._answers[choice.deciding] = choice.contact()
        return answer


def rules_name_the_same(before: FirstContacts, after: FirstContacts) -> bool:
    """Return whether the rules are the same, and nothing changed in any service that they name."""
    changed = changed_services(before.candidates.matcher, after.candidates.matcher)
    return (
        before.rules == after.rules
        and _forms_of_needs(before) == _forms_of_needs(after)
        and before.confirmed == after.confirmed
        and changed.isdisjoint((*before.candidates.keys, *after.candidates.keys))
    )


def _forms_of_needs(contacts: FirstContacts) -> Mapping[str, str]:
    return contacts.candidates.matcher.vocabulary.form_of_need


def _needs_met(
    before: FirstContacts, after: FirstContacts, involved: tuple[Bits, ...]
) -> list[str]:
    """Return the needs that a changed service meets in either state."""
    return [
        need
        for need in after.candidates.matcher.vocabulary.codes("need")
        if any(
            state.helpers.meeting((need,)) & changed
            for state, changed in zip((before, after), involved, strict=True)
        )
    ]


def _places(
    before: FirstContacts,
    after: FirstContacts,
    everywhere: Iterable[str | None],
    involved: tuple[Bits, ...],
) -> list[tuple[str | None, int]]:
    """Return one municipality of all that the same services serve, a changed one among them."""
    alike: dict[object, list[str | None]] = {}
    for place in everywhere:
        served = [state.helpers.served(place) for state in (before, after)]
        if any(one.serving & changed for one, changed in zip(served, involved, strict=True)):
            alike.setdefault(tuple((one.serving, one.nearer) for one in served), []).append(place)
    return [(places[0], len(places)) for places in alike.values()]


def _people(
    before: FirstContacts, after: FirstContacts, involved: tuple[Bits, ...]
) -> list[tuple[Question, int]]:
    """Return one person of all whom neither state tells apart, a changed service helping them."""
    codes = after.candidates.matcher.vocabulary.codes
    answers = [[frozenset[str](), *map(_one, codes(facet))] for facet in PERSON_FACETS]
    alike: dict[object, list[Question]] = {}
    for said in product(*answers):
        person = Question.of(dict(zip(PERSON_FACETS, said, strict=True)))
        states = (before, after)
        helped = [state.helpers.helped(person, state.candidates.said) for state in states]
        if any(one.able & changed for one, changed in zip(helped, involved, strict=True)):
            kinds = (
                (state.person(person), one.accepting, one.able, one.limited, one.named)
                for state, one in zip(states, helped, strict=True)
            )
            alike.setdefault((has_papers(person), *kinds), []).append(person)
    return [(people[0], len(people)) for people in alike.values()]


def _one(code: str) -> frozenset[str]:
    return frozenset({code})
