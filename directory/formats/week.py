"""Opening hours as a week that can be filled in: seven days, and public holidays.

Only what such a week says in full is read as one. The script of the desk (week.js) writes a week
as OSM; a test holds that what it writes is read as the same week.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from directory.formats.opening_hours import can_be_shown

DAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH")
"""The days of a week as OSM calls them; public holidays come last."""

_HOLIDAYS: Final = DAYS.index("PH")
_MAX_TIMES: Final = 2
_RULE: Final = re.compile(r"(?P<days>[A-Z][A-Za-z,\- ]*?) ?(?P<hours>off|closed|\d[\d:,\- ]*)")


class DayKind(TextChoices):
    """What is said of a day."""

    NOT_SAID = "", _("not said")
    CLOSED = "closed", _("closed")
    HOURS = "hours", _("from – until")
    ALWAYS = "always", _("day and night")


class Day(NamedTuple):
    """A day, and from when until when it is open."""

    kind: DayKind
    times: tuple[tuple[str, str], ...] = ()


Week = tuple[Day, ...]
"""A day for each of ``DAYS``."""

_CLOSED: Final = Day(DayKind.CLOSED)
_ALWAYS: Final = Day(DayKind.ALWAYS)
EMPTY_WEEK: Final[Week] = (*[_CLOSED] * _HOLIDAYS, Day(DayKind.NOT_SAID))


def week_of(expression: str) -> Week | None:
    """Return the week that opening hours in OSM syntax are; None if they say something else.

    Rules that take back a part of what an earlier one says, hours that are not known or go on
    after midnight, and more than two times a day are something else.
    """
    if not expression:
        return EMPTY_WEEK
    if not can_be_shown(expression):
        return None
    week = list(EMPTY_WEEK)
    said: set[int] = set()
    for rule in re.split(r"; ?", expression):
        read = _read_rule(rule)
        if read is None or read[0] & said or (_HOLIDAYS in said and read[0] != {_HOLIDAYS}):
            return None
        days, day = read
        said |= days
        for number in days:
            week[number] = day
    return tuple(week)


def _read_rule(rule: str) -> tuple[set[int], Day] | None:
    """Return the days of a rule and what it says of them."""
    if rule == "24/7":
        return set(range(_HOLIDAYS)), _ALWAYS
    found = _RULE.fullmatch(rule)
    if found is None:
        return None
    days = [number for part in found["days"].split(",") for number in _read_days(part.strip())]
    day = _read_hours(found["hours"])
    return None if day is None or len(days) != len(set(days)) else (set(days), day)


def _read_days(part: str) -> Iterator[int]:
    first, _dash, last = part.partition("-")
    begin, end = DAYS.index(first), DAYS.index(last or first)
    yield from range(begin, end + 1) if begin <= end else (*range(begin, 7), *range(end + 1))


def _read_hours(hours: str) -> Day | None:
    """Return what a rule says of its days; None if that does not fit on a line of the week."""
    if hours in {"off", "closed"}:
        return _CLOSED
    times = tuple(_read_times(part.strip()) for part in hours.split(","))
    if times == (("00:00", "24:00"),):
        return _ALWAYS
    is_plain = len(times) <= _MAX_TIMES and all(opens < closes for opens, closes in times)
    return Day(DayKind.HOURS, times) if is_plain else None


def _read_times(part: str) -> tuple[str, str]:
    opens, _dash, closes = part.partition("-")
    return opens, "24:00" if closes == "00:00" else closes
