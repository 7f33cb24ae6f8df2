"""When facts have to be checked again: dates only, no database."""

from datetime import date
from typing import Any

import pytest

from editorial.freshness import (
    Freshness,
    FreshnessLimits,
    FreshnessState,
    add_months,
    freshness_of_contact,
    freshness_of_record,
)

LIMITS = FreshnessLimits(contact_months=6, everything_months=12, grace_months=6, due_days=30)
PUBLISHED = date(2026, 1, 15)


def record(**changes: Any) -> Freshness:
    known: dict[str, Any] = {"checked_on": None, "first_published_on": PUBLISHED}
    return freshness_of_record(LIMITS, **(known | changes))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 15), 6, date(2026, 7, 15)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_a_month_on_is_the_same_day_or_the_last_of_a_shorter_month(
    day: date, months: int, expected: date
) -> None:
    assert add_months(day, months) == expected


def test_what_was_never_checked_counts_from_its_first_publication() -> None:
    assert record().overdue_on == date(2027, 1, 15)


def test_what_was_never_published_is_never_overdue() -> None:
    unpublished = record(first_published_on=None)
    assert unpublished.state(date(2099, 1, 1)) == FreshnessState.FRESH


def test_a_check_counts_from_its_day() -> None:
    assert record(checked_on=date(2026, 3, 1)).overdue_on == date(2027, 3, 1)


def test_contact_facts_make_a_record_overdue_earlier() -> None:
    assert record(has_contacts=True).overdue_on == date(2026, 7, 15)


def test_a_check_of_everything_counts_for_the_contact_facts() -> None:
    checked = record(checked_on=date(2026, 3, 1), has_contacts=True)
    assert checked.overdue_on == date(2026, 9, 1)


def test_one_checked_number_keeps_the_contact_facts_in_time() -> None:
    checked = record(has_contacts=True, contact_checked_on=date(2026, 7, 1))
    assert checked.overdue_on == date(2027, 1, 1)


def test_a_number_that_is_called_often_does_not_stand_in_for_everything() -> None:
    checked = record(has_contacts=True, contact_checked_on=date(2026, 12, 31))
    assert checked.overdue_on == date(2027, 1, 15)


def test_a_number_has_a_cycle_of_its_own() -> None:
    number = freshness_of_contact(
        LIMITS, checked_on=date(2026, 2, 1), first_published_on=date(2020, 1, 1)
    )
    assert number.overdue_on == date(2026, 8, 1)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 12, 15), FreshnessState.FRESH),
        (date(2026, 12, 16), FreshnessState.DUE),
        (date(2027, 1, 14), FreshnessState.DUE),
        (date(2027, 1, 15), FreshnessState.OVERDUE),
        (date(2027, 7, 14), FreshnessState.OVERDUE),
        (date(2027, 7, 15), FreshnessState.TOO_OLD),
    ],
)
def test_a_record_goes_from_fresh_to_due_to_overdue_to_too_old(
    today: date, state: FreshnessState
) -> None:
    assert record().state(today) == state


def test_the_days_ahead_on_which_something_changes_are_known() -> None:
    ahead = [date(2027, 1, 15), date(2027, 7, 15)]
    assert list(record().changes_after(date(2026, 6, 1))) == ahead
    assert list(record().changes_after(date(2027, 1, 15))) == ahead[1:]
