"""What could hurt somebody if it were copied: secret places, guesses, and texts out of date."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from directory.models import Location, Organization, Postcode
from editorial.models.translated import text_digest
from tests.directory.builders import (
    make_area,
    make_channel,
    make_country,
    make_organization,
    make_region,
    make_service,
)
from tests.wegwijzer.open_data.feed import LANGUAGES, ask, codes, everything, faults
from wegwijzer.open_data.feed import TABLES

pytestmark = pytest.mark.usefixtures("empty_directory")


def every_byte(language: str) -> Iterator[bytes]:
    """Yield all that the feed says in a language, packed and unpacked."""
    base = f"/hsds/v1/{language}"
    for path in ("", "/openapi.json", "/withdrawn", "/profile", *(f"/{table}" for table in TABLES)):
        yield Client().get(f"{base}{path}").content
    for table in TABLES:
        for row in everything(table, language):
            yield Client().get(f"{base}/{table}/{row['id']}").content
    yield Client().get("/hsds/v1/catalog").content
    packed = Client().get(f"{base}/export.zip").content
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        for name in archive.namelist():
            yield name.encode()
            yield archive.read(name)


@pytest.fixture
def organization() -> Organization:
    return make_organization(slug="house")


def make_place(organization: Organization, key: str, **changes: Any) -> Location:
    place: Location = Location.objects.create(organization=organization, key=key, **changes)
    return place


def secret_place(organization: Organization) -> Location:
    return make_place(
        organization,
        "canary-key",
        confidential=True,
        name_nl="Canary naam",
        name_en="Canary name",
        description_nl="Canary hoe men er komt",
        description_en="Canary how to get in",
    )


def public_place(organization: Organization) -> Location:
    municipality = make_area("GM0106")
    make_region("NL-DR", "province", municipality)
    Postcode.objects.create(pc4="9401", municipality=municipality)
    return make_place(
        organization,
        "office",
        confidential=False,
        name_nl="Kantoor",
        name_en="Office",
        address_1="Kerkstraat 12",
        postal_code="9401 AB",
        city="Assen",
        latitude="52.99300",
        longitude="6.56400",
    )


def test_a_secret_place_leaves_no_byte(organization: Organization) -> None:
    place = secret_place(organization)
    make_service(organization=organization).locations.add(place)
    for language in LANGUAGES:
        for said in every_byte(language):
            assert b"canary" not in said.lower()
            assert str(place.public_id).encode() not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_public_place_is_given_out_whole(organization: Organization, language: str) -> None:
    make_service(organization=organization).locations.add(public_place(organization))
    [service] = everything("services", language)
    [row] = everything("service_at_locations", language)
    [address] = row["location"]["addresses"]
    assert service["service_at_locations"][0]["location_id"] == row["location_id"]
    assert (address["address_1"], address["state_province"]) == ("Kerkstraat 12", "NL-DR")
    assert not faults("service_at_location", row) + faults("service", service)


def test_an_address_of_which_a_part_is_missing_is_left_out(organization: Organization) -> None:
    place = public_place(organization)
    Postcode.objects.all().delete()
    make_service(organization=organization).locations.add(place)
    [row] = everything("service_at_locations")
    assert "addresses" not in row["location"]


def test_a_place_that_becomes_secret_is_gone_from_the_next_answer(
    organization: Organization,
) -> None:
    place = public_place(organization)
    make_service(organization=organization).locations.add(place)
    path = "/hsds/v1/nl/service_at_locations"
    before = Client().get(path)
    assert b"Kerkstraat" in before.content
    place.confidential = True
    place.address_1 = place.postal_code = place.city = ""
    place.latitude = place.longitude = None
    place.save()
    after = Client().get(path, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    for said in every_byte("nl"):
        assert b"Kerkstraat" not in said
        assert b"Kantoor" not in said


def test_a_number_that_is_a_guess_is_not_given_out(organization: Organization) -> None:
    guesses = [
        make_channel(organization, kind=kind, certainty="C", value="+31334481186")
        for kind in ("phone", "whatsapp", "text")
    ]
    make_service(organization=organization, channels=guesses)
    for language in LANGUAGES:
        assert not any(b"334481186" in said for said in every_byte(language))


def test_a_guess_that_was_verified_is_given_out_with_the_day(organization: Organization) -> None:
    channel = make_channel(
        organization,
        certainty="C",
        assured_date="2026-11-01",
        assured_value="+31334481186",
    )
    make_service(organization=organization, channels=[channel])
    [phone] = everything("services")[0]["phones"]
    assert phone["number"] == "+31334481186"
    [day] = [
        one["value"]
        for one in phone["attributes"]
        if one["taxonomy_term"]["code"] == "statement:verified_on"
    ]
    assert day == "2026-11-01"
    assert "not checked" not in phone.get("description", "")


def test_a_number_says_what_is_not_sure_in_its_own_description(organization: Organization) -> None:
    channel = make_channel(
        organization, certainty="B", label_en="Helpdesk", doubt_en="It may have changed."
    )
    make_service(organization=organization, channels=[channel])
    [phone] = everything("services")[0]["phones"]
    assert phone["description"].startswith("Helpdesk\nNot sure: It may have changed.")
    assert "We have not checked this" in phone["description"]


def test_a_service_says_what_is_not_sure_in_its_own_description() -> None:
    make_service(description_en="We help you.", doubt_en="Perhaps only in Assen.")
    [service] = everything("services")
    assert service["description"] == "We help you.\nNot sure: Perhaps only in Assen."


@pytest.mark.parametrize("column", ["alert", "disclosure", "application_process"])
def test_a_text_whose_english_is_held_back_is_dutch_and_says_so(column: str) -> None:
    texts = {f"{column}_nl": "Nieuwe tekst.", f"{column}_en": "Old text."}
    made_from = {column: text_digest("Oude tekst.")}
    make_service(**texts, translated_from=made_from)
    [service] = everything("services", "en")
    said = str(service)
    assert "Nieuwe tekst." in said
    assert "Old text." not in said
    assert "translation:dutch" in codes(service, "translation")
    [remark] = [one for one in service["attributes"] if one["link_type"] == "translation"]
    assert remark["value"] == column


def test_a_text_whose_dutch_changed_says_so() -> None:
    make_service(
        description_nl="Nieuw.",
        description_en="Old.",
        translated_from={"description": text_digest("Oud.")},
    )
    [service] = everything("services", "en")
    assert service["description"] == "Old."
    assert codes(service, "translation") == ["translation:outdated"]
    assert codes(everything("services", "nl")[0], "translation") == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"status": "temporarily_closed"}, {"status": "temporarily closed"}),
        ({"assured_date": "2026-11-01"}, {"assured_date": "2026-11-01"}),
        ({"age_rule": "only", "age_groups": ["minor"]}, {"maximum_age": 17}),
        ({"age_rule": "only", "age_groups": ["adult"]}, {"minimum_age": 18}),
        (
            {"age_rule": "only", "age_groups": ["young_adult"]},
            {"minimum_age": 18, "maximum_age": 22},
        ),
    ],
)
def test_what_the_starter_content_has_none_of_is_well_formed(
    changes: dict[str, Any], expected: dict[str, Any]
) -> None:
    make_service(**changes)
    [service] = everything("services")
    assert {name: service[name] for name in expected} == expected
    assert not faults("service", service)


def test_who_takes_everyone_names_no_ages() -> None:
    make_service(age_rule="any")
    make_service(age_rule="unknown")
    for service in everything("services"):
        assert "minimum_age" not in service
        assert "maximum_age" not in service


def test_a_service_with_e_mail_only_has_no_numbers(organization: Organization) -> None:
    channel = make_channel(organization, kind="email", value="help@example.org")
    make_service(organization=organization, channels=[channel])
    [service] = everything("services")
    assert service["email"] == "help@example.org"
    assert "phones" not in service


def test_one_number_of_two_services_says_that_it_is_one(organization: Organization) -> None:
    channel = make_channel(organization)
    for _number in range(2):
        make_service(organization=organization, channels=[channel])
    phones = [phone for service in everything("services") for phone in service["phones"]]
    assert len({phone["id"] for phone in phones}) == 2
    assert {
        one["value"]
        for phone in phones
        for one in phone["attributes"]
        if one["taxonomy_term"]["code"] == "statement:channel"
    } == {str(channel.public_id)}


@pytest.mark.parametrize(
    ("hours", "weeks"),
    [
        ("24/7", [("MO,TU,WE,TH,FR,SA,SU", "00:00:00", "23:59:00")]),
        ("Mo-Fr 09:00-17:00", [("MO,TU,WE,TH,FR", "09:00:00", "17:00:00")]),
        (
            "Mo,We 09:00-12:00; Fr 13:00-17:00",
            [("MO,WE", "09:00:00", "12:00:00"), ("FR", "13:00:00", "17:00:00")],
        ),
        ("Mo-Fr 09:00-17:00; PH off", []),
        ("Mo-Fr 22:00-02:00", []),
        ("Mo-Fr 09:00-17:00; We off", []),
    ],
)
def test_hours_are_a_schedule_only_where_hsds_can_say_them(
    hours: str, weeks: list[tuple[str, str, str]]
) -> None:
    make_service(opening_hours=hours)
    [service] = everything("services")
    said = [
        (one["byday"], one["opens_at"], one["closes_at"])
        for one in service["schedules"]
        if "freq" in one
    ]
    assert said == weeks
    assert {one["notes"] for one in service["schedules"]} == {f"OSM: {hours}"}
    assert not faults("service", service)


def test_what_is_not_published_is_not_there() -> None:
    draft = make_service(state="draft", name_nl="Nog niet", areas=[make_country()])
    ended = make_service(status="defunct")
    assert ask("/services")["contents"] == []
    for service in (draft, ended):
        ask(f"/services/{service.public_id}", status=404)
