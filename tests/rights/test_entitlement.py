"""The rulebook: yes, only if, or no."""

from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.matching.question import Circumstances
from rights.entitlement import (
    ConditionRule,
    EntitlementRule,
    RightRule,
    Rulebook,
)
from tests.rights import reference
from tests.rights.reference import AGES, STATUSES

STEPS = ("reflection", "b83_permit", "reported", "case_open", "case_dropped")
SITUATIONS = ("unaccompanied", "dublin", "pregnant")

EVERY_AGE, EVERY_STATUS = frozenset(AGES), frozenset(STATUSES)


def right(*conditions: ConditionRule, rows: tuple[EntitlementRule, ...] = ()) -> RightRule:
    everyone = EntitlementRule(
        EVERY_AGE, EVERY_STATUS, "only_if", tuple(condition.key for condition in conditions)
    )
    return RightRule(1, conditions, rows or (everyone,))


def value(of: RightRule, said: Circumstances) -> str:
    return Rulebook.build([of], AGES, STATUSES).decide(said).value_of(0)


PERMIT = ConditionRule("permit", steps=frozenset({"b83_permit"}))
CASE = ConditionRule(
    "case", steps=frozenset({"case_open"}), excluding_steps=frozenset({"case_dropped"})
)
IN_WORDS = ConditionRule("in-words")
ALONE = ConditionRule("alone", situations=frozenset({"unaccompanied"}))


def said(**facets: str) -> Circumstances:
    return Circumstances.of({facet: codes.split() for facet, codes in facets.items()})


def test_what_was_not_said_stays_only_if() -> None:
    assert value(right(PERMIT), said(age="adult", residence_status="third_permit")) == "only_if"


def test_a_step_that_was_said_turns_only_if_into_yes() -> None:
    assert value(right(PERMIT), said(step="b83_permit")) == "yes"


def test_a_situation_that_was_said_turns_only_if_into_yes() -> None:
    assert value(right(ALONE), said(situation="unaccompanied")) == "yes"


def test_one_condition_that_fails_is_enough_for_no() -> None:
    assert value(right(CASE, IN_WORDS), said(step="case_dropped")) == "no"


def test_all_conditions_must_be_met_for_yes() -> None:
    assert value(right(PERMIT, CASE), said(step="b83_permit")) == "only_if"
    assert value(right(PERMIT, CASE), said(step="b83_permit case_open")) == "yes"


def test_a_condition_in_words_is_never_settled() -> None:
    assert value(right(IN_WORDS), said(step=" ".join(STEPS))) == "only_if"


def test_words_that_contradict_each_other_settle_nothing() -> None:
    assert value(right(CASE), said(step="case_open case_dropped")) == "only_if"


ADULTS_ONLY = right(
    rows=(
        EntitlementRule(frozenset({"minor"}), EVERY_STATUS, "no", position=0),
        EntitlementRule(EVERY_AGE - {"minor"}, EVERY_STATUS, "yes", position=1),
    )
)


def test_what_differs_by_age_is_only_if_while_the_age_is_not_said() -> None:
    assert value(ADULTS_ONLY, said()) == "only_if"
    assert value(ADULTS_ONLY, said(age="minor")) == "no"
    assert value(ADULTS_ONLY, said(age="young_adult adult")) == "yes"


NOT_FOR_DUTCH = right(
    PERMIT,
    rows=(
        EntitlementRule(EVERY_AGE, frozenset({"dutch"}), "no", position=0),
        EntitlementRule(EVERY_AGE, EVERY_STATUS - {"dutch"}, "only_if", ("permit",), position=1),
    ),
)


def test_rather_not_say_is_any_papers() -> None:
    assert value(NOT_FOR_DUTCH, said(residence_status="unknown")) == "only_if"
    assert value(NOT_FOR_DUTCH, said(residence_status="unknown dutch")) == "only_if"


def test_a_permit_for_foreigners_says_that_a_person_is_not_dutch() -> None:
    assert value(NOT_FOR_DUTCH, said(step="b83_permit")) == "yes"


def test_papers_that_were_said_stand_whatever_else_was_said() -> None:
    assert value(NOT_FOR_DUTCH, said(residence_status="dutch", step="b83_permit")) == "no"


def test_codes_that_do_not_exist_say_nothing() -> None:
    nonsense = said(age="ancient", residence_status="martian", step="moonwalk", situation="sunny")
    assert value(NOT_FOR_DUTCH, nonsense) == value(NOT_FOR_DUTCH, said())


def test_the_explanation_names_what_is_open_and_what_it_depends_on() -> None:
    rulebook = Rulebook.build([NOT_FOR_DUTCH], AGES, STATUSES)
    decision = rulebook.explain(0, said(age="adult"))
    assert decision.value == "only_if"
    assert decision.open_conditions == ("permit",)
    assert decision.depends_on == ("residence_status",)
    settled = rulebook.explain(0, said(residence_status="asylum", step="b83_permit"))
    assert settled.value == "yes"
    assert settled.depends_on == ()


def test_a_condition_for_children_is_not_told_to_whom_may_be_an_adult() -> None:
    a_parent_must_act = right(
        IN_WORDS,
        rows=(
            EntitlementRule(
                frozenset({"minor"}), EVERY_STATUS, "only_if", ("in-words",), position=0
            ),
            EntitlementRule(EVERY_AGE - {"minor"}, EVERY_STATUS, "yes", position=1),
        ),
    )
    rulebook = Rulebook.build([a_parent_must_act], AGES, STATUSES)
    assert rulebook.explain(0, said()).open_conditions == ()
    assert rulebook.explain(0, said()).depends_on == ("age",)
    assert rulebook.explain(0, said(age="minor")).open_conditions == ("in-words",)


def test_the_explanation_names_the_condition_that_fails() -> None:
    rulebook = Rulebook.build([right(CASE, IN_WORDS)], AGES, STATUSES)
    assert rulebook.explain(0, said(step="case_dropped")).failed_conditions == ("case",)


def test_every_right_has_exactly_one_value() -> None:
    rulebook = Rulebook.build([right(CASE), ADULTS_ONLY, NOT_FOR_DUTCH], AGES, STATUSES)
    verdict = rulebook.decide(said(age="minor", residence_status="eu"))
    assert verdict.yes | verdict.only_if | verdict.no == 0b111
    assert verdict.yes & verdict.no == verdict.yes & verdict.only_if == 0


def test_a_rulebook_cannot_be_changed() -> None:
    rulebook = Rulebook.build([NOT_FOR_DUTCH], AGES, STATUSES)
    with pytest.raises(AttributeError):
        rulebook.rights = ()  # type: ignore[misc]


def some(codes: Iterable[str], at_most: int, random: Random) -> frozenset[str]:
    codes = tuple(codes)
    return frozenset(random.sample(codes, random.randint(0, min(at_most, len(codes)))))


def random_right(random: Random) -> RightRule:
    """Make a right whose rows, however cut up, answer every person once."""
    conditions = tuple(
        ConditionRule(
            key, some(STEPS, 2, random), some(SITUATIONS, 1, random), some(STEPS, 2, random)
        )
        for key in "abc"
    )
    rows: list[EntitlementRule] = []
    first_ages = some(AGES, 3, random)
    for ages in (first_ages, EVERY_AGE - first_ages):
        first_statuses = some(STATUSES, 9, random)
        for statuses in (first_statuses, EVERY_STATUS - first_statuses):
            value = random.choice(("yes", "only_if", "no"))
            used = random.sample("abc", random.randint(1, 3)) if value == "only_if" else []
            rows.append(EntitlementRule(ages, statuses, value, tuple(used), len(rows)))
    return RightRule(1, conditions, tuple(rows))


def random_person(random: Random) -> Circumstances:
    return Circumstances(
        age=some(AGES, 2, random),
        residence_status=some([*STATUSES, "unknown"], 2, random),
        step=some(STEPS, 3, random),
        situation=some(SITUATIONS, 2, random),
    )


@given(st.integers(min_value=0))
def test_the_rulebook_agrees_with_the_rules(seed: int) -> None:
    """20,000 combinations of a right and a person; the seed is what hypothesis varies."""
    random = Random(seed)
    rights = [random_right(random) for _ in range(4)]
    rulebook = Rulebook.build(rights, AGES, STATUSES)
    for _ in range(50):
        person = random_person(random)
        verdict = rulebook.decide(person)
        for index, right_ in enumerate(rights):
            expected = reference.value_of(right_, person)
            assert verdict.value_of(index) == expected
            assert rulebook.explain(index, person).value == expected
