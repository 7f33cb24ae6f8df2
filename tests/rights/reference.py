"""The rules of entitlement once more, slow and plain: what the rulebook must agree with.

Written from the rules, not from ``rights.entitlement``: one right, one person at a time.
"""

from collections.abc import Iterable

from directory.matching.question import Circumstances
from rights.entitlement import EntitlementRule, RightRule

AGES = ("minor", "young_adult", "adult")
STATUSES = (
    "dutch",
    "eu",
    "third_permit",
    "permit_depends",
    "permit_other_eu",
    "visa",
    "ukraine",
    "asylum",
    "third_no_permit",
)


def value_of(right: RightRule, said: Circumstances) -> str:
    """Return what a right is for everyone whom this person may be: the same, or "only if"."""
    values = {value_for_one(right, age, status, said) for age, status in people(said)}
    return values.pop() if len(values) == 1 else "only_if"


def people(said: Circumstances) -> Iterable[tuple[str, str]]:
    ages = said.age or AGES
    papers_said = said.residence_status and "unknown" not in said.residence_status
    for age in ages:
        for status in said.residence_status if papers_said else STATUSES:
            cannot_be_dutch = said.step & {"reflection", "b83_permit"}
            if papers_said or not (status == "dutch" and cannot_be_dutch):
                yield age, status


def value_for_one(right: RightRule, age: str, status: str, said: Circumstances) -> str:
    rows = [row for row in right.entitlements if age in row.ages and status in row.statuses]
    assert len(rows) == 1, "every person has one answer"
    if rows[0].value != "only_if":
        return rows[0].value
    answers = list(answers_to_conditions(right, rows[0], said))
    if "failed" in answers:
        return "no"
    return "only_if" if "open" in answers else "yes"


def answers_to_conditions(
    right: RightRule, row: EntitlementRule, said: Circumstances
) -> Iterable[str]:
    for condition in right.conditions:
        if condition.key in row.conditions:
            met = any(step in said.step for step in condition.steps) or any(
                situation in said.situation for situation in condition.situations
            )
            failed = any(step in said.step for step in condition.excluding_steps)
            if met and not failed:
                yield "met"
            elif failed and not met:
                yield "failed"
            else:
                yield "open"
