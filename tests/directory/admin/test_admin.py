"""Editors can add, find and change everything in the directory, in both languages."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.models import (
    Area,
    AreaMember,
    Channel,
    ExploitationForm,
    FirstContactOption,
    FirstContactRule,
    FormerMunicipality,
    Location,
    Need,
    NeedRank,
    Organization,
    OrganizationFact,
    Place,
    Postcode,
    RegionalConfirmation,
    RetiredContact,
    SearchHint,
    Service,
    ServiceFact,
    Situation,
)
from editorial.accounts.roles import Role
from editorial.models import ContentModel
from tests.directory.admin.desk import address
from tests.directory.builders import (
    make_area,
    make_channel,
    make_country,
    make_need,
    make_service,
)
from tests.people import at_the_desk

pytestmark = pytest.mark.usefixtures("empty_directory")

KEPT_BY_ADMINISTRATORS: list[type[Model]] = [
    Need,
    ExploitationForm,
    Situation,
    Area,
    AreaMember,
    Place,
    Postcode,
    FormerMunicipality,
    SearchHint,
    NeedRank,
    RegionalConfirmation,
    RetiredContact,
]
WRITTEN_BY_EDITORS: list[type[Model]] = [Organization, Service, FirstContactRule]
ROWS_OF_ANOTHER: list[type[Model]] = [Channel, Location]
EVERYTHING = [*KEPT_BY_ADMINISTRATORS, *WRITTEN_BY_EDITORS, *ROWS_OF_ANOTHER]


@pytest.fixture
def editor(empty_directory: None) -> Client:
    return at_the_desk(Role.EDITOR)


def keeping(model: type[Model]) -> Role:
    """Return the role of who keeps records of a kind."""
    return Role.ADMINISTRATOR if model in KEPT_BY_ADMINISTRATORS else Role.EDITOR


def keeper(model: type[Model]) -> Client:
    return at_the_desk(keeping(model))


def make_one_of_each() -> None:
    """Make a small directory with a record of every kind."""
    municipality = make_area("GM0001")
    AreaMember.objects.create(area=make_country(), municipality=municipality)
    Place.objects.create(name="Dorp", municipality=municipality, kind="place")
    Postcode.objects.create(pc4="1000", municipality=municipality)
    FormerMunicipality.objects.create(old_code="GM9000", old_name="Oud", current=municipality)
    ExploitationForm.objects.create(code="labour", label_nl="werk", label_en="work")
    Situation.objects.create(code="pregnant", label_nl="zwanger", label_en="pregnant")
    service = make_service()
    make_channel(service.organization)
    RegionalConfirmation.objects.create(service=service)
    NeedRank.objects.create(service=service, need=service.needs.all()[0], rank=10)
    Location.objects.create(organization=service.organization, key="office", confidential=False)
    SearchHint.objects.create(slug="hint", phrases_nl=["x"], phrases_en=["x"])
    RetiredContact.objects.create(value="+319008020", whose_nl="x", instead_nl="x")
    rule = FirstContactRule.all_objects.create(slug="rule", name_nl="x", reason_nl="x")
    FirstContactOption.objects.create(rule=rule, role="first", service=service)


def test_every_kind_of_content_is_at_the_desk() -> None:
    shown_as_rows = {FirstContactOption, OrganizationFact, ServiceFact}
    content = {
        model
        for model in apps.get_app_config("directory").get_models()
        if issubclass(model, ContentModel)
    }
    assert content - shown_as_rows == set(EVERYTHING)
    assert all(admin.site.is_registered(model) for model in EVERYTHING)


@pytest.mark.parametrize("model", EVERYTHING)
def test_its_list_can_be_searched_and_filtered(model: type[Model]) -> None:
    make_one_of_each()
    client = keeper(model)
    assert admin.site._registry[model].search_fields
    for typed in ("hulp", "GM0001", "+31334481186", "0' --"):
        assert client.get(address(model, "changelist"), {"q": typed}).status_code == 200
    page = client.get(address(model, "changelist"))
    assert page.status_code == 200
    assert "0 resultaten" not in page.content.decode()


@pytest.mark.parametrize("model", [*KEPT_BY_ADMINISTRATORS, *WRITTEN_BY_EDITORS])
def test_its_pages_to_add_and_change_open_fetch_nothing_from_elsewhere_and_run_nothing_inline(
    model: type[Model],
) -> None:
    make_one_of_each()
    client = keeper(model)
    record = model._default_manager.all()[0]
    for where in (address(model, "add"), address(model, "change", record.pk)):
        response = client.get(where)
        assert response.status_code == 200
        page = response.content.decode()
        for never in ("//ajax.", 'src="http', 'src="//', "<script>", "onclick"):
            assert never not in page


@pytest.mark.parametrize("model", ROWS_OF_ANOTHER)
def test_a_row_is_seen_by_itself_and_changed_at_its_organization(
    model: type[Model], editor: Client
) -> None:
    make_one_of_each()
    record = model._default_manager.all()[0]
    assert editor.get(address(model, "change", record.pk)).status_code == 200
    assert editor.post(address(model, "change", record.pk)).status_code == 403
    assert editor.get(address(model, "add")).status_code == 403


@pytest.mark.parametrize("model", [Need, Area, SearchHint, Organization, Service, FirstContactRule])
def test_texts_in_two_languages_have_tabs(model: type[Model]) -> None:
    page = keeper(model).get(address(model, "add")).content.decode()
    assert "desk/language_tabs.js" in page
    assert 'name="' in page
    for name in ("label", "name", "explanation"):
        if hasattr(model, f"{name}_nl"):
            assert f'name="{name}_nl"' in page
            assert f'name="{name}_en"' in page
            assert f'name="{name}"' not in page


def grow_need(number: int) -> None:
    make_need(f"need_{number}", kind_of=make_need("wide"))


def grow_area_member(number: int) -> None:
    AreaMember.objects.create(area=make_country(), municipality=make_area(f"GM1{number:03}"))


def grow_place(number: int) -> None:
    municipality = make_area(f"GM2{number:03}")
    Place.objects.create(name=f"Dorp {number}", municipality=municipality, kind="place")


def grow_postcode(number: int) -> None:
    Postcode.objects.create(pc4=f"{1000 + number}", municipality=make_area(f"GM3{number:03}"))


def grow_former(number: int) -> None:
    current = make_area(f"GM4{number:03}")
    FormerMunicipality.objects.create(old_code=f"GM5{number:03}", old_name="x", current=current)


def grow_service(number: int) -> None:
    service = make_service(needs=(f"need{number}",))
    make_channel(service.organization)
    Location.objects.create(organization=service.organization, key=f"l{number}")
    rule = FirstContactRule.all_objects.create(slug=f"r{number}", name_nl="x", reason_nl="x")
    FirstContactOption.objects.create(rule=rule, role="first", service=service)


GROWING: dict[Callable[[int], None], list[type[Model]]] = {
    grow_need: [Need],
    grow_area_member: [AreaMember],
    grow_place: [Place],
    grow_postcode: [Postcode],
    grow_former: [FormerMunicipality],
    grow_service: [Organization, Service, Channel, Location, FirstContactRule],
}


def test_a_list_asks_as_much_of_twenty_records_as_of_four() -> None:
    models = [model for grown in GROWING.values() for model in grown]
    desks = {role: at_the_desk(role) for role in (Role.ADMINISTRATOR, Role.EDITOR)}

    def queries(model: type[Model]) -> int:
        with CaptureQueriesContext(connection) as captured:
            page = desks[keeping(model)].get(address(model, "changelist"))
        assert page.status_code == 200
        return len(captured)

    def grow_to(numbers: range) -> dict[type[Model], int]:
        for number in numbers:
            for grow in GROWING:
                grow(number)
        return {model: queries(model) for model in models}

    grow_to(range(4))
    at_four = {model: queries(model) for model in models}
    assert grow_to(range(4, 20)) == at_four
