"""People whom the rules tell alike are one kind, and nobody is left out or counted twice."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from itertools import product
from math import prod
from random import Random

import pytest
from django.utils import timezone

from directory.first_contact.decision import FirstContacts
from directory.first_contact.rule_search import RuleOutcome
from directory.first_contact.rules import RULE_FACETS
from directory.guard.changed import Changed
from directory.guard.people import KindsOfPeople, codes_of
from directory.guard.preview import DANGER, AnswersByRules, sampled_moments
from directory.guard.problems import stored_first_contacts
from directory.matching.matcher import Question
from directory.models import FirstContactRule, Service
from directory.models.first_contact import OptionRole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]


@pytest.fixture
def contacts() -> FirstContacts:
    """Return the stored rules with every regional point confirmed: then a place decides too."""
    stored = stored_first_contacts()
    confirmed = dict.fromkeys(stored.points, date.max)
    return FirstContacts.build(stored.rules, stored.candidates.matcher, confirmed, stored.points)


def test_one_of_a_kind_is_told_what_the_kind_is(contacts: FirstContacts) -> None:
    random, people = Random(4), KindsOfPeople(contacts, contacts)
    places = [None, *contacts.candidates.matcher.geography.levels]
    met = set()
    for moment, in_danger in product(sampled_moments(timezone.now()), DANGER):
        kinds = list(people.at(moment, in_danger=in_danger).items())
        for (kind, same), (_number, said) in random.sample(kinds, 300):
            assert kind == same
            one = contacts.person(
                Question.of({facet: frozenset({code}) for facet, code in said.items()})
            )
            place = random.choice(places)
            told, expected = (
                told_of(contacts.named_for(person, place, moment, in_danger=in_danger))
                for person in (kind, one)
            )
            assert told == expected, said
            met.add(told)
    assert len(met) > 50


def change_what_a_rule_says() -> None:
    rule = FirstContactRule.all_objects.get(slug="volwassene")
    rule.options.filter(role=OptionRole.FIRST).delete()
    rule.options.update(role=OptionRole.FIRST)


def change_when_a_service_is_open() -> None:
    Service.all_objects.filter(slug="comensha-helpdesk").update(opening_hours="Tu 09:00-10:00")


@pytest.mark.parametrize("change", [change_what_a_rule_says, change_when_a_service_is_open])
def test_who_is_left_out_of_a_preview_is_told_the_same(change: Callable[[], None]) -> None:
    before = stored_first_contacts()
    change()
    after = stored_first_contacts()
    people, changed = KindsOfPeople(before, after), Changed.between(before, after)
    told_before, told_after = AnswersByRules(before), AnswersByRules(after)
    moment = next(sampled_moments(timezone.now()))
    told_differently = 0
    for old, new in people.at(moment, in_danger=False):
        told = told_before.of(old, None, moment, in_danger=False)
        is_same = told == told_after.of(new, None, moment, in_danger=False)
        assert is_same or changed.touches(old, new)
        told_differently += not is_same
    assert told_differently


def told_of(named: RuleOutcome | None) -> tuple[object, ...] | None:
    """Return what the rules say, so that two of it can be compared."""
    if named is None:
        return None
    return tuple(getattr(named, part.name) for part in fields(named))


def test_all_kinds_together_are_everybody(contacts: FirstContacts) -> None:
    stored = stored_first_contacts()
    everybody = prod(len(codes_of(contacts, stored, facet)) for facet in RULE_FACETS)
    people, moment = KindsOfPeople(contacts, stored), next(sampled_moments(timezone.now()))
    for in_danger in DANGER:
        kinds = people.at(moment, in_danger=in_danger)
        assert sum(number for number, _said in kinds.values()) == everybody
