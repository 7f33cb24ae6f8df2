"""What people type at the desk is read as it is kept, and what they choose from says what it is."""

import pytest
from django.test import Client

from directory.admin.typed import languages_by_name
from directory.formats.opening_hours import can_be_shown
from directory.formats.phone import digits_searched, number_as_typed
from directory.formats.typed_hours import hours_as_typed
from directory.models import Channel, Organization, Service
from editorial.accounts.roles import Role
from tests.directory.admin.desk import address, rows
from tests.directory.builders import make_area, make_channel, make_organization, make_service
from tests.forms import form_on, send
from tests.people import at_the_desk

HOURS = {
    "ma-vr 9-17": "Mo-Fr 09:00-17:00",
    "ma t/m vr 9.00-17.00 uur": "Mo-Fr 09:00-17:00",
    "maandag tot en met vrijdag van 9:00 tot 17:00 uur": "Mo-Fr 09:00-17:00",
    "werkdagen 8.30-17": "Mo-Fr 08:30-17:00",
    "dagelijks 8-22": "Mo-Su 08:00-22:00",
    "elke dag van 16 tot 22 uur": "Mo-Su 16:00-22:00",
    "ma, wo en vr 9-12.30 en 13-17; za 10-12; feestdagen gesloten": (
        "Mo,We,Fr 09:00-12:30,13:00-17:00; Sa 10:00-12:00; PH off"
    ),
    "ma: 9-17, di: 10-12": "Mo 09:00-17:00; Tu 10:00-12:00",
    "Mon-Fri 9-17; public holidays closed": "Mo-Fr 09:00-17:00; PH off",
    "dag en nacht": "24/7",
    "24 uur per dag": "24/7",
    "weekend dicht; ma-vr 9-17": "Sa-Su off; Mo-Fr 09:00-17:00",
    "Mo-Fr 09:00-17:00; PH off": "Mo-Fr 09:00-17:00; PH off",
}
NO_HOURS = [
    "soms",
    "9-17",
    "ma-vr",
    "ma-vr 9-25",
    "ma-vr; za 10-12",
    "op afspraak",
    "ma-vr 9-17 in juli",
    "",
]
NUMBER = "+31334481186"
SPELLINGS = [
    *["033 448 11 86", "0334481186", "(033) 448 11 86", "033-4481186", "033/448.11.86"],
    *["+31 33 448 11 86", "+31 (0)33-4481186", "0031334481186", "+31(0)334481186", NUMBER],
]
NO_NUMBERS = ["334481186", "bel ons", "033 448", "", "033 448 11 86 toestel 3", "99999"]


def test_hours_as_people_type_them_are_kept_as_osm_writes_them() -> None:
    assert {typed: hours_as_typed(typed) for typed in HOURS} == HOURS
    assert all(can_be_shown(kept) for kept in HOURS.values())
    assert [hours_as_typed(typed) for typed in NO_HOURS] == NO_HOURS


def test_a_number_as_the_dutch_write_it_is_kept_in_one_form() -> None:
    assert {spelling: number_as_typed(spelling) for spelling in SPELLINGS} == dict.fromkeys(
        SPELLINGS, NUMBER
    )
    assert number_as_typed("0800 2000") == "+318002000"
    assert [number_as_typed(short) for short in ("112", "14 020")] == ["112", "14020"]
    assert [number_as_typed(typed) for typed in NO_NUMBERS] == NO_NUMBERS


def test_words_are_searched_as_words() -> None:
    assert [digits_searched(typed) for typed in ("CoMensha", "14", "mei 2026", "")] == [""] * 4


@pytest.mark.usefixtures("empty_directory")
class TestDesk:
    @pytest.fixture
    def desk(self, empty_directory: None) -> Client:
        return at_the_desk(Role.EDITOR)

    def test_a_number_and_hours_are_saved_as_they_are_kept(self, desk: Client) -> None:
        organization = make_organization(state="draft")
        typed = {"key": "x-phone", "kind": "phone", "cost": "unknown", "position": "0"}
        typed |= {"value": "033 448 11 86", "opening_hours": "ma t/m vr 9-17 uur"}
        page = address(Organization, "change", organization.pk)
        answer = send(desk, page, **rows("channels", typed))
        assert answer.status_code == 302
        channel = Channel.objects.get()
        assert (channel.value, channel.opening_hours) == (NUMBER, "Mo-Fr 09:00-17:00")

    def test_hours_are_shown_as_a_week_and_what_is_no_week_stays_as_it_is(
        self, desk: Client
    ) -> None:
        for hours, first_day in (
            ("Mo-Fr 09:00-17:00; PH off", 'value="09:00"'),
            ("Mo-Fr 22:00-06:00", "Deze uren passen niet in een week van dagen"),
        ):
            service = make_service(state="draft", opening_hours=hours)
            page = address(Service, "change", service.pk)
            shown = desk.get(page).content.decode()
            assert first_day in shown
            assert ('data-day="Mo"' in shown) == ("09:00" in hours)
            assert send(desk, page).status_code == 302
            service.refresh_from_db()
            assert service.opening_hours == hours
        refused = send(desk, page, opening_hours="ma-vr 9-17; " * 1_000)
        assert "Deze uren passen niet in een week van dagen" in refused.content.decode()

    def test_what_is_no_number_is_refused_as_it_was_typed(self, desk: Client) -> None:
        organization = make_organization(state="draft")
        typed = {"key": "x-phone", "kind": "phone", "cost": "unknown", "position": "0"}
        page = address(Organization, "change", organization.pk)
        answer = send(desk, page, **rows("channels", typed | {"value": "033 448"}))
        assert answer.status_code == 200
        assert 'value="033 448"' in answer.content.decode()

    def test_every_spelling_finds_the_number_its_organization_and_its_services(
        self, desk: Client
    ) -> None:
        organization = make_organization(name_nl="De Helpdesk")
        channel = make_channel(organization, value=NUMBER)
        make_channel(make_organization(), value="+31201234567")
        service = make_service(organization=organization, channels=[channel])
        found = {}
        for spelling in [*SPELLINGS, "448 11 86", "4481186"]:
            for record in (channel, organization, service):
                page = desk.get(address(type(record), "changelist"), {"q": spelling})
                found[spelling, str(record)] = list(page.context["cl"].queryset) == [record]
        assert [asked for asked, is_found in found.items() if not is_found] == []

    def test_languages_are_chosen_by_name_and_areas_say_their_kind(self, desk: Client) -> None:
        drenthe = make_area("NL-DR", "province", name_nl="Drenthe")
        service = make_service(state="draft", languages=["nl", "ti"], areas=[drenthe])
        page = desk.get(address(Service, "change", service.pk))
        html = page.content.decode()
        assert '<option value="ti" selected>Tigrinya</option>' in html
        assert "Drenthe, provincie" in html
        assert form_on(page)["languages"] == ["nl", "ti"]
        found = desk.get(
            "/admin/autocomplete/",
            {
                "app_label": "directory",
                "model_name": "service",
                "field_name": "service_areas",
                "term": "dren",
            },
        )
        assert [one["text"] for one in found.json()["results"]] == ["Drenthe, provincie"]
        sent = send(
            desk, address(Service, "change", service.pk), languages=["uk", "nl"], _continue="1"
        )
        assert sent.status_code == 302
        assert sorted(Service.all_objects.get(pk=service.pk).languages) == ["nl", "uk"]


def test_every_code_that_is_chosen_has_a_name() -> None:
    names = dict(languages_by_name())
    assert {"nl", "en", "uk", "ti", "ar"} <= names.keys()
    assert len(names) == len(set(names.values()))
