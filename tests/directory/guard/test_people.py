"""People whom the rules tell alike are one kind, and nobody is left out or counted twice."""

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
from directory.guard.people import KindsOfPeople, codes_of
from directory.guard.preview import DANGER, sampled_moments
from directory.guard.problems import stored_first_contacts
from directory.matching.matcher import Question

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


def told_of(named: RuleOutcome | None) -> tuple[object, ...] | None:
    """Return what the rules say, so that two of it can be compared."""
    if named is None:
        return None
    return tuple(getattr(named, part.name) for part in fields(named))


def test_all_kinds_together_are_everybody(contacts: FirstContacts) -> None:
    stored = stored_first_contacts()
    everybody = prod(len(codes_of(contacts, stored, facet)) for facet in RULE_FACETS)
    people = KindsOfPeople(contacts, stored)
    for moment, in_danger in product(sampled_moments(timezone.now()), DANGER):
        kinds = people.at(moment, in_danger=in_danger)
        assert sum(number for number, _said in kinds.values()) == everybody
