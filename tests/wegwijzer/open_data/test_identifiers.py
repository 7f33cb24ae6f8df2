"""Official identifiers go out where one was read, with how sure it is, and none was made up."""

import re

import pytest

from directory.models import Organization
from rights.models import Right
from tests.wegwijzer.open_data.feed import LANGUAGES, by_name, codes, everything
from wegwijzer.open_data.identifiers import MINISTRIES, PRODUCTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]


def test_who_has_an_identifier_is_in_the_starter_content() -> None:
    ministries = Organization.objects.filter(kind="ministry").values_list("slug", flat=True)
    assert {*MINISTRIES} <= {*ministries}
    assert {*PRODUCTS} <= {*Right.objects.values_list("slug", flat=True)}


def test_a_ministry_has_its_number_of_tooi_still_to_be_checked() -> None:
    for language in LANGUAGES:
        given = [
            identifier
            for row in everything("organizations", language)
            for identifier in row.get("organization_identifiers", ())
        ]
        assert len(given) == len(MINISTRIES)
        for identifier in given:
            assert re.search(r"/tooi/id/ministerie/mnre\d{4}$", identifier["identifier"])
            assert codes(identifier, "provenance") == ["certainty:C"]


def test_a_municipality_has_its_number_of_tooi() -> None:
    areas = [area for area in everything("areas") if area["kind"] == "municipality"]
    assert areas
    for area in areas:
        assert area["uri"].endswith(f"/tooi/id/gemeente/{area['code'].lower()}")


def test_a_law_has_one_uri_in_both_languages_and_each_number_says_of_which_list_it_is() -> None:
    dutch, english = (everything("legislation", language) for language in LANGUAGES)
    assert [law.get("uri") for law in dutch] == [law.get("uri") for law in english]
    official = [law["uri"] for law in dutch if "uri" in law]
    assert len(official) > 20
    assert all(re.match(r"https://wetten\.overheid\.nl/jci1\.3:c:BWB", uri) for uri in official)
    for law in dutch:
        for identifier in law.get("identifiers", ()):
            assert identifier["reference"] != identifier["value"]


def test_a_right_that_is_a_product_of_the_government_has_its_name_there() -> None:
    right = by_name(everything("rights", "nl"), "Geld van het Schadefonds Geweldsmisdrijven")
    [product] = right["products"]
    assert product["name"] == "schadefonds geweldsmisdrijven uitkering"
    assert product["uri"].startswith("http://standaarden.overheid.nl/owms/terms/")
