from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import example, given
from hypothesis import strategies as st

from directory.formats.opening_hours import (
    AMSTERDAM,
    OpenState,
    describe_closing,
    describe_next_opening,
    describe_opening_hours,
    is_open,
    open_state,
    validate_opening_hours,
)

OFFICE_HOURS = "Mo-Fr 09:00-17:00; PH off"

VALID = [
    "",
    "24/7",
    "off",
    "Mo-Fr 09:00-17:00",
    "Mo-Fr 09:00-12:30,13:00-17:00; Sa 10:00-12:00; PH off",
    "Mo-Fr 09:00-12:30, 13:00-17:00",
    "Mo,We,Fr 09:00-17:00",
    "Mo-Su,PH 16:00-22:00",
    "Fr-Mo 22:00-06:00",
    "Mo-Fr 09:00-17:00; PH unknown",
    "24/7; PH off",
    "08:00-24:00",
]
INVALID = [
    "Mo-Fr 9-17",
    "ma-vr 09:00-17:00",
    "Mo-Fr 09:00-25:00",
    "Mo-Fr 09:00",
    "Mo-Fr 09:00-17:00;",
    "Mo-Fr09:00-17:00",
    "Jul-Aug Mo-Fr 09:00-17:00",
    "Dec 25 off",
    "sunrise-sunset",
    "Mo-Fr 10:00+",
    'Mo-Fr 09:00-17:00 "by appointment"',
    "closed on Sundays",
    "\0",
    "Mo-Fr 09:00-17:00\n",
    "Mo " * 200,
]


def dutch(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM)


@pytest.mark.parametrize("expression", VALID)
def test_days_times_and_public_holidays_are_accepted(expression: str) -> None:
    validate_opening_hours(expression)


@pytest.mark.parametrize("expression", INVALID)
def test_what_cannot_be_shown_is_refused(expression: str) -> None:
    with pytest.raises(ValidationError, match="Mo-Fr 09:00-17:00"):
        validate_opening_hours(expression)


@pytest.mark.parametrize("expression", ["", *INVALID])
def test_hours_that_are_not_known_are_neither_open_nor_closed(expression: str) -> None:
    moment = dutch(2026, 4, 22, 10)
    assert open_state(expression, moment) == OpenState(known=False, is_open=False)
    assert not is_open(expression, moment)
    assert describe_opening_hours(expression) == []


def test_open_says_until_when() -> None:
    assert open_state(OFFICE_HOURS, dutch(2026, 4, 22, 10)) == OpenState(
        known=True, is_open=True, until=dutch(2026, 4, 22, 17)
    )


def test_closed_says_when_it_opens() -> None:
    assert open_state(OFFICE_HOURS, dutch(2026, 4, 22, 17)) == OpenState(
        known=True, is_open=False, opens=dutch(2026, 4, 23, 9)
    )


def test_a_lunch_break_is_closed() -> None:
    state = open_state("Mo-Fr 09:00-12:30,13:00-17:00", dutch(2026, 4, 22, 12, 45))
    assert (state.is_open, state.opens) == (False, dutch(2026, 4, 22, 13))


def test_hours_past_midnight_belong_to_one_opening() -> None:
    state = open_state("Fr 20:00-24:00; Sa 00:00-04:00", dutch(2026, 4, 24, 23))
    assert (state.is_open, state.until) == (True, dutch(2026, 4, 25, 4))


def test_day_and_night_never_ends_holidays_included() -> None:
    for moment in (dutch(2026, 4, 22, 3), dutch(2026, 12, 25, 3)):
        assert open_state("24/7", moment) == OpenState(known=True, is_open=True, always=True)


def test_never_open_has_no_next_opening() -> None:
    assert open_state("off; PH off", dutch(2026, 4, 22, 3)) == OpenState(known=True, is_open=False)


@pytest.mark.parametrize(
    "holiday",
    [
        dutch(2026, 1, 1, 10),
        dutch(2026, 4, 6, 10),
        dutch(2026, 4, 27, 10),
        dutch(2026, 5, 14, 10),
        dutch(2026, 5, 25, 10),
        dutch(2026, 12, 25, 10),
    ],
)
def test_dutch_public_holidays_are_known(holiday: datetime) -> None:
    assert not open_state(OFFICE_HOURS, holiday).is_open
    assert open_state("Mo-Fr 09:00-17:00; PH 10:00-12:00", holiday).is_open


def test_the_day_before_kings_day_opens_after_it() -> None:
    assert open_state(OFFICE_HOURS, dutch(2026, 4, 26, 12)).opens == dutch(2026, 4, 28, 9)


def test_a_holiday_that_the_hours_do_not_speak_of_is_not_known() -> None:
    state = open_state("Mo-Fr 09:00-17:00", dutch(2026, 4, 27, 10))
    assert state == OpenState(known=False, is_open=False, opens=dutch(2026, 4, 28, 9))
    assert not is_open("Mo-Fr 09:00-17:00", dutch(2026, 4, 27, 10))


DAYS_OFF_FOR_SOME = [
    *[dutch(2026, 4, 3, 11), dutch(2027, 3, 26, 11), dutch(2028, 4, 14, 11)],  # Good Friday
    *[dutch(2026, 5, 5, 11), dutch(2027, 5, 5, 11), dutch(2028, 5, 5, 11)],
]


def test_a_day_that_only_some_have_off_is_not_known() -> None:
    of_a_usual_week = ["Mo-Fr 09:00-17:00; PH off", "Mo-Su 08:00-22:00", "24/7; PH off"]
    for expression in of_a_usual_week:
        for day in DAYS_OFF_FOR_SOME:
            state = open_state(expression, day)
            assert not state.known, (expression, day)
            assert state.opens
            assert not is_open(expression, day)
            assert is_open(expression, day - timedelta(days=1))
        assert "unknown" not in str(describe_opening_hours(expression)[0])


def test_who_says_to_be_open_on_holidays_or_is_closed_that_day_is_known_to_be() -> None:
    for day in DAYS_OFF_FOR_SOME:
        for expression in ("24/7", "Mo-Su,PH 08:00-22:00", "Mo-Fr 09:00-17:00; PH 10:00-12:00"):
            assert open_state(expression, day).is_open, (expression, day)
        assert open_state("Sa 09:00-17:00; PH off", day).known
        assert open_state("off", day).known


def test_the_hour_that_is_skipped_in_spring_is_not_open() -> None:
    before, after = datetime(2026, 3, 29, 0, 59, tzinfo=UTC), datetime(2026, 3, 29, 1, tzinfo=UTC)
    state = open_state("Mo-Su 01:00-02:30", before)
    assert (state.is_open, state.until) == (True, after)
    assert not is_open("Mo-Su 01:00-02:30", after)


def test_the_clock_going_forward_makes_a_night_an_hour_shorter() -> None:
    state = open_state("Mo-Su 22:00-06:00; PH off", dutch(2026, 3, 28, 22))
    assert state.until == dutch(2026, 3, 29, 6)
    assert state.until.astimezone(UTC) - dutch(2026, 3, 28, 22).astimezone(UTC) == timedelta(
        hours=7
    )


def test_the_clock_going_back_makes_a_night_an_hour_longer() -> None:
    state = open_state("Mo-Su 22:00-06:00; PH off", dutch(2026, 10, 24, 22))
    assert state.until == dutch(2026, 10, 25, 6)
    assert state.until.astimezone(UTC) - dutch(2026, 10, 24, 22).astimezone(UTC) == timedelta(
        hours=9
    )


def test_a_moment_of_another_zone_is_read_in_dutch_time() -> None:
    assert is_open(OFFICE_HOURS, datetime(2026, 7, 1, 7, 30, tzinfo=UTC))
    assert not is_open(OFFICE_HOURS, datetime(2026, 12, 1, 7, 30, tzinfo=UTC))


def test_a_moment_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="time zone"):
        open_state("24/7", datetime(2026, 4, 22, 10))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("expression", "rows"),
    [
        ("24/7", [("every day", "day and night")]),
        ("Mo-Su,PH 08:00-24:00", [("every day", "8am to midnight")]),
        (
            OFFICE_HOURS,
            [
                ("Monday to Friday", "9am to 5pm"),
                ("Saturday and Sunday", "closed"),
                ("public holidays", "closed"),
            ],
        ),
        (
            "Mo-Th 09:00-12:30,13:00-17:00; Fr 12:00-20:15; PH 10:00-12:00",
            [
                ("Monday to Thursday", "9am to 12:30pm and 1pm to 5pm"),
                ("Friday", "midday to 8:15pm"),
                ("Saturday and Sunday", "closed"),
                ("public holidays", "10am to midday"),
            ],
        ),
        (
            "Mo,We,Fr-Su 22:00-06:00",
            [
                ("Monday, Wednesday and Friday to Sunday", "10pm to 6am"),
                ("Tuesday and Thursday", "closed"),
                ("public holidays", "not known"),
            ],
        ),
        (
            "Mo 20:00-24:00; Tu 00:00-24:00; We 00:00-12:00; PH off",
            [
                ("Monday", "8pm to midnight"),
                ("Tuesday", "day and night"),
                ("Wednesday", "midnight to midday"),
                ("Thursday to Sunday", "closed"),
                ("public holidays", "closed"),
            ],
        ),
    ],
)
def test_a_week_is_told_in_words(expression: str, rows: list[tuple[str, str]]) -> None:
    with override("en"):
        assert describe_opening_hours(expression) == rows


def test_dutch_days_and_times_are_written_the_dutch_way() -> None:
    with override("nl"):
        first_row = describe_opening_hours("Mo-Fr 09:00-24:00; PH off")[0]
    assert "maandag" in first_row.days
    assert "vrijdag" in first_row.days
    assert "9.00" in first_row.times
    assert "24.00" in first_row.times


@pytest.mark.parametrize(
    ("language", "closing", "opening"),
    [("nl", "24.00", "maandag 9.30"), ("en", "midnight", "Monday 9:30am")],
)
def test_one_moment_is_written_as_the_language_writes_it(
    language: str, closing: str, opening: str
) -> None:
    with override(language):
        assert describe_closing(dutch(2026, 4, 25, 0)) == closing
        assert describe_next_opening(dutch(2026, 4, 20, 9, 30)) == opening


MOMENTS = st.timedeltas(timedelta(0), timedelta(days=3_650)).map(
    lambda later: datetime(2025, 1, 1, tzinfo=UTC) + later
)


@example("24/7", datetime(2034, 3, 24, 1, tzinfo=UTC))  # a year on, this time is skipped in spring
@given(st.sampled_from(VALID), MOMENTS)
def test_what_is_said_of_a_moment_agrees_with_itself(expression: str, moment: datetime) -> None:
    state = open_state(expression, moment)
    assert is_open(expression, moment) == state.is_open
    if state.until is not None:
        assert state.until > moment
        assert not is_open(expression, state.until)
        assert is_open(expression, state.until - timedelta(seconds=1))
    if state.opens is not None:
        assert state.opens > moment
        assert is_open(expression, state.opens)


@given(st.text(max_size=40), MOMENTS)
def test_any_text_gets_an_answer(expression: str, moment: datetime) -> None:
    assert isinstance(open_state(expression, moment), OpenState)
    assert isinstance(describe_opening_hours(expression), list)
