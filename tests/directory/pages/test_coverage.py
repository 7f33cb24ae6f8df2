"""The pages of coverage: provinces for everyone, municipalities for staff only."""

import re

import pytest
from django.conf import settings
from django.test import Client

from directory.models import Area, AreaMember, FallbackCount, Service
from editorial.accounts.roles import Role
from tests.people import at_the_desk

pytestmark = pytest.mark.usefixtures("starter_content")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/nl/dekking/", "/en/coverage/"])
def test_the_public_sees_provinces_and_never_a_municipality(client: Client, path: str) -> None:
    page = client.get(path, {"need": "coordination", "age": "adult"}).content.decode()

    assert "Gelderland" in page
    for name in ("Ede", "Almere", "Roermond"):
        assert f">{name}<" not in page


@pytest.mark.django_db
def test_on_the_map_all_points_of_a_province_look_the_same(client: Client) -> None:
    Service.objects.exclude(slug="comensha-helpdesk").update(state="draft")
    service = Service.objects.get(slug="comensha-helpdesk")
    service.service_areas.set(Area.objects.filter(code__in=["NL-DR", "GM0228"]))

    page = client.get("/en/coverage/", {"need": "advice"}).content.decode()

    drenthe = AreaMember.objects.filter(area__code="NL-DR").count()
    gelderland = AreaMember.objects.filter(area__code="NL-GE").count()
    others = 342 - drenthe - gelderland
    assert points_by_level(page) == {"all": drenthe, "part": gelderland, "none": others}


@pytest.mark.django_db
def test_help_for_a_region_shows_whom_it_is_for_and_help_for_everyone_needs_no_map(
    client: Client,
) -> None:
    service = Service.objects.get(slug="comensha-helpdesk")
    assert "ww-dot-map" not in client.get(service.get_absolute_url()).content.decode()

    service.service_areas.set(Area.objects.filter(code__in=["NL-DR", "GM0228"]))

    page = client.get(service.get_absolute_url()).content.decode()
    assert points_by_level(page) == {"all": 13, "rest": 329}


def points_by_level(page: str) -> dict[str, int]:
    """Return how many points of the first map are at which level."""
    drawing = page.split('<figure class="ww-dot-map"')[1].split("</svg>", maxsplit=1)[0]
    found = re.findall(r'data-level="([a-z]+)" d="([^"]+)"', drawing)
    return {level: path.count("h0") for level, path in found}


@pytest.mark.bad_input
@pytest.mark.django_db
def test_bad_input_asks_nothing(client: Client) -> None:
    response = client.get("/en/coverage/", {"need": "x" * 5000, "age": ["minor", "\x00"]})

    assert response.status_code == 200


@pytest.mark.django_db
def test_an_editor_sees_every_municipality_without_help_near_for_a_need() -> None:
    desk = at_the_desk(Role.EDITOR)

    page = desk.get("/admin/coverage/", {"need": "medical", "age": "minor"}).content.decode()

    assert "Almere" in page


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_map_for_editors_has_a_point_for_each_municipality_and_the_list_says_the_same(
    language: str,
) -> None:
    desk = at_the_desk(Role.EDITOR)
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    response = desk.get("/admin/coverage/", {"need": "medical", "age": "minor"})

    [need] = response.context["needs"]
    known = Area.objects.filter(kind="municipality", latitude__isnull=False).count()
    assert sum(group.number for group in need.map.groups) == known
    page = response.content.decode()
    assert page.count('<path class="ww-dot-map__points"') == 2 * len(need.map.groups)
    by_level = {group.label: group.number for group in need.map.groups}
    for level, places in need.gaps:
        assert by_level[level] == len(places)
        assert f"<h3>{level} ({len(places)})</h3>" in page
    assert "style=" not in page


@pytest.mark.django_db
def test_the_spreadsheet_has_a_row_for_every_municipality() -> None:
    desk = at_the_desk(Role.EDITOR)

    response = desk.get("/admin/coverage/", {"format": "csv"})

    assert response["Content-Type"].startswith("text/csv")
    rows = response.content.decode().strip().splitlines()
    assert len(rows) == 1 + Area.objects.filter(kind="municipality").count()


@pytest.mark.django_db
def test_needs_that_only_the_fallback_met_are_counted_and_few_are_not_shown(client: Client) -> None:
    for _ in range(FallbackCount.SHOWN_FROM):
        client.get("/en/help/", {"need": "guardianship", "q": "qqqqxyz"})
    client.get("/en/help/", {"need": "exit", "q": "qqqqxyz"})

    assert [(need, count) for _month, need, count in FallbackCount.shown()] == [
        ("exit", None),
        ("guardianship", 10),
    ]
    page = at_the_desk(Role.EDITOR).get("/admin/coverage/").content.decode()
    assert "<td>10</td>" in page
    assert "qqqqxyz" not in page


@pytest.mark.django_db
def test_who_is_not_signed_in_sees_no_gaps(client: Client) -> None:
    response = client.get("/admin/coverage/", {"need": "medical"})

    assert response.status_code == 302
