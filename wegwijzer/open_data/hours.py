"""Opening hours: whole weeks as HSDS schedules, and always the words they were written in.

HSDS knows no public holidays and no exceptions. Hours that have any would be wrong as a schedule on
those days, so they go out as a note only.
"""

import re

from editorial.models import derived_id_text
from wegwijzer.open_data.terms import Owner
from wegwijzer.open_data.texts import Facts, known

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_WEEKLY = re.compile(
    rf"(?P<days>{_DAY}(?:-{_DAY})?(?:, ?{_DAY}(?:-{_DAY})?)*) "
    r"(?P<opens>\d\d:\d\d)-(?P<closes>\d\d:\d\d)",
    re.ASCII,
)
DAY_AND_NIGHT = "24/7"


def schedules_of(expression: str, owner: Owner) -> list[Facts]:
    """Return the schedules of opening hours in OSM syntax; none if they are not known."""
    if not expression:
        return []
    weeks = _weeks(expression)
    return [
        known(
            id=derived_id_text("schedule", owner.id, expression, place),
            **{f"{owner.entity}_id": owner.id},
            **week,
            notes=f"OSM: {expression}",
        )
        for place, week in enumerate(weeks or [{}])
    ]


def _weeks(expression: str) -> list[Facts]:
    """Return the rules of a week, or nothing where one of them cannot be said exactly."""
    if expression == DAY_AND_NIGHT:
        return [_week(DAYS, "00:00", "23:59")]
    weeks = []
    for rule in expression.split(";"):
        match = _WEEKLY.fullmatch(rule.strip())
        if match is None or not match["opens"] < match["closes"] < "24:00":
            return []
        weeks.append(_week(_days(match["days"]), match["opens"], match["closes"]))
    named = [day for week in weeks for day in week["byday"].split(",")]
    return weeks if len(named) == len(set(named)) else []


def _week(days: tuple[str, ...], opens: str, closes: str) -> Facts:
    return {
        "freq": "WEEKLY",
        "interval": 1,
        "byday": ",".join(day.upper() for day in days),
        "opens_at": f"{opens}:00",
        "closes_at": f"{closes}:00",
    }


def _days(text: str) -> tuple[str, ...]:
    named: set[str] = set()
    for part in text.replace(" ", "").split(","):
        first, _dash, last = part.partition("-")
        start, end = DAYS.index(first), DAYS.index(last or first)
        named.update(DAYS[start : end + 1] if start <= end else (*DAYS[start:], *DAYS[: end + 1]))
    return tuple(day for day in DAYS if day in named)
