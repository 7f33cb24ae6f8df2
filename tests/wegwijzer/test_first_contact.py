"""The decision of the first contact against a slow reference, on the starter content."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.snapshot.snapshot import current_snapshot
from tests.wegwijzer.always_answer import MOMENTS, random_people, reference_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]

EXAMPLES, PEOPLE = 4, 1_700


@settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32))
def test_a_reference_written_from_the_rules_agrees_on_20_000_random_people(seed: int) -> None:
    snapshot = current_snapshot()
    reference = reference_of(snapshot)

    for question, in_danger in random_people(seed, PEOPLE, snapshot):
        for moment in MOMENTS:
            decided = snapshot.first_contacts.decide(question, moment, in_danger=in_danger)
            advised = reference.advise(question, moment, in_danger=in_danger)

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
