"""Hours that are read as a week say exactly what they said before; all others stay a text."""

from datetime import datetime, timedelta
from pathlib import Path

import yaml
from django.conf import settings
from hypothesis import example, given
from hypothesis import strategies as st

from directory.formats.opening_hours import AMSTERDAM, can_be_shown, is_open
from directory.formats.week import DAYS, EMPTY_WEEK, Day, DayKind, Week, week_of


def clock(quarter: int) -> str:
    return f"{quarter // 4:02}:{quarter % 4 * 15:02}"


def times_between(quarters: list[int]) -> tuple[str, str]:
    return clock(min(quarters)), clock(max(quarters))


TIMES = (
    st.lists(st.integers(0, 96), min_size=2, max_size=2, unique=True)
    .map(times_between)
    .filter(lambda times: times != ("00:00", "24:00"))
)
CLOCK = st.integers(0, 95).map(clock)
DAY = st.one_of(
    st.just(Day(DayKind.CLOSED)),
    st.just(Day(DayKind.ALWAYS)),
    st.builds(Day, st.just(DayKind.HOURS), st.lists(TIMES, min_size=1, max_size=2).map(tuple)),
)
WEEKS = st.tuples(*[DAY] * 7, st.one_of(DAY, st.just(Day(DayKind.NOT_SAID))))
NAMES = st.sampled_from(DAYS)
SPANS = st.one_of(NAMES, st.builds("{}-{}".format, *[st.sampled_from(DAYS[:7])] * 2))
RULES = st.builds(
    "{} {}".format,
    st.lists(SPANS, min_size=1, max_size=3).map(",".join),
    st.one_of(
        st.sampled_from(["off", "closed", "open", "unknown", "00:00-24:00"]),
        st.lists(TIMES.map("-".join), min_size=1, max_size=3).map(",".join),
        st.builds("{}-{}".format, CLOCK, CLOCK),
    ),
)


def written(week: Week) -> str:
    """Write a week as OSM, a rule for each day."""
    always_or_closed = {DayKind.CLOSED: "off", DayKind.ALWAYS: "00:00-24:00"}
    return "; ".join(
        f"{code} {always_or_closed.get(day.kind) or ','.join(map('-'.join, day.times))}"
        for code, day in zip(DAYS, week, strict=True)
        if day.kind != DayKind.NOT_SAID
    )


EXPRESSIONS = st.one_of(
    st.lists(st.one_of(RULES, st.just("24/7")), min_size=1, max_size=4),
    WEEKS.flatmap(lambda week: st.permutations(written(week).split("; "))),
).map("; ".join)

MONDAY = datetime(2026, 11, 2, tzinfo=AMSTERDAM)
HOLIDAY = datetime(2026, 12, 25, tzinfo=AMSTERDAM)
"""A Friday."""


def open_quarters(expression: str) -> list[bool]:
    """Return whether it is open, each quarter of an hour of a week and around Christmas."""
    moments = [(MONDAY, 7 * 96), (HOLIDAY - timedelta(days=1), 4 * 96)]
    return [
        is_open(expression, begin + timedelta(minutes=15 * quarter))
        for begin, quarters in moments
        for quarter in range(quarters)
    ]


@given(WEEKS)
def test_a_week_that_is_written_is_read_as_the_same_week(week: Week) -> None:
    assert week_of(written(week)) == week


@given(EXPRESSIONS)
@example("PH off; Mo-Fr 09:00-17:00")
@example("Mo-Fr 09:00-17:00; We off")
@example("Mo-Fr 22:00-06:00; Sa off")
@example("24/7; PH off")
@example("Fr-Mo,PH 10:00-12:00")
@example("Sa-Su,PH 09:00-17:00; Mo-Fr 08:00-22:00")
def test_hours_are_read_as_a_week_that_is_open_when_they_are(expression: str) -> None:
    week = week_of(expression)
    if week is not None:
        assert open_quarters(written(week)) == open_quarters(expression)


def test_the_hours_of_the_starter_content_keep_what_they_say() -> None:
    found: set[str] = set()

    def gather(value: object) -> None:
        if isinstance(value, dict):
            found.update(
                hours for name, hours in value.items() if name == "opening_hours" and hours
            )
            for below in value.values():
                gather(below)
        elif isinstance(value, list):
            for below in value:
                gather(below)

    for path in (Path(settings.BASE_DIR) / "directory" / "content").rglob("*.yaml"):
        gather(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    assert len(found) >= 5
    for expression in found:
        week = week_of(expression)
        assert week is None or open_quarters(written(week)) == open_quarters(expression), expression


def test_what_a_week_cannot_say_is_left_alone() -> None:
    for expression in (
        "off",
        "09:00-17:00",
        "Mo",
        "Mo open",
        "Mo-Fr 09:00-17:00; PH unknown",
        "Mo-Fr 09:00-17:00; We off",
        "PH off; Mo-Fr 09:00-17:00",
        "Mo-Fr 09:00-10:00,11:00-12:00,13:00-14:00",
        "Mo,Mo 09:00-10:00",
        "Mo 09:00-09:00",
        "Mo-Fr 22:00-06:00",
        "ma-vr 9-17",
    ):
        assert week_of(expression) is None, expression
    assert week_of("") == EMPTY_WEEK
    assert not can_be_shown("Mo ?-17:00"), "a time that is missing yet would be read as hours"
