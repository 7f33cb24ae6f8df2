"""A small map of the Netherlands: a point for every municipality, and no more than points."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from directory.facets import Text
from directory.models import Area

WIDTH, HEIGHT = 200, 240
WEST, EAST, SOUTH, NORTH = 3.3, 7.3, 50.7, 53.6
REST = "rest"
"""The level of a municipality that the map says nothing about."""

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DotGroup:
    """The points of one level, as one path; a level without label is not in the legend."""

    level: str
    label: Text
    points: str
    number: int


@dataclass(frozen=True, slots=True)
class DotMap:
    """All points, those of the last level drawn first, so that what matters most lies on top."""

    groups: tuple[DotGroup, ...]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def legend(self) -> list[DotGroup]:
        """Return the levels that have points and words."""
        return [group for group in self.groups if group.label]


def municipal_points() -> dict[str, Point]:
    """Return where the point of each municipality lies, by code: 1 query.

    A municipality that nobody knows the place of has none.
    """
    municipalities = Area.objects.municipalities().values_list("code", "latitude", "longitude")
    return {
        code: _point(float(latitude), float(longitude))
        for code, latitude, longitude in municipalities
        if latitude is not None and longitude is not None
    }


def dot_map(
    points: Mapping[str, Point], level_of: Mapping[str, str], legend: Mapping[str, Text]
) -> DotMap:
    """Return the map with every municipality at its level, by code.

    ``legend`` gives the words of each level, what matters most first. A municipality of another
    level or of none is one of the rest.
    """
    places: dict[str, set[Point]] = {level: set() for level in (*legend, REST)}
    for code, point in points.items():
        level = level_of.get(code, REST)
        places[level if level in legend else REST].add(point)
    return DotMap(
        tuple(
            DotGroup(level, legend.get(level, ""), _path(sorted(found)), len(found))
            for level, found in places.items()
            if found
        )
    )


def _point(latitude: float, longitude: float) -> Point:
    x = (longitude - WEST) / (EAST - WEST) * WIDTH
    y = (NORTH - latitude) / (NORTH - SOUTH) * HEIGHT
    return round(x), round(y)


def _path(points: Iterable[Point]) -> str:
    """Return lines of no length, which round ends make dots: six characters a municipality."""
    drawn, before = [], (0, 0)
    for x, y in points:
        drawn.append(f"m{x - before[0]} {y - before[1]}h0")
        before = (x, y)
    return "".join(drawn)
