"""A map is nothing but points, at levels that sizes, colors and words tell apart."""

import re

import pytest

from directory.models import Area, AreaKind
from directory.pages.dot_map import REST, DotMap, dot_map, municipal_points

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]

LEGEND = {"near": "Near", "far": "Far"}


def municipality(code: str, latitude: str | None, longitude: str | None) -> None:
    Area.objects.create(
        code=code,
        kind=AreaKind.MUNICIPALITY,
        name_nl=code,
        latitude=latitude,
        longitude=longitude,
    )


def drawn(found: DotMap) -> dict[str, list[tuple[int, int]]]:
    """Return where the points of each level come to lie."""
    places: dict[str, list[tuple[int, int]]] = {}
    for group in found.groups:
        x = y = 0
        for right, down in re.findall(r"m(-?\d+) (-?\d+)h0", group.points):
            x, y = x + int(right), y + int(down)
            places.setdefault(group.level, []).append((x, y))
    return places


def test_every_municipality_is_one_point_of_its_level() -> None:
    municipality("GM1", "52.0000", "5.0000")
    municipality("GM2", "53.0000", "6.0000")
    municipality("GM3", "51.0000", "6.0000")

    places = drawn(
        dot_map(municipal_points(), {"GM1": "near", "GM2": "far", "GM3": "near"}, LEGEND)
    )

    assert {level: len(points) for level, points in places.items()} == {"near": 2, "far": 1}
    (far,) = places["far"]
    south, north = sorted(places["near"], key=lambda point: -point[1])
    assert far[1] < north[1] < south[1]
    assert north[0] < far[0] == south[0]


def test_who_is_at_no_level_of_the_legend_is_drawn_without_words() -> None:
    municipality("GM1", "52.0000", "5.0000")
    municipality("GM2", "53.0000", "6.0000")
    municipality("GM3", "51.0000", "6.0000")

    found = dot_map(municipal_points(), {"GM1": "near", "GM2": "unheard of"}, LEGEND)

    assert [(group.level, group.number) for group in found.groups] == [("near", 1), (REST, 2)]
    assert [group.label for group in found.legend] == ["Near"]


def test_a_municipality_that_nobody_knows_the_place_of_has_no_point() -> None:
    municipality("GM1", None, None)

    assert dot_map(municipal_points(), {"GM1": "near"}, LEGEND).groups == ()
