"""Which answers of the signpost a change of the rules or the services would alter."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import chain, product
from math import prod

from directory.first_contact.decision import FirstContacts
from directory.first_contact.rules import RULE_FACETS, FirstContact, Person
from directory.formats.opening_hours import AMSTERDAM
from directory.guard.changed import Changed
from directory.guard.needs import decisions_by_need, people_with_needs, rules_name_the_same
from directory.guard.people import KindsOfPeople, codes_of, kinds_of_places

DANGER = (False, True)

SampledAnswer = tuple[int | None, int | None]
"""A first contact and the one that stands beside it, as keys of services."""


@dataclass(frozen=True, slots=True)
class Example:
    """A person whose answer changes: codes per facet, municipality, danger and moment."""

    said: Mapping[str, str]
    municipality: str | None
    in_danger: bool
    moment: datetime


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """For how many combinations of answers one pair of contacts takes the place of another."""

    before: SampledAnswer
    after: SampledAnswer
    combinations: int
    example: Example


@dataclass(frozen=True, slots=True)
class Preview:
    """What changes, most frequent first, out of how many combinations of answers."""

    changes: tuple[ChangedAnswer, ...]
    combinations: int

    @property
    def changed(self) -> int:
        """Return how many combinations get another answer."""
        return sum(change.combinations for change in self.changes)


def preview(before: FirstContacts, after: FirstContacts, now: datetime) -> Preview:
    """Compare two states for every combination of one answer a question: ten seconds at most.

    First whom the rules name: all codes and municipalities are in, in office hours and in the
    evening; combinations that neither state can tell apart are decided once and counted as many
    times as there are. Then whom a need chooses, for the services that changed. Most changes touch
    nothing that decides, which takes 1 ms to see, or no service that a rule names.
    """
    counted: Counter[tuple[SampledAnswer, SampledAnswer]] = Counter()
    examples: dict[tuple[SampledAnswer, SampledAnswer], Example] = {}
    moments = list(sampled_moments(now))
    everywhere = [None, *before.candidates.matcher.geography.levels]
    everyone = prod(len(codes_of(before, after, facet)) for facet in RULE_FACETS)
    total = len(moments) * len(everywhere) * (len(DANGER) * everyone + people_with_needs(after))
    if before.decides_like(after):
        return Preview((), total)
    by_rule = (
        ()
        if rules_name_the_same(before, after)
        else _decisions_by_rule(before, after, moments, everywhere)
    )
    by_need = _decisions_by_need(before, after, moments, everywhere)
    for answers, number, example in chain(by_rule, by_need):
        counted[answers] += number
        examples.setdefault(answers, example)
    return Preview(
        tuple(
            ChangedAnswer(*pair, number, examples[pair]) for pair, number in counted.most_common()
        ),
        total,
    )


def _decisions_by_rule(
    before: FirstContacts,
    after: FirstContacts,
    moments: Iterable[datetime],
    everywhere: Iterable[str | None],
) -> Iterator[tuple[tuple[SampledAnswer, SampledAnswer], int, Example]]:
    """Yield the answers of the rules that change, with how often and for whom."""
    people_alike = KindsOfPeople(before, after)
    places_alike = kinds_of_places(before, after, everywhere)
    changed = Changed.between(before, after)
    answer_before, answer_after = AnswersByRules(before), AnswersByRules(after)
    for moment, in_danger in product(moments, DANGER):
        kinds = [
            (kind, found)
            for kind, found in people_alike.at(moment, in_danger=in_danger).items()
            if changed.touches(*kind)
        ]
        for (place, places), ((old, new), (people, said)) in product(places_alike, kinds):
            answers = (
                answer_before.of(old, place, moment, in_danger),
                answer_after.of(new, place, moment, in_danger),
            )
            if answers[0] != answers[1]:
                yield answers, people * places, Example(said, place, in_danger, moment)


def _decisions_by_need(
    before: FirstContacts,
    after: FirstContacts,
    moments: Iterable[datetime],
    everywhere: Iterable[str | None],
) -> Iterator[tuple[tuple[SampledAnswer, SampledAnswer], int, Example]]:
    """Yield the answers to a need that change, with how often and for whom."""
    found = decisions_by_need(before, after, moments, everywhere)
    for old, new, places, question, moment in found:
        answers = (_answer(old), _answer(new))
        if answers[0] != answers[1]:
            said = {facet: code for facet in RULE_FACETS for code in question.asked(facet)}
            yield answers, places, Example(said, question.municipality, False, moment)


class AnswersByRules:
    """The answers of one state to whoever names no need: what decides them alike is decided once.

    Of what the rules say, whom a need may choose among and how near a coordinator is decide
    nothing here: one in ten is left to decide.
    """

    def __init__(self, contacts: FirstContacts) -> None:
        self.contacts = contacts
        self._answers: dict[object, SampledAnswer] = {}

    def of(
        self, person: Person, place: str | None, moment: datetime, in_danger: bool
    ) -> SampledAnswer:
        """Return whom a person is told to contact, by the rules alone."""
        named = self.contacts.named_for(person, place, moment, in_danger=in_danger)
        if named is None:
            return None, None
        decides = (named.rule, named.first, named.others, named.is_reachable, moment)
        answer = self._answers.get(decides)
        if answer is None:
            answer = _answer(self.contacts.decided_by_rules(named, moment))
            self._answers[decides] = answer
        return answer


def sampled_moments(now: datetime) -> Iterator[datetime]:
    """Yield eleven in the morning and nine in the evening of the next Tuesday."""
    today = now.astimezone(AMSTERDAM).date()
    tuesday = today + timedelta(days=(1 - today.weekday()) % 7)
    for hour in (11, 21):
        yield datetime.combine(tuesday, time(hour), tzinfo=AMSTERDAM)


def _answer(contact: FirstContact) -> SampledAnswer:
    return contact.first, next(iter(contact.also), None)
