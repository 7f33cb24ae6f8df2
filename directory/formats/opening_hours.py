"""When a channel or service can be reached: open now, until when, and the week in words.

Opening hours are written in OSM syntax, limited to days of the week and public holidays: what can
be stored can then also be shown, in both languages. Empty means that they are not known.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _
from opening_hours import OpeningHours, State, validate

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")

_DAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_DAYS = rf"(?:{_DAY}(?:-{_DAY})?|PH)"
_TIME = r"(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)"
_TIMES = rf"{_TIME}-{_TIME}"
_RULE = (
    rf"(?=\S)(?:24/7|{_DAYS}(?:, ?{_DAYS})*)?"
    rf"(?: ?\b{_TIMES}(?:, ?{_TIMES})*)?(?: ?\b(?:open|off|closed|unknown))?"
)
_EXPRESSION: Final = re.compile(rf"{_RULE}(?:; ?{_RULE})*", re.ASCII)
_IS_OPEN_ON_HOLIDAYS: Final = re.compile(r"PH[^;]*(?:[0-9]|open)")
_MAX_EXPRESSION_LENGTH: Final = 255

# Who has no opening within a year has none.
_HORIZON: Final = timedelta(days=366)
_ONE_DAY: Final = timedelta(days=1)
# A Monday that starts a week without a public holiday, and a Monday that is one: King's Day.
_USUAL_MONDAY: Final = date(2026, 11, 2)
_HOLIDAY: Final = date(2026, 4, 27)


@dataclass(frozen=True, slots=True)
class OpenState:
    """Whether something is open at a moment; not known is neither open nor closed."""

    known: bool
    is_open: bool
    until: datetime | None = None
    opens: datetime | None = None
    always: bool = False


class OpeningHoursRow(NamedTuple):
    """Some days of the week, and their hours, in the active language."""

    days: str
    times: str


class WeekdayTimes(NamedTuple):
    """Days of the week (Monday is 0) that have the same hours, such as 09:00–17:00."""

    weekdays: tuple[int, ...]
    times: tuple[str, ...]


def can_be_shown(expression: str) -> bool:
    """Return whether these are hours that this module can show."""
    return _parse(expression) is not None


def validate_opening_hours(value: str) -> None:
    """Raise ValidationError unless `value` is empty or hours that this module can show."""
    if value and not can_be_shown(value):
        raise ValidationError(
            _(
                "Write opening hours as days and times, such as “Mo-Fr 09:00-17:00; PH off” or "
                "“24/7”. Use PH for public holidays. Put other exceptions in the description."
            ),
            code="invalid_opening_hours",
        )


def is_open(expression: str, moment: datetime) -> bool:
    """Return whether it is certain that `expression` says open at `moment`; 5 microseconds."""
    hours = _parse(expression)
    return hours is not None and hours.is_open(_in_dutch_time(moment))


def open_state(expression: str, moment: datetime) -> OpenState:
    """Return whether it is open at `moment`, until when, and otherwise when it opens.

    Times are those of the Netherlands. On a public holiday that `expression` does not speak of, it
    is not known, unless it is open day and night; nor on a day that only some have off. About
    20 microseconds, once a minute.
    """
    return _open_state(expression, _in_dutch_time(moment).replace(second=0, microsecond=0))


@lru_cache(maxsize=2_048)
def _open_state(expression: str, moment: datetime) -> OpenState:
    hours = _parse(expression)
    if hours is None:
        return OpenState(known=False, is_open=False)
    # By the clock on the wall this could be a time that is skipped in spring, of which nothing is.
    horizon = (moment.astimezone(UTC) + _HORIZON).astimezone(AMSTERDAM)
    periods = _periods(hours, moment, horizon)
    _start, end, state = next(periods)
    if state == State.OPEN:
        always = end >= horizon
        return OpenState(known=True, is_open=True, until=None if always else end, always=always)
    opens = next((start for start, _end, later in periods if later == State.OPEN), None)
    return OpenState(known=state == State.CLOSED, is_open=False, opens=opens)


def combined_open_state(expressions: Iterable[str], moment: datetime) -> OpenState:
    """Return the state of something that can be reached in several ways, each with its own hours.

    It is open if one of them is, until the last of them closes, and opens when the first of them
    opens. Hours that are not known count for nothing; without any the state is not known.
    """
    states = [state for hours in expressions if (state := open_state(hours, moment)).known]
    if not states:
        return OpenState(known=False, is_open=False)
    always = next((state for state in states if state.always), None)
    if always:
        return always
    now_open = [state for state in states if state.is_open]
    if now_open:
        return max(now_open, key=lambda state: state.until or moment)
    opening = [state for state in states if state.opens is not None]
    return min(opening, key=lambda state: state.opens or moment, default=states[0])


def describe_opening_hours(expression: str) -> list[OpeningHoursRow]:
    """Return the hours of a week in words of the active language; empty if they are not known.

    Days with the same hours share a row; the days on which it is closed come last, and then
    public holidays.
    """
    return list(_describe_week(expression, get_language()))


def week_in_figures(expression: str) -> list[WeekdayTimes]:
    """Return when it is open in a week without a public holiday; empty if that is not known.

    In figures alone, for readers of languages in which this site has no words for it.
    """
    hours = _parse(expression)
    days_with: dict[tuple[str, ...], list[int]] = {}
    for weekday in range(len(WEEKDAYS)) if hours else ():
        assert hours is not None
        times = tuple(_day_in_figures(hours, _USUAL_MONDAY + timedelta(days=weekday)))
        if times:
            days_with.setdefault(times, []).append(weekday)
    return [WeekdayTimes(tuple(weekdays), times) for times, weekdays in days_with.items()]


def describe_closing(moment: datetime) -> str:
    """Return until when something is open, in the active language: 17.00, or 5pm."""
    return _clock(_in_dutch_time(moment), get_language(), closing=True)


def describe_next_opening(moment: datetime) -> str:
    """Return when something opens, in the active language: maandag 9.00, or Monday 9am."""
    moment = _in_dutch_time(moment)
    return f"{WEEKDAYS[moment.weekday()]} {_clock(moment, get_language())}"


@lru_cache(maxsize=2_048)
def _parse(expression: str) -> OpeningHours | None:
    """Return the hours that `expression` stands for; None if it is empty or not valid."""
    if len(expression) > _MAX_EXPRESSION_LENGTH or not _EXPRESSION.fullmatch(expression):
        return None
    if not validate(expression):
        return None
    hours = _in_the_netherlands(expression)
    if str(hours.normalize()) == "24/7" or _IS_OPEN_ON_HOLIDAYS.search(expression):
        return hours
    on_holidays = [] if "PH" in expression else ["PH unknown"]
    return _in_the_netherlands("; ".join([expression, *on_holidays, *_days_off_for_some(hours)]))


def _days_off_for_some(hours: OpeningHours) -> Iterator[str]:
    """Yield the rules of the days on which only some have a day off, if it would be open then.

    Good Friday is no public holiday, and Liberation Day is one of every fifth year.
    """
    week = [_USUAL_MONDAY + timedelta(days=weekday) for weekday in range(len(WEEKDAYS))]
    names = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
    days = [name for name, day in zip(names, week, strict=True) if any(_day_in_figures(hours, day))]
    if days:
        yield f"May 05 {','.join(days)} unknown"
    if "Fr" in days:
        yield "easter -2 days unknown"


def _in_the_netherlands(expression: str) -> OpeningHours:
    return OpeningHours(expression, timezone=AMSTERDAM, country="NL")


def _in_dutch_time(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("Opening hours can only be compared with a moment in a time zone.")
    return moment.astimezone(AMSTERDAM)


def _periods(
    hours: OpeningHours, start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime, State]]:
    """Yield the periods between two moments, each with another state than the one before."""
    for state, intervals in groupby(hours.intervals(start, end), key=itemgetter(2)):
        first, *others = intervals
        last = others[-1] if others else first
        yield first[0], last[1], state


@lru_cache(maxsize=2_048)
def _describe_week(expression: str, language: str | None) -> tuple[OpeningHoursRow, ...]:
    """Return the rows in `language`, which is the active one; remembered, for it takes 0.2 ms."""
    hours = _parse(expression)
    if hours is None:
        return ()
    days_with: dict[str, list[int]] = {}
    for weekday in range(len(WEEKDAYS)):
        times = _describe_day(hours, _USUAL_MONDAY + timedelta(days=weekday), language)
        days_with.setdefault(times, []).append(weekday)
    closed_days = days_with.pop(gettext("closed"), None)
    if closed_days:
        days_with[gettext("closed")] = closed_days
    rows = [OpeningHoursRow(_describe_days(days), times) for times, days in days_with.items()]
    on_holidays = _describe_day(hours, _HOLIDAY, language)
    if len(rows) > 1 or on_holidays != rows[0].times:
        rows.append(OpeningHoursRow(gettext("public holidays"), on_holidays))
    return tuple(rows)


def _describe_day(hours: OpeningHours, day: date, language: str | None) -> str:
    """Return the hours that begin on `day`; those after midnight belong to the day before."""
    begin = datetime.combine(day, time(), tzinfo=AMSTERDAM)
    end = begin + _ONE_DAY
    described: list[str] = []
    unknown = False
    for opens, closes, state in _periods(hours, begin - _ONE_DAY, end + _ONE_DAY):
        if opens >= end or closes <= begin or state == State.CLOSED:
            continue
        if state == State.UNKNOWN:
            unknown = True
        elif opens <= begin and closes >= end:
            return gettext("day and night")
        elif closes - opens >= _ONE_DAY:
            described.append(_describe_times(max(opens, begin), min(closes, end), language))
        elif opens >= begin:
            described.append(_describe_times(opens, closes, language))
    if described:
        return get_text_list(described, gettext("and"))
    return gettext("not known") if unknown else gettext("closed")


def _day_in_figures(hours: OpeningHours, day: date) -> Iterator[str]:
    """Yield the hours that begin on `day`, or that go on through it."""
    begin = datetime.combine(day, time(), tzinfo=AMSTERDAM)
    end = begin + _ONE_DAY
    for opens, closes, state in _periods(hours, begin - _ONE_DAY, end + _ONE_DAY):
        is_long = closes - opens >= _ONE_DAY
        if state != State.OPEN or opens >= end or closes <= begin:
            continue
        if is_long:
            opens, closes = max(opens, begin), min(closes, end)  # noqa: PLW2901 - cut to the day
        elif opens < begin:
            continue
        yield f"{opens:%H:%M}–{'24:00' if closes == end else f'{closes:%H:%M}'}"


def _describe_times(opens: datetime, closes: datetime, language: str | None) -> str:
    times = {"opens": _clock(opens, language), "closes": _clock(closes, language, closing=True)}
    return pgettext("times of day", "%(opens)s to %(closes)s") % times


def _clock(moment: datetime, language: str | None, *, closing: bool = False) -> str:
    """Return the time as people write it: 9am and midday in English, 9.00 in Dutch."""
    hour, minute = moment.hour, moment.minute
    if language == "nl":
        return f"{24 if closing and hour == minute == 0 else hour}.{minute:02}"
    if minute == 0 and hour in {0, 12}:
        return gettext("midday") if hour else gettext("midnight")
    minutes = f":{minute:02}" if minute else ""
    return f"{hour % 12 or 12}{minutes}{'am' if hour < 12 else 'pm'}"


def _describe_days(weekdays: list[int]) -> str:
    """Return the days as people say them: three or more in a row as a span."""
    if len(weekdays) == len(WEEKDAYS):
        return gettext("every day")
    runs: list[list[int]] = []
    for weekday in weekdays:
        if runs and runs[-1][-1] == weekday - 1:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    described: list[str] = []
    for run in runs:
        names = [str(WEEKDAYS[weekday]) for weekday in run]
        if len(names) > 2:
            span = {"first": names[0], "last": names[-1]}
            names = [pgettext("days of the week", "%(first)s to %(last)s") % span]
        described += names
    return get_text_list(described, gettext("and"))
