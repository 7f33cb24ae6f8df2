"""Every municipality has a page, and every way to name one leads to it."""

import gzip
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from directory.models import Area, Service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest) -> str:
    code: str = request.param
    translation.activate(code)
    return code


def page_of(client: Client, code: str) -> str:
    response = client.get(reverse("municipality", args=[code]))
    assert response.status_code == 200
    assert not response.cookies
    return response.content.decode()


def listed(client: Client, **asked: Any) -> list[str]:
    """Return the codes of the municipalities in the list."""
    response = client.get(reverse("municipalities"), asked)
    assert response.status_code == 200
    return re.findall(r'href="[^"]*/(GM\d{4})/"', response.content.decode())


def test_all_municipalities_are_listed_from_a_to_z(client: Client, language: str) -> None:
    codes = listed(client)

    assert len(codes) == 342
    assert codes == [area.code for area in Area.objects.municipalities()]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Ede", "GM0228"),
        ("ede", "GM0228"),
        ("6711", "GM0228"),
        ("Weesp", "GM0363"),
        ("Bennekom", "GM0228"),
    ],
)
def test_a_name_a_town_or_a_postcode_finds_its_municipality(
    client: Client, typed: str, code: str
) -> None:
    translation.activate("nl")

    assert listed(client, q=typed)[0] == code


@pytest.mark.parametrize("typed", ["Atlantis", "\x00", "x" * 500, "<script>"])
def test_an_unknown_name_says_so_and_leads_back(client: Client, language: str, typed: str) -> None:
    response = client.get(reverse("municipalities"), {"q": typed})

    assert response.status_code == 200
    assert reverse("municipalities") in response.content.decode().split("<main")[1]


def test_a_misspelt_name_is_guessed(client: Client, language: str) -> None:
    response = client.get(reverse("municipalities"), {"q": "Amsterdm"})

    assert 'href="?q=Amsterdam"' in response.content.decode().split("<main")[1]


def test_a_place_on_the_islands_leads_to_their_page(client: Client, language: str) -> None:
    response = client.get(reverse("municipalities"), {"q": "Bonaire"})

    assert response.headers["Location"] == reverse("caribbean")


def test_the_page_shows_regions_coverage_coordinator_and_duties(
    client: Client,
) -> None:
    translation.activate("en")
    page = unescape(page_of(client, "GM0228"))

    assert "Gelderland" in page
    for heading in ("where", "coordinator", "coverage", "duties"):
        assert f'id="{heading}"' in page
    assert re.search(r"\d+ kinds of help are for the whole country", page)
    assert len(gzip.compress(page.encode())) < 14 * 1024


def test_the_map_has_a_point_for_each_municipality_and_words_for_who_cannot_see_it(
    client: Client, language: str
) -> None:
    page = page_of(client, "GM0228")
    drawing = page.split('<figure class="ww-dot-map"')[1].split("</figure>")[0]

    assert drawing.count("h0") == 342
    assert drawing.split('data-level="here"')[1].count("h0") == 1
    assert 'role="img"' in drawing
    title = re.search(r"<title[^>]*>([^<]+)</title>", drawing)
    assert title
    assert "Ede" in title[1]


def test_no_page_of_a_municipality_is_a_dead_end(client: Client) -> None:
    translation.activate("en")
    for code in ("GM0014", "GM0059", "GM1966"):
        page = page_of(client, code)
        assert f"?municipality={code}" in page
        assert reverse("municipalities") in page


def test_who_works_nearer_than_the_country_is_shown_by_level(client: Client) -> None:
    translation.activate("en")
    service = Service.objects.get(slug="comensha-helpdesk")
    service.service_areas.set([Area.objects.get(code="GM0228")])

    page = page_of(client, "GM0228")

    assert "In your municipality" in page
    assert service.slug in page.split('id="coverage"')[1]
    assert service.slug in page.split('id="coordinator"')[1].split("</section>")[0]


@pytest.mark.parametrize("code", ["gm0228", "Gm0228"])
def test_a_code_in_small_letters_leads_to_the_page(
    client: Client, language: str, code: str
) -> None:
    response = client.get(reverse("municipality", args=[code]))

    assert response.headers["Location"] == reverse("municipality", args=["GM0228"])


def test_a_code_of_the_past_leads_to_the_municipality_of_today(
    client: Client, language: str
) -> None:
    response = client.get(reverse("municipality", args=["GM0457"]))  # Weesp

    assert response.headers["Location"] == reverse("municipality", args=["GM0363"])


@pytest.mark.parametrize("code", ["GM9999", "ede", "1", "GM0228x"])
def test_a_code_of_nothing_is_not_found(client: Client, language: str, code: str) -> None:
    assert client.get(reverse("municipality", args=[code])).status_code == 404


def test_queries_are_constant(
    client: Client, language: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page_of(client, "GM0014")
    for code in ("GM0228", "GM0363", "GM1966"):
        with django_assert_max_num_queries(12):
            page_of(client, code)
    with django_assert_max_num_queries(6):
        listed(client, q="Bergen")
