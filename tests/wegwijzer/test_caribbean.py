"""Somebody on Bonaire, Sint Eustatius or Saba reaches a number, and reads what is not known."""

import pytest
from django.urls import reverse
from django.utils import translation

from tests.pages import get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_two_taps_from_the_home_page_call_somebody(language: str) -> None:
    translation.activate(language)
    islands = reverse("caribbean")
    assert f'href="{islands}"' in get(reverse("home")).html
    main = get(islands).html.split("<main")[1]
    for number in ("tel:911", "tel:112", "tel:+31704142000"):
        assert f'href="{number}"' in main


def test_the_page_says_that_we_know_none_but_these() -> None:
    page = get("/en/caribbean-netherlands/")
    assert "We know no others." in page.words
    assert "We could not check this number." in page.words
    assert "In 2022 both numbers worked" in page.words


def test_separate_countries_and_the_village_are_told_apart() -> None:
    page = get("/en/caribbean-netherlands/")
    assert "separate countries" in page.words
    assert page.link("See the help there") == "/en/help/?municipality=GM0441"
    assert "for Schagen" in get("/en/help/?municipality=GM0441").words


@pytest.mark.parametrize("place", ["Bonaire", "Aruba", "Curaçao", "Statia", "Oranjestad"])
def test_every_island_leads_to_the_page(place: str) -> None:
    page = get(f"/en/help/?place={place}")
    assert page.link("See the help on the islands") == "/en/caribbean-netherlands/"


@pytest.mark.parametrize("place", ["Sint Maarten", "St. Maarten", "Willemstad"])
def test_an_island_with_the_name_of_a_village_asks_which(place: str) -> None:
    page = get(f"/en/help/?place={place}")
    assert f"There is more than one “{place}”" in page.words
    assert page.link("An island in the Caribbean") == "/en/caribbean-netherlands/"
