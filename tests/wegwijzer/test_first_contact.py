"""The decision of the first contact against a slow reference, on the starter content."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.guard.needs import AnswersByNeed
from directory.snapshot.snapshot import current_snapshot
from tests.wegwijzer.always_answer import MOMENTS, random_people, reference_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]

EXAMPLES, PEOPLE = 2, 500
"""Eleven people for each rule, one of whom says nothing else; each is asked at every moment."""


@settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32))
def test_a_reference_written_from_the_rules_agrees_on_people_for_every_rule(seed: int) -> None:
    snapshot = current_snapshot()
    reference = reference_of(snapshot)

    people = list(random_people(seed, PEOPLE, snapshot))
    deciding, answers = set(), AnswersByNeed(snapshot.first_contacts)
    # One moment after another: who is open is looked up once for each.
    for moment, (question, in_danger) in product(MOMENTS, people):
        decided = snapshot.first_contacts.decide(question, moment, in_danger=in_danger)
        deciding.add(decided.rule and decided.rule.slug)
        advised = reference.advise(question, moment, in_danger=in_danger)
        if not in_danger:
            assert answers.of(question, moment) == decided

        assert (
            decided.rule and decided.rule.slug,
            decided.first,
            decided.also,
            decided.needs_met,
            decided.is_fallback,
        ) == (
            advised.rule,
            advised.first,
            advised.also,
            advised.needs_met,
            advised.is_fallback,
        )
    assert {rule.slug for rule in snapshot.first_contacts.rules} - deciding == set()
