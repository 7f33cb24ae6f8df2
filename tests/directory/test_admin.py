"""Editors can add, find and change everything in the directory, in both languages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

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
    Organization,
    Place,
    Postcode,
    RegionalConfirmation,
    SearchHint,
    Service,
    Situation,
)
from editorial.models import ContentModel
from editorial.roles import Role
from tests.directory.builders import (
    make_area,
    make_channel,
    make_country,
    make_need,
    make_organization,
    make_service,
)
from tests.forms import send
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
    RegionalConfirmation,
]
WRITTEN_BY_EDITORS: list[type[Model]] = [Organization, Service, FirstContactRule]
ROWS_OF_ANOTHER: list[type[Model]] = [Channel, Location]
EVERYTHING = [*KEPT_BY_ADMINISTRATORS, *WRITTEN_BY_EDITORS, *ROWS_OF_ANOTHER]


def address(model: type[Model], page: str, *args: object) -> str:
    return reverse(f"admin:directory_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def administrator(empty_directory: None) -> Client:
    return at_the_desk(Role.ADMINISTRATOR)


@pytest.fixture
def editor(empty_directory: None) -> Client:
    return at_the_desk(Role.EDITOR)


def keeper(model: type[Model]) -> Client:
    return at_the_desk(Role.ADMINISTRATOR if model in KEPT_BY_ADMINISTRATORS else Role.EDITOR)


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
    Location.objects.create(organization=service.organization, key="office", confidential=False)
    SearchHint.objects.create(slug="hint", phrases_nl=["x"], phrases_en=["x"])
    rule = FirstContactRule.all_objects.create(slug="rule", name_nl="x", reason_nl="x")
    FirstContactOption.objects.create(rule=rule, role="first", service=service)


def test_every_kind_of_content_is_at_the_desk() -> None:
    shown_as_rows = {FirstContactOption}
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
    options = admin.site._registry[model]
    assert options.search_fields
    assert client.get(address(model, "changelist")).status_code == 200
    for typed in ("hulp", "GM0001", "+31334481186", "0' --"):
        assert client.get(address(model, "changelist"), {"q": typed}).status_code == 200
    page = client.get(address(model, "changelist")).content.decode()
    assert "0 resultaten" not in page


@pytest.mark.parametrize("model", [*KEPT_BY_ADMINISTRATORS, *WRITTEN_BY_EDITORS])
def test_its_pages_to_add_and_change_open(model: type[Model]) -> None:
    make_one_of_each()
    client = keeper(model)
    assert client.get(address(model, "add")).status_code == 200
    record = model._default_manager.all()[0]
    assert client.get(address(model, "change", record.pk)).status_code == 200


@pytest.mark.parametrize("model", ROWS_OF_ANOTHER)
def test_a_row_is_seen_by_itself_and_changed_at_its_organization(
    model: type[Model], editor: Client
) -> None:
    make_one_of_each()
    record = model._default_manager.all()[0]
    assert editor.get(address(model, "change", record.pk)).status_code == 200
    assert editor.post(address(model, "change", record.pk)).status_code == 403
    assert editor.get(address(model, "add")).status_code == 403


@pytest.mark.parametrize("model", [*KEPT_BY_ADMINISTRATORS, *WRITTEN_BY_EDITORS])
def test_its_page_fetches_nothing_from_elsewhere_and_runs_nothing_inline(
    model: type[Model],
) -> None:
    page = keeper(model).get(address(model, "add")).content.decode()
    assert "//ajax." not in page
    assert 'src="http' not in page
    assert 'src="//' not in page
    assert "<script>" not in page
    assert "onclick" not in page


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


GROWING: list[tuple[type[Model], Callable[[int], None]]] = [
    (Need, grow_need),
    (AreaMember, grow_area_member),
    (Place, grow_place),
    (Postcode, grow_postcode),
    (FormerMunicipality, grow_former),
    (Organization, grow_service),
    (Service, grow_service),
    (Channel, grow_service),
    (Location, grow_service),
    (FirstContactRule, grow_service),
]


@pytest.mark.parametrize(("model", "grow"), GROWING)
def test_a_list_asks_as_much_of_twenty_records_as_of_four(
    model: type[Model], grow: Callable[[int], None]
) -> None:
    client = keeper(model)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(model, "changelist")).status_code == 200
        return len(captured)

    for number in range(4):
        grow(number)
    queries()
    at_four = queries()
    for number in range(4, 20):
        grow(number)
    assert queries() == at_four


class TestVocabulary:
    def test_a_need_is_added_and_offered_to_visitors(self, administrator: Client) -> None:
        answer = send(
            administrator,
            address(Need, "add"),
            code="fresh_air",
            group="living",
            label_nl="Frisse lucht",
            label_en="Fresh air",
            synonyms_nl="benauwd\nbuiten zijn\n",
            synonyms_en="stuffy",
        )
        assert answer.status_code == 302
        need = Need.objects.get(code="fresh_air")
        assert need.synonyms_nl == ["benauwd", "buiten zijn"]
        assert "Frisse lucht" in Client().get("/nl/").content.decode()
        assert "Fresh air" in Client().get("/en/").content.decode()

    @pytest.mark.parametrize("model", [Need, ExploitationForm, Situation])
    def test_a_label_is_needed_in_both_languages(
        self, administrator: Client, model: type[Model]
    ) -> None:
        answer = send(administrator, address(model, "add"), code="x", label_nl="Alleen")
        assert answer.status_code == 200
        assert "label_en" in answer.context["adminform"].form.errors

    def test_a_reserved_code_is_refused_where_it_is_typed(self, administrator: Client) -> None:
        answer = send(
            administrator, address(Need, "add"), code="unknown", label_nl="x", label_en="x"
        )
        assert "code" in answer.context["adminform"].form.errors

    def test_a_code_that_is_in_links_does_not_change(self, administrator: Client) -> None:
        need = make_need("talk")
        page = administrator.get(address(Need, "change", need.pk)).content.decode()
        assert 'name="code"' not in page
        send(administrator, address(Need, "change", need.pk), label_en="Speak")
        need.refresh_from_db()
        assert (need.code, need.label_en) == ("talk", "Speak")

    def test_a_term_may_be_found_by_what_people_type(self, administrator: Client) -> None:
        make_need("talk", synonyms_nl=["kletsen"])
        make_need("legal")
        page = administrator.get(address(Need, "changelist"), {"q": "kletsen"}).content.decode()
        assert "need talk" in page or "behoefte talk" in page
        assert "behoefte legal" not in page


class TestGeography:
    def test_a_place_is_added_and_found_by_visitors(self, administrator: Client) -> None:
        municipality = make_area("GM0001", name_nl="Ergens", name_en="Ergens")
        send(
            administrator,
            address(Place, "add"),
            name="Nieuwdorp",
            kind="place",
            municipality=municipality.pk,
        )
        assert "Ergens" in Client().get("/nl/hulp/?place=nieuwdorp").content.decode()

    def test_areas_are_found_while_typing(self, administrator: Client) -> None:
        make_area("GM0001", name_nl="Ergens")
        found = administrator.get(
            reverse("admin:autocomplete"),
            {
                "app_label": "directory",
                "model_name": "place",
                "field_name": "municipality",
                "term": "erg",
            },
        ).json()
        assert [result["text"] for result in found["results"]] == ["Ergens"]

    def test_an_editor_may_look_and_not_change(self, editor: Client) -> None:
        area = make_area("GM0001")
        assert editor.get(address(Area, "changelist")).status_code == 200
        assert editor.get(address(Area, "add")).status_code == 403
        assert editor.post(address(Area, "change", area.pk)).status_code == 403


def facet(**changes: Any) -> dict[str, Any]:
    """Return a service's answers: for everyone, apart from the changes."""
    rules = ("age", "exploitation", "residence", "situation", "gender")
    return {f"{name}_rule": "any" for name in rules} | changes


def new_service(**changes: Any) -> dict[str, Any]:
    texts = {
        f"{name}_{language}": f"{name} {language}"
        for name in ("name", "description")
        for language in ("nl", "en")
    }
    return {
        "organization": make_organization().pk,
        "slug": "new",
        "status": "active",
        "needs": [make_need().pk],
        "phases": ["care"],
        "audiences": ["victim"],
        "service_areas": [make_country().pk],
        "intake": "direct",
        **texts,
        **facet(),
        **changes,
    }


def errors_of(answer: Any) -> str:
    assert answer.status_code == 200, "it was saved"
    page: str = answer.content.decode()
    return page.partition('<p class="errornote">')[2] or page.partition("errorlist")[2]


class TestService:
    def test_it_is_added_in_both_languages_and_not_public_yet(self, editor: Client) -> None:
        answer = send(editor, address(Service, "add"), **new_service())
        assert answer.status_code == 302
        service = Service.all_objects.get(slug="new")
        assert (service.name_nl, service.name_en) == ("name nl", "name en")
        assert [need.code for need in service.needs.all()] == ["talk"]
        assert service.phases == ["care"]
        assert service.state == "draft"
        assert service.assured_date is None

    def test_a_draft_is_changed_at_once(self, editor: Client) -> None:
        service = make_service(state="draft")
        send(editor, address(Service, "change", service.pk), wait_time_nl="2 weken")
        service.refresh_from_db()
        assert service.wait_time_nl == "2 weken"  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        ("changes", "column"),
        [
            ({"age_rule": "only"}, "age_rule"),
            ({"age_groups": ["minor"]}, "age_rule"),
            ({"residence_rule": "unknown", "residence_statuses": ["eu"]}, "residence_rule"),
            ({"exploitation_rule": "only"}, "exploitation_rule"),
            ({"situation_rule": "only"}, "situation_rule"),
        ],
    )
    def test_a_rule_that_contradicts_its_values_is_refused_beside_it(
        self, editor: Client, changes: dict[str, Any], column: str
    ) -> None:
        answer = send(editor, address(Service, "add"), **new_service(**changes))
        assert column in answer.context["adminform"].form.errors
        assert not Service.all_objects.exists()

    def test_hours_that_a_machine_cannot_read_are_refused(self, editor: Client) -> None:
        answer = send(editor, address(Service, "add"), **new_service(opening_hours="weekdays"))
        assert "opening_hours" in answer.context["adminform"].form.errors

    def test_an_address_near_a_secret_place_is_refused(self, editor: Client) -> None:
        organization = make_organization()
        Location.objects.create(organization=organization, key="shelter", confidential=True)
        told = new_service(organization=organization.pk, description_en="Come to Kerkstraat 12.")
        assert "Kerkstraat 12" in errors_of(send(editor, address(Service, "add"), **told))

    def test_it_is_found_by_the_number_that_one_dials(self, editor: Client) -> None:
        service = make_service(name_nl="Nachtlijn")
        service.channels.add(make_channel(service.organization, value="+31881234567"))
        make_service(name_nl="Daglijn")
        page = editor.get(address(Service, "changelist"), {"q": "881234567"}).content.decode()
        assert "Nachtlijn" in page
        assert "Daglijn" not in page

    def test_its_page_leads_to_a_preview_in_each_language(self, editor: Client) -> None:
        service = make_service(state="draft", name_en="Not yet public")
        page = editor.get(address(Service, "change", service.pk)).content.decode()
        preview = address(Service, "preview", service.pk, "en")
        assert preview in page
        assert "Not yet public" in editor.get(preview).content.decode()


def rows(name: str, *filled: dict[str, Any]) -> dict[str, Any]:
    """Return new rows below an entry that has none."""
    return {
        f"{name}-TOTAL_FORMS": len(filled),
        **{
            f"{name}-{number}-{column}": value
            for number, row in enumerate(filled)
            for column, value in row.items()
        },
    }


class TestOrganization:
    ENTRY: dict[str, Any] = {
        "slug": "new",
        "kind": "ngo",
        "helps_victims": "direct",
        "name_nl": "Nieuw",
        "name_en": "New",
        "description_nl": "Helpt.",
        "description_en": "Helps.",
        "alternate_names": "Vroeger zo\nEn zo\n",
    }
    PHONE: dict[str, Any] = {
        "key": "new-phone",
        "position": 0,
        "kind": "phone",
        "value": "+31881234567",
        "cost": "free",
        "label_nl": "Hulplijn",
        "label_en": "Helpline",
        "opening_hours": "Mo-Fr 09:00-17:00",
    }

    def test_it_is_added_with_its_numbers(self, editor: Client) -> None:
        answer = send(
            editor, address(Organization, "add"), **self.ENTRY, **rows("channels", self.PHONE)
        )
        assert answer.status_code == 302
        organization = Organization.all_objects.get(slug="new")
        assert organization.alternate_names == ["Vroeger zo", "En zo"]
        channel = organization.channels.get()
        assert (channel.value, channel.label_en) == ("+31881234567", "Helpline")  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        "wrong", [{"value": "0881234567"}, {"value": "no number"}, {"opening_hours": "weekdays"}]
    )
    def test_a_number_that_cannot_work_is_refused(
        self, editor: Client, wrong: dict[str, Any]
    ) -> None:
        told = self.ENTRY | rows("channels", self.PHONE | wrong)
        assert errors_of(send(editor, address(Organization, "add"), **told))
        assert not Organization.all_objects.exists()

    @pytest.mark.parametrize(
        "secret",
        [{"city": "Utrecht"}, {"address_1": "Kerkstraat 12"}, {"name_nl": "Kerkstraat 12"}],
    )
    def test_a_secret_place_with_an_address_is_refused(
        self, editor: Client, secret: dict[str, Any]
    ) -> None:
        place = {"key": "shelter", "location_type": "physical", "confidential": "on"} | secret
        told = self.ENTRY | rows("locations", place)
        assert errors_of(send(editor, address(Organization, "add"), **told))
        assert not Location.objects.exists()

    def test_an_address_in_a_text_beside_a_new_secret_place_is_refused(
        self, editor: Client
    ) -> None:
        place = {"key": "shelter", "location_type": "physical", "confidential": "on"}
        told = self.ENTRY | {"description_nl": "Op Kerkstraat 12."} | rows("locations", place)
        assert "Kerkstraat 12" in errors_of(send(editor, address(Organization, "add"), **told))
        assert not Organization.all_objects.exists()

    def test_it_is_found_by_a_former_name_and_by_its_number(self, editor: Client) -> None:
        organization = make_organization(name_nl="Nu", alternate_names=["Vroeger"])
        make_channel(organization, value="+31881234567")
        make_organization(name_nl="Een ander")
        for typed in ("Vroeger", "1234567"):
            page = editor.get(address(Organization, "changelist"), {"q": typed}).content.decode()
            assert ">Nu<" in page
            assert "Een ander" not in page


class TestFirstContactRule:
    RULE: dict[str, Any] = {
        "slug": "new",
        "name_nl": "Wie bang is",
        "name_en": "Who is afraid",
        "reason_nl": "Omdat u bang bent.",
        "reason_en": "Because you are afraid.",
        "moment": "any",
        "position": 3,
    }

    def test_it_is_added_with_its_options_in_order(self, editor: Client) -> None:
        first, second = make_service(), make_service()
        options = [
            {"role": "first", "position": 0, "service": first.pk},
            {"role": "first", "position": 0, "service": second.pk},
            {"role": "alternative", "position": 0, "service": second.pk},
        ]
        told = self.RULE | rows("options", *options)
        assert send(editor, address(FirstContactRule, "add"), **told).status_code == 302
        made = FirstContactOption.objects.order_by("role", "position")
        assert [(row.role, row.position, row.service) for row in made] == [
            ("alternative", 0, second),
            ("first", 0, first),
            ("first", 1, second),
        ]

    def test_a_service_stands_once_in_a_role(self, editor: Client) -> None:
        service = make_service()
        option = {"role": "first", "position": 0, "service": service.pk}
        told = self.RULE | rows("options", option, option)
        assert errors_of(send(editor, address(FirstContactRule, "add"), **told))


def test_a_hint_is_added_with_what_it_offers(administrator: Client) -> None:
    service = make_service(name_nl="Een lijn")
    send(
        administrator,
        address(SearchHint, "add"),
        slug="bird",
        phrases_nl="kwikstaart",
        phrases_en="wagtail",
        explanation_nl="Dat is een vogel.",
        explanation_en="That is a bird.",
        services=[service.pk],
        age_groups=["minor"],
    )
    page = Client().get("/nl/hulp/?q=kwikstaart").content.decode()
    assert "Dat is een vogel." in page
    assert "Een lijn" in page
