"""Vocabularies, geography and search hints at the desk."""

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from directory.models import (
    Area,
    ExploitationForm,
    Need,
    Place,
    SearchHint,
    Situation,
)
from editorial.accounts.roles import Role
from tests.directory.admin.desk import address
from tests.directory.builders import (
    make_area,
    make_need,
    make_service,
)
from tests.forms import send
from tests.people import at_the_desk

pytestmark = pytest.mark.usefixtures("empty_directory")


@pytest.fixture
def administrator(empty_directory: None) -> Client:
    return at_the_desk(Role.ADMINISTRATOR)


@pytest.fixture
def editor(empty_directory: None) -> Client:
    return at_the_desk(Role.EDITOR)


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
        assert [result["text"] for result in found["results"]] == ["Ergens, gemeente"]

    def test_an_editor_may_look_and_not_change(self, editor: Client) -> None:
        area = make_area("GM0001")
        assert editor.get(address(Area, "changelist")).status_code == 200
        assert editor.get(address(Area, "add")).status_code == 403
        assert editor.post(address(Area, "change", area.pk)).status_code == 403


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
