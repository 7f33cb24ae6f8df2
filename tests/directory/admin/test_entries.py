"""Services, organizations and first-contact rules at the desk, filled in and refused."""

from typing import Any

import pytest
from django.test import Client

from directory.models import (
    FirstContactOption,
    FirstContactRule,
    Location,
    Organization,
    Service,
)
from editorial.accounts.roles import Role
from tests.directory.admin.desk import address, rows
from tests.directory.builders import (
    make_channel,
    make_country,
    make_need,
    make_organization,
    make_service,
)
from tests.forms import send
from tests.people import at_the_desk

pytestmark = pytest.mark.usefixtures("empty_directory")


@pytest.fixture
def editor(empty_directory: None) -> Client:
    return at_the_desk(Role.EDITOR)


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
        assert service.wait_time_nl == "2 weken"

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
        "wrong", [{"value": "088123456"}, {"value": "no number"}, {"opening_hours": "weekdays"}]
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
