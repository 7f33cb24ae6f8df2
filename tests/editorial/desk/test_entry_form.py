"""The form of an entry at the desk, filled in as a browser does it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directory.models import Channel, Location, Organization, Service
from editorial.accounts.roles import Role
from editorial.documents.apply import fresh_document
from editorial.models import (
    AuditAction,
    AuditEvent,
    ContentVersion,
    EntryVersion,
    Proposal,
    ProposalState,
)
from editorial.publishing.workflow import publish_at_once
from tests.directory.builders import make_channel, make_need, make_organization, make_service
from tests.filling_in import filled_in
from tests.people import account, at_the_desk

pytestmark = [
    pytest.mark.usefixtures("empty_directory"),
]


@pytest.fixture
def live() -> Organization:
    organization = make_organization(slug="live", name_nl="Oud", name_en="Old")
    make_channel(organization, key="live-phone", value="+31334481186", label_nl="A", label_en="B")
    return organization


def address(page: str, *args: Any, model: str = "organization") -> str:
    return reverse(f"admin:directory_{model}_{page}", args=args)


def send(client: Client, where: str, button: str = "_save", **changes: Any) -> Any:
    page = client.get(where)
    assert page.status_code == 200
    return client.post(where, filled_in(page, **changes) | {button: ["x"]})


def change(client: Client, entry: Any, button: str = "_save", **changes: Any) -> Any:
    model = entry._meta.model_name
    return send(client, address("change", entry.pk, model=model), button, **changes)


def name_of_live() -> str | None:
    return Organization.all_objects.get(slug="live").name_nl


def test_an_editor_proposes_a_change_of_what_is_published(live: Organization) -> None:
    before, version = fresh_document(live), ContentVersion.current()
    response = change(at_the_desk(Role.EDITOR), live, name_nl="Nieuw", name_en="New")
    proposal = Proposal.objects.get()
    assert response.headers["Location"] == proposal.get_absolute_url()
    assert fresh_document(live) == before
    assert ContentVersion.current() == version
    assert proposal.document == {**before, "name_nl": "Nieuw", "name_en": "New"}


def test_rows_of_a_proposal_wait_too(live: Organization) -> None:
    client = at_the_desk(Role.EDITOR)
    change(
        client,
        live,
        **{
            "channels-0-value": "+31201234567",
            "channels-TOTAL_FORMS": "2",
            "channels-1-id": "",
            "channels-1-organization": str(live.pk),
            "channels-1-key": "live-chat",
            "channels-1-kind": "chat",
            "channels-1-value": "https://example.org/chat",
            "channels-1-cost": "free",
            "channels-1-position": "1",
        },
    )
    assert [channel.value for channel in live.channels.all()] == ["+31334481186"]
    rows = Proposal.objects.get().document["channels"]
    assert {row["key"]: row["value"] for row in rows} == {
        "live-phone": "+31201234567",
        "live-chat": "https://example.org/chat",
    }


def test_an_editor_works_on_with_their_own_proposal(live: Organization) -> None:
    client = at_the_desk(Role.EDITOR)
    new_row = {
        "channels-TOTAL_FORMS": "2",
        "channels-1-id": "",
        "channels-1-organization": str(live.pk),
        "channels-1-key": "live-chat",
        "channels-1-kind": "chat",
        "channels-1-value": "https://example.org/chat",
        "channels-1-cost": "free",
        "channels-1-position": "1",
    }
    change(client, live, name_nl="Nieuw", **new_row)
    page = client.get(address("change", live.pk))
    form = filled_in(page)
    assert form["name_nl"] == ["Nieuw"]
    assert "https://example.org/chat" in form["channels-0-value"] + form["channels-1-value"]
    change(client, live, description_nl="Nog meer.")
    [proposal] = Proposal.objects.all()
    assert proposal.document["name_nl"] == "Nieuw"
    assert proposal.document["description_nl"] == "Nog meer."
    assert len(proposal.document["channels"]) == 2
    assert name_of_live() == "Oud"


def test_a_draft_is_saved_directly_and_sent_for_approval(live: Organization) -> None:
    draft = make_organization(slug="draft", state="draft")
    client = at_the_desk(Role.EDITOR)
    change(client, draft, name_nl="Beter")
    assert Organization.all_objects.get(slug="draft").name_nl == "Beter"
    change(client, draft, "_submit", note="Checked by phone")
    draft.refresh_from_db()
    assert draft.state == "in_review"
    assert Proposal.objects.get().note == "Checked by phone"


def test_a_new_entry_is_a_draft(live: Organization) -> None:
    client = at_the_desk(Role.EDITOR)
    response = send(
        client,
        address("add"),
        slug="new",
        name_nl="Nieuw",
        name_en="New",
        description_nl="Helpt.",
        description_en="Helps.",
        kind="ngo",
        helps_victims="direct",
    )
    assert response.status_code == 302
    new = Organization.all_objects.get(slug="new")
    assert new.state == "draft"
    assert EntryVersion.objects.of(new).count() == 1
    assert AuditEvent.objects.filter(action=AuditAction.ADDED, object_key="new").count() == 1


def test_nobody_publishes_through_the_form(live: Organization) -> None:
    draft = make_organization(slug="draft", state="draft")
    client = at_the_desk(Role.PUBLISHER)
    change(client, draft, state="published")
    change(client, draft, "_publish_at_once", note="now")
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_an_editor_cannot_publish_at_once_by_sending_that_button(live: Organization) -> None:
    client = at_the_desk(Role.EDITOR)
    response = change(client, live, "_publish_at_once", name_nl="Nieuw", note="now")
    assert response.status_code == 403
    assert name_of_live() == "Oud"
    assert AuditEvent.objects.filter(action=AuditAction.REFUSED, actor="editor").exists()


def test_a_publisher_publishes_at_once_and_it_waits_for_review(live: Organization) -> None:
    client = at_the_desk(Role.PUBLISHER)
    change(client, live, "_publish_at_once", name_nl="Nieuw", note="Dead number")
    assert name_of_live() == "Nieuw"
    assert Proposal.objects.get().state == ProposalState.UNREVIEWED


def test_an_emergency_without_a_reason_keeps_what_was_typed(live: Organization) -> None:
    client = at_the_desk(Role.PUBLISHER)
    response = change(client, live, "_publish_at_once", name_nl="Nieuw")
    assert filled_in(response)["name_nl"] == ["Nieuw"]
    assert "errornote" in response.content.decode()
    assert name_of_live() == "Oud"


def test_a_withdrawal_is_proposed_from_the_form(live: Organization) -> None:
    change(at_the_desk(Role.EDITOR), live, "_withdraw")
    assert Proposal.objects.get().document["state"] == "withdrawn"
    assert Organization.objects.filter(slug="live").exists()


def test_a_form_with_a_mistake_keeps_everything_that_was_typed(live: Organization) -> None:
    client = at_the_desk(Role.EDITOR)
    response = change(client, live, name_nl="Nieuw", **{"channels-0-value": "12"})
    form = filled_in(response)
    assert (form["name_nl"], form["channels-0-value"]) == (["Nieuw"], ["12"])
    assert not Proposal.objects.exists()


def test_what_an_entry_breaks_as_a_whole_is_said_beside_its_field() -> None:
    service = make_service()
    client = at_the_desk(Role.EDITOR)
    response = change(client, service, exploitation_rule="only")
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["exploitation_rule"]
    assert not Proposal.objects.exists()


def test_an_address_in_use_is_refused_with_a_message(live: Organization) -> None:
    make_organization(slug="other")
    response = change(at_the_desk(Role.EDITOR), live, slug="other")
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["slug"]


def test_the_second_to_save_is_told_and_loses_nothing(live: Organization) -> None:
    draft = make_organization(slug="draft", state="draft", name_nl="Oud", name_en="Old")
    make_channel(draft, key="draft-phone", value="+31334481186")
    first, second = at_the_desk(Role.EDITOR), at_the_desk(Role.EDITOR, username="second")
    where = address("change", draft.pk)
    page = second.get(where)
    change(first, draft, website="https://first.example", **{"channels-0-value": "+31201234567"})
    mine = filled_in(page, name_nl="Van mij", description_nl="Ook van mij")
    response = second.post(where, mine | {"_save": ["x"]})
    assert response.status_code == 409
    assert "https://first.example" in response.content.decode()
    again = filled_in(response)
    assert (again["name_nl"], again["description_nl"]) == (["Van mij"], ["Ook van mij"])
    assert again["website"] == ["https://first.example"]
    assert again["channels-0-value"] == ["+31201234567"]
    assert Organization.all_objects.get(slug="draft").name_nl == "Oud"
    assert second.post(where, again | {"_save": ["x"]}).status_code == 302
    after = Organization.all_objects.get(slug="draft")
    assert (after.name_nl, after.website) == ("Van mij", "https://first.example")
    assert Channel.objects.get(key="draft-phone").value == "+31201234567"


def test_where_both_changed_a_place_both_texts_are_shown(live: Organization) -> None:
    draft = make_organization(slug="draft", state="draft", name_nl="Oud")
    first, second = at_the_desk(Role.EDITOR), at_the_desk(Role.EDITOR, username="second")
    where = address("change", draft.pk)
    page = second.get(where)
    change(first, draft, name_nl="Van de eerste")
    response = second.post(where, filled_in(page, name_nl="Van de tweede") | {"_save": ["x"]})
    text = response.content.decode()
    assert "eerste" in text
    assert filled_in(response)["name_nl"] == ["Van de tweede"]


def test_a_new_row_survives_that_somebody_else_saved_first(live: Organization) -> None:
    draft = make_organization(slug="draft", state="draft")
    first, second = at_the_desk(Role.EDITOR), at_the_desk(Role.EDITOR, username="second")
    where = address("change", draft.pk)
    page = second.get(where)
    change(first, draft, website="https://first.example")
    new_row = {
        "channels-TOTAL_FORMS": "1",
        "channels-0-id": "",
        "channels-0-organization": str(draft.pk),
        "channels-0-key": "draft-chat",
        "channels-0-kind": "chat",
        "channels-0-value": "https://example.org/chat",
        "channels-0-cost": "free",
        "channels-0-position": "0",
    }
    response = second.post(where, filled_in(page, **new_row) | {"_save": ["x"]})
    assert second.post(where, filled_in(response) | {"_save": ["x"]}).status_code == 302
    assert [channel.key for channel in draft.channels.all()] == ["draft-chat"]


@pytest.mark.parametrize("opened", [None, "", "forged:token"])
def test_a_form_that_does_not_say_what_it_saw_overwrites_nothing(
    live: Organization, opened: str | None
) -> None:
    draft = make_organization(slug="draft", state="draft", name_nl="Oud")
    client = at_the_desk(Role.EDITOR)
    response = change(client, draft, name_nl="Blind", opened=opened)
    assert response.status_code == 409
    draft.refresh_from_db()
    assert draft.name_nl == "Oud"


def test_what_was_seen_of_another_entry_does_not_count(live: Organization) -> None:
    one = make_organization(slug="one", state="draft")
    other = make_organization(slug="other", state="draft")
    client = at_the_desk(Role.EDITOR)
    token = filled_in(client.get(address("change", other.pk)))["opened"]
    assert change(client, one, name_nl="X", opened=token).status_code == 409


def test_nothing_changed_makes_no_proposal(live: Organization) -> None:
    change(at_the_desk(Role.EDITOR), live)
    assert not Proposal.objects.exists()


def test_an_administrator_reads_and_does_not_write(live: Organization) -> None:
    client = at_the_desk(Role.ADMINISTRATOR)
    where = address("change", live.pk)
    assert client.get(where).status_code == 200
    assert client.post(where, {"name_nl": "X", "_save": "x"}).status_code == 403
    assert client.get(address("add")).status_code == 403
    assert name_of_live() == "Oud"


def test_only_what_the_public_never_saw_is_deleted(live: Organization) -> None:
    draft = make_organization(slug="draft", state="draft")
    client = at_the_desk(Role.EDITOR)
    assert client.post(address("delete", live.pk), {"post": "yes"}).status_code == 403
    assert client.post(address("delete", draft.pk), {"post": "yes"}).status_code == 302
    assert [entry.slug for entry in Organization.all_objects.all()] == ["live"]


def test_markup_in_a_text_is_shown_as_text(live: Organization) -> None:
    nasty = "<script>alert(1)</script>"
    client = at_the_desk(Role.EDITOR)
    response = change(client, live, name_nl=nasty, note=nasty)
    for where in (response.headers["Location"], address("change", live.pk)):
        page = client.get(where).content.decode()
        assert nasty not in page
        assert "&lt;script&gt;" in page


def test_a_form_of_more_than_the_limit_changes_nothing(live: Organization) -> None:
    client = at_the_desk(Role.EDITOR)
    response = change(client, live, description_nl="x" * 10_000_000)
    assert response.status_code == 400
    assert not Proposal.objects.exists()
    assert AuditEvent.objects.filter(action=AuditAction.REFUSED, actor="editor").exists()


def test_lists_and_forms_ask_as_much_of_the_database_for_many_as_for_few(
    live: Organization,
) -> None:
    client = at_the_desk(Role.EDITOR)

    def queries(where: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(where).status_code == 200
        return len(captured)

    few = queries(address("changelist"))
    for _number in range(30):
        make_organization()
    assert queries(address("changelist")) == few <= 20


def test_the_key_of_a_number_that_services_use_does_not_change(live: Organization) -> None:
    channel = live.channels.get()
    service = make_service(organization=live, channels=[channel])
    client = at_the_desk(Role.EDITOR)
    response = change(client, live, **{"channels-0-key": "another-key"})
    assert response.status_code == 200
    assert "live-phone" in response.content.decode()
    assert list(service.channels.all()) == [channel]
    assert not Proposal.objects.exists()


def test_ticking_confidential_is_enough_to_make_a_place_secret(live: Organization) -> None:
    draft = make_organization(slug="draft", state="draft")
    place = {"confidential": False, "address_1": "Kerkstraat 12", "city": "Assen"}
    Location.objects.create(organization=draft, key="house", **place)
    client = at_the_desk(Role.EDITOR)
    response = change(client, draft, **{"locations-0-confidential": "on"})
    assert response.status_code == 302
    house = Location.objects.get(key="house")
    assert (house.confidential, house.address_1, house.city) == (True, "", "")
    assert "Kerkstraat" not in str(EntryVersion.objects.values_list("document", flat=True))


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER])
def test_vocabularies_are_the_administrators(live: Organization, role: Role) -> None:
    need = make_need("talk")
    client = at_the_desk(role)
    for page, args in (("change", [need.pk]), ("add", []), ("delete", [need.pk])):
        where = address(page, *args, model="need")
        assert client.post(where, {"label_nl": "X", "post": "yes"}).status_code == 403
    need.refresh_from_db()
    assert need.label_nl == "behoefte talk"


def test_an_emergency_elsewhere_does_not_lose_a_waiting_proposal(live: Organization) -> None:
    client = at_the_desk(Role.EDITOR)
    change(client, live, name_nl="Nieuw", name_en="New")
    publisher = account(Role.PUBLISHER, username="publisher")
    document = {**fresh_document(live), "website": "https://moved.example"}
    publish_at_once(live, document, by=publisher, note="Moved")
    form = filled_in(client.get(address("change", live.pk)))
    assert (form["name_nl"], form["website"]) == (["Nieuw"], ["https://moved.example"])


def test_a_service_goes_the_same_road(live: Organization) -> None:
    service = make_service(organization=live)
    change(at_the_desk(Role.EDITOR), service, alert_nl="Let op", alert_en="Mind")
    assert Proposal.objects.get().document["alert_nl"] == "Let op"
    assert not Service.objects.get(pk=service.pk).alert_nl
