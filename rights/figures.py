"""Registered victims per year, one row of numbers for each who counts, and a drawing of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rights.models import Publication, VictimCount

WIDTH, HEIGHT = 320, 150
TOP, BASE = 14, 134
"""Room above the tallest bar for its number, and the line on which all stand, above the years."""

BAR_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Bar:
    """One year: where its bar stands and how tall it is, in units of the drawing."""

    count: VictimCount
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Return where its words stand."""
        return round(self.x + self.width / 2, 1)

    @property
    def above(self) -> float:
        """Return how high its number stands."""
        return round(self.y - 3, 1)


@dataclass(frozen=True, slots=True)
class CountSeries:
    """What one publisher counts, newest year first: never to be mixed with another's."""

    counts: tuple[VictimCount, ...]

    @property
    def publication(self) -> Publication:
        """Return the newest of its reports, which says who publishes them."""
        return self.counts[0].publication

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Return the bars of its years, the oldest first; a year without a count leaves a gap."""
        return draw_bars(self.counts)

    @property
    def first_year(self) -> int:
        """Return the oldest year."""
        return self.counts[-1].year

    @property
    def last_year(self) -> int:
        """Return the newest year."""
        return self.counts[0].year


def count_series(counts: Iterable[VictimCount]) -> list[CountSeries]:
    """Return a series a publisher, whose newest and most years come first.

    ``counts`` come newest first, as ``VictimCountQuerySet.newest_first`` gives them; of a year that
    two reports of one publisher count, the newest report stands.
    """
    found: dict[tuple[int | None, str], dict[int, VictimCount]] = {}
    for count in counts:
        publisher = (count.publication.publisher_id, count.publication.publisher_name)
        found.setdefault(publisher, {}).setdefault(count.year, count)
    series = [CountSeries(tuple(years.values())) for years in found.values()]
    return sorted(series, key=lambda one: (-one.last_year, -len(one.counts)))


def draw_bars(counts: Sequence[VictimCount]) -> tuple[Bar, ...]:
    """Return a bar a year from one base line, the oldest first; the tallest reaches the top."""
    if not counts:
        return ()
    years = [count.year for count in counts]
    step = WIDTH / (max(years) - min(years) + 1)
    tallest = max(count.number for count in counts) or 1
    return tuple(
        Bar(
            count,
            x=round((count.year - min(years) + (1 - BAR_SHARE) / 2) * step, 1),
            y=round(BASE - count.number / tallest * (BASE - TOP), 1),
            width=round(step * BAR_SHARE, 1),
            height=round(count.number / tallest * (BASE - TOP), 1),
        )
        for count in sorted(counts, key=lambda count: count.year)
    )
