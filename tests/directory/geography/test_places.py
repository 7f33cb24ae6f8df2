"""What a person types when asked where, on the real map."""

import pytest
from django.test import Client
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.geography.places import find_municipality, find_place
from directory.models import Area, FormerMunicipality

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Ede", "GM0228"),
        ("ede", "GM0228"),
        ("  EDE ", "GM0228"),
        ("Bennekom", "GM0228"),
        ("'s-Gravenhage", "GM0518"),
        ("s gravenhage", "GM0518"),
        ("Den Haag", "GM0518"),
        ("The Hague", "GM0518"),
        ("den bosch", "GM0796"),
        ("Súdwest-Fryslân", "GM1900"),
        ("sudwest fryslan", "GM1900"),
        ("Beemster", "GM0439"),
        ("6711", "GM0228"),
        ("6711AB", "GM0228"),
        ("6711 ab", "GM0228"),
        (" 6711  AB ", "GM0228"),
        ("Hengelo (O.)", "GM0164"),
    ],
)
def test_a_place_is_found_however_it_is_written(typed: str, code: str) -> None:
    municipality = find_place(typed).municipality
    assert municipality is not None
    assert municipality.code == code


def test_names_to_choose_from_all_lead_somewhere_and_are_the_same_for_everyone(
    client: Client,
) -> None:
    response = client.get("/places.json")
    names = response.json()

    assert len(names) == len(set(names)) > 2_500
    assert {"Ede", "Bennekom", "Den Haag", "Súdwest-Fryslân"} <= set(names)
    assert all(find_place(name).municipalities for name in names[::100])
    assert response["Cache-Control"] == "private, no-cache"
    assert not response.cookies


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_municipality_is_found_by_its_own_name(language: str) -> None:
    with override(language):
        lost = [
            str(area)
            for area in Area.objects.municipalities()
            if area not in find_place(str(area)).municipalities
        ]
    assert lost == []


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Bergen", {"GM0373", "GM0893"}),
        ("Beek", {"GM0888", "GM1945", "GM1955"}),
        ("Hengelo", {"GM0164", "GM1876"}),
        ("Haaren", {"GM0757", "GM0824", "GM0855", "GM0865"}),
    ],
)
def test_a_name_of_several_places_picks_none(typed: str, codes: set[str]) -> None:
    found = find_place(typed)
    assert found.municipality is None
    assert {area.code for area in found.municipalities} == codes


@pytest.mark.parametrize(
    "typed", ["Atlantis", "0000", "0999AB", "6711ABC", "67111", "x", "-", "’", "GM0228"]
)
def test_what_is_nowhere_is_said_to_be_unknown(typed: str) -> None:
    assert find_place(typed).is_unknown


@pytest.mark.parametrize(
    "typed", ["Bonaire", "saba", "Sint Eustatius", "St. Eustatius", "kralendijk", "BES-eilanden"]
)
def test_the_islands_lead_to_a_page_of_their_own(typed: str) -> None:
    found = find_place(typed)
    assert found.is_caribbean
    assert not found.is_unknown
    assert found.municipality is None


def test_a_postcode_on_a_border_gives_where_most_of_it_lies() -> None:
    found = find_place("1251")
    assert [area.code for area in found.municipalities] == ["GM0417"]


@given(st.text(max_size=300))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_is_typed_raises(typed: str) -> None:
    assert find_place(typed).typed == " ".join(typed.replace("\x00", "").split())[:100]
    assert find_municipality(typed) is not None


class TestMunicipalityCode:
    @pytest.mark.parametrize("code", ["GM0228", "gm0228", " GM0228 "])
    def test_the_code_of_today(self, code: str) -> None:
        municipality = find_municipality(code).municipality
        assert municipality is not None
        assert municipality.code == "GM0228"

    def test_a_code_of_the_past_leads_to_the_municipality_of_today(self) -> None:
        found = find_municipality("GM0003")
        assert found.typed == "Appingedam"
        assert found.municipality is not None
        assert found.municipality.code == "GM1979"

    def test_a_municipality_that_was_divided_offers_a_choice(self) -> None:
        found = find_municipality("GM0788")
        assert found.municipality is None
        assert {area.code for area in found.municipalities} == {
            "GM0757",
            "GM0824",
            "GM0855",
            "GM0865",
        }

    def test_an_unknown_code_is_unknown(self) -> None:
        assert find_municipality("GM9999").is_unknown

    def test_no_former_code_is_in_use_again(self) -> None:
        today = Area.objects.municipalities().values_list("code", flat=True)
        assert not FormerMunicipality.objects.filter(old_code__in=today).exists()


def test_of_several_places_a_known_code_says_which() -> None:
    found = find_place("Hengelo")
    assert found.narrowed_to("GM0164").municipality == find_municipality("GM0164").municipality
    assert found.narrowed_to("GM0228") == found
