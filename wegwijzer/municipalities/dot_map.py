"""A small map of the Netherlands: a point for every municipality, and no more than points."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.models import Area

WIDTH, HEIGHT = 200, 240
WEST, EAST, SOUTH, NORTH = 3.3, 7.3, 50.7, 53.6


@dataclass(frozen=True, slots=True)
class DotMap:
    """One path with all points, and where the point of this municipality is."""

    points: str
    x: int
    y: int
    width: int = WIDTH
    height: int = HEIGHT


def dot_map(municipality: Area) -> DotMap | None:
    """Return the map with this municipality, or None if it is not known where it lies: 1 query."""
    if municipality.latitude is None or municipality.longitude is None:
        return None
    places = Area.objects.municipalities().values_list("latitude", "longitude")
    x, y = _point(float(municipality.latitude), float(municipality.longitude))
    known = ((float(lat), float(lon)) for lat, lon in places if lat is not None and lon is not None)
    return DotMap(_path(sorted({_point(*place) for place in known})), x, y)


def _point(latitude: float, longitude: float) -> tuple[int, int]:
    x = (longitude - WEST) / (EAST - WEST) * WIDTH
    y = (NORTH - latitude) / (NORTH - SOUTH) * HEIGHT
    return round(x), round(y)


def _path(points: Iterable[tuple[int, int]]) -> str:
    """Return lines of no length, which round ends make dots: six characters a municipality."""
    drawn, before = [], (0, 0)
    for x, y in points:
        drawn.append(f"m{x - before[0]} {y - before[1]}h0")
        before = (x, y)
    return "".join(drawn)
