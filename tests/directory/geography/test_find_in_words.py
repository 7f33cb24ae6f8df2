"""A place that stands among the words of a search, on the real map."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.geography.places import find_place, find_place_in_words
from directory.geography.words import ORDINARY_WORDS
from directory.models import Area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]


@pytest.mark.parametrize(
    ("words", "municipality", "rest"),
    [
        ("opvang rotterdam", "Rotterdam", "opvang"),
        ("zorgcoordinator venlo", "Venlo", "zorgcoordinator"),
        ("shelter 3011 AB", "Rotterdam", "shelter"),
        ("3011ab shelter", "Rotterdam", "shelter"),
        ("shelter 3011AB, Rotterdam", "Rotterdam", "shelter"),
        ("opvang in de regio Den Haag vannacht", "'s-Gravenhage", "opvang vannacht"),
        ("a place to sleep in The Hague tonight", "'s-Gravenhage", "a place to sleep tonight"),
        ("opvang alphen a/d rijn", "Alphen aan den Rijn", "opvang"),
        ("politie Amsterdam-Zuidoost", "Amsterdam", "politie"),
        ("loon in rotterdam", "Rotterdam", "loon"),
        ("mijn baas in Best betaalt niet", "Best", "mijn baas betaalt niet"),
        ("ik woon in Hengelo (Gelderland)", "Bronckhorst", "ik woon"),
        ("shelter Bergen Limburg", "Bergen (L.)", "shelter"),
        ("rotterdam", "Rotterdam", ""),
        ("2511", "'s-Gravenhage", ""),
        ("NL-2511.", "'s-Gravenhage", ""),
    ],
)
def test_a_place_is_taken_out_of_the_words(words: str, municipality: str, rest: str) -> None:
    found = find_place_in_words(words)
    assert found is not None
    assert found.place.municipality is not None
    assert found.place.municipality.name_nl == municipality
    assert found.rest == rest


@pytest.mark.parametrize(
    "words",
    [
        "ik krijg geen loon",
        "ruzie met de buren",
        "de dader zit in een kamp",
        "best help",
        "who goes to the police",
        "artikel 273f",
        "artikel 8.3 Vb",
        "wet 2005",
        "ik verdien 1500 euro",
        "loon 2511",
        "0800 2000",
        "ik ben in Nederland",
        "help in the Netherlands please",
        "shelter 0123 AB",
        "I want to leave",
        "",
    ],
)
def test_what_names_no_place_is_left_alone(words: str) -> None:
    assert find_place_in_words(words) is None


def test_a_name_of_several_places_and_a_region_leave_a_choice() -> None:
    for words in ("opvang hengelo", "opvang limburg", "opvang rotterdam of amsterdam"):
        found = find_place_in_words(words)
        assert found is not None
        assert found.place.municipality is None
        assert len(found.place.municipalities) > 1


def test_the_islands_are_named_among_words() -> None:
    found = find_place_in_words("hulp op Bonaire")
    assert found is not None
    assert found.place.is_caribbean


def test_every_municipality_is_found_behind_in_and_no_word_is_lost() -> None:
    for area in Area.objects.municipalities():
        found = find_place_in_words(f"hulp in {area.name_nl} vandaag")
        assert found is not None, area
        assert area in found.place.municipalities
        assert found.rest == "hulp vandaag"


def test_a_town_whose_name_is_an_everyday_word_is_still_found_alone() -> None:
    lost = [word for word in ORDINARY_WORDS if find_place(word).is_unknown]
    assert lost == []


@given(st.text(max_size=200))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_words_raise(words: str) -> None:
    found = find_place_in_words(words)
    assert found is None or not found.place.is_unknown
