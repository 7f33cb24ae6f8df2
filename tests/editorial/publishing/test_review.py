"""Looking at a proposal and deciding about it; and the history and previews beside it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directory.models import Channel, Organization, Service
from editorial.accounts.roles import Role
from editorial.documents.apply import fresh_document
from editorial.models import (
    AuditAction,
    AuditEvent,
    ContentVersion,
    EntryVersion,
    Proposal,
    ProposalState,
    User,
)
from editorial.publishing.workflow import propose, publish_at_once, submit
from tests.directory.builders import make_channel, make_organization, make_service
from tests.filling_in import filled_in
from tests.people import account, at_the_desk

pytestmark = [
    pytest.mark.usefixtures("empty_directory"),
]


@pytest.fixture
def editor() -> User:
    return account(Role.EDITOR, username="anna")


@pytest.fixture
def live() -> Organization:
    organization = make_organization(slug="live", name_nl="Oude naam", name_en="Old name")
    make_channel(organization, key="live-phone", value="+31334481186")
    return organization


@pytest.fixture
def proposal(live: Organization, editor: User) -> Proposal:
    base = fresh_document(live)
    rows = [{**row, "value": "+31201234567"} for row in base["channels"]]
    document = {**base, "name_nl": "Nieuwe naam", "name_en": "New name", "channels": rows}
    return propose(live, document, base=base, by=editor, note="They moved")


def page_of(client: Client, proposal: Proposal) -> Any:
    response = client.get(proposal.get_absolute_url())
    assert response.status_code == 200
    return response


def decide(client: Client, proposal: Proposal, decision: str, **values: str) -> Any:
    seen = page_of(client, proposal).context.get("seen", "")
    address = reverse(f"admin:editorial_proposal_{decision}", args=[proposal.pk])
    return client.post(address, {"seen": seen} | values)


def public_name() -> str | None:
    return Organization.objects.get(slug="live").name_nl


def test_a_publisher_sees_every_change_in_both_languages(proposal: Proposal) -> None:
    text = page_of(at_the_desk(Role.PUBLISHER), proposal).content.decode()
    for part in ("<del>Oude </del>", "<ins>Nieuwe </ins>", "<del>Old </del>", "<ins>New </ins>"):
        assert part in text
    assert "<del>+31334481186</del>" in text
    assert "They moved" in text


def test_a_publisher_approves_on_that_page(proposal: Proposal) -> None:
    client = at_the_desk(Role.PUBLISHER)
    assert decide(client, proposal, "approve").status_code == 302
    assert public_name() == "Nieuwe naam"
    assert Channel.objects.get(key="live-phone").value == "+31201234567"


def test_a_publisher_returns_it_and_its_writer_reads_why(proposal: Proposal) -> None:
    client = at_the_desk(Role.PUBLISHER)
    assert decide(client, proposal, "return", remark="").status_code == 409
    assert decide(client, proposal, "return", remark="Which letter?").status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.RETURNED
    assert "Which letter?" in page_of(at_the_desk(Role.EDITOR), proposal).content.decode()


@pytest.mark.parametrize("decision", ["approve", "return", "review"])
@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_other_roles_cannot_decide_by_address(
    proposal: Proposal, role: Role, decision: str
) -> None:
    client = at_the_desk(role)
    address = reverse(f"admin:editorial_proposal_{decision}", args=[proposal.pk])
    assert client.post(address, {"seen": "x", "remark": "x"}).status_code == 403
    assert public_name() == "Oude naam"
    assert AuditEvent.objects.filter(action=AuditAction.REFUSED, actor=str(role)).exists()


def test_a_publisher_who_wrote_it_is_not_offered_the_decision(live: Organization) -> None:
    client = at_the_desk(Role.PUBLISHER)
    user = User.objects.get(username="publisher")
    base = fresh_document(live)
    own = propose(live, {**base, "name_nl": "X", "name_en": "X"}, base=base, by=user)
    page = page_of(client, own)
    assert not page.context["may_decide"]
    assert decide(client, own, "approve").status_code == 403
    assert decide(client, own, "withdraw").status_code == 302
    own.refresh_from_db()
    assert own.state == ProposalState.TAKEN_BACK


def test_a_decision_needs_a_click_and_not_an_address(proposal: Proposal) -> None:
    client = at_the_desk(Role.PUBLISHER)
    address = reverse("admin:editorial_proposal_approve", args=[proposal.pk])
    assert client.get(address).status_code == 405
    assert public_name() == "Oude naam"


def test_a_forged_or_old_look_approves_nothing(proposal: Proposal, editor: User) -> None:
    client = at_the_desk(Role.PUBLISHER)
    address = reverse("admin:editorial_proposal_approve", args=[proposal.pk])
    assert client.post(address, {"seen": "forged"}).status_code == 409
    assert client.post(address).status_code == 409
    seen = page_of(client, proposal).context["seen"]
    entry = proposal.find_entry()
    assert entry
    propose(entry, proposal.base_document, base=proposal.base_document, by=editor)
    assert client.post(address, {"seen": seen}).status_code == 409
    assert public_name() == "Oude naam"


def test_missing_english_is_shown_and_stops_the_approval(live: Organization, editor: User) -> None:
    base = fresh_document(live)
    half = propose(live, {**base, "doubt_nl": "Twijfel"}, base=base, by=editor)
    client = at_the_desk(Role.PUBLISHER)
    assert page_of(client, half).context["missing"] == ["doubt_en"]
    assert decide(client, half, "approve").status_code == 409
    assert fresh_document(live)["doubt_nl"] == ""


def test_a_first_publication_shows_everything_the_public_will_see(editor: User) -> None:
    draft = make_organization(slug="draft", state="draft", description_nl="Wij helpen u.")
    submitted = submit(draft, by=editor)
    page = page_of(at_the_desk(Role.PUBLISHER), submitted)
    assert "Wij helpen u." in "".join(
        text for told in page.context["differences"] for _differs, text in told.new
    )


def test_an_emergency_change_is_looked_at_by_another_publisher(live: Organization) -> None:
    first = account(Role.PUBLISHER, username="first")
    document = {**fresh_document(live), "name_nl": "Nood"}
    publish_at_once(live, document, by=first, note="Dead number")
    emergency = Proposal.objects.get()
    client = at_the_desk(Role.PUBLISHER)
    assert "Dead number" in page_of(client, emergency).content.decode()
    listed = client.get(
        reverse("admin:editorial_proposal_changelist"), {"state__exact": "unreviewed"}
    )
    assert [found.pk for found in listed.context["cl"].result_list] == [emergency.pk]
    assert decide(client, emergency, "review").status_code == 302
    emergency.refresh_from_db()
    assert emergency.state == ProposalState.REVIEWED


def test_the_list_of_proposals_asks_as_much_for_many_as_for_few(
    proposal: Proposal, editor: User
) -> None:
    client = at_the_desk(Role.PUBLISHER)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("admin:editorial_proposal_changelist"))
        return len(captured)

    few = queries()
    for _number in range(20):
        entry = make_organization()
        base = fresh_document(entry)
        propose(entry, {**base, "source": "x"}, base=base, by=editor)
    assert queries() == few <= 20


# History


def history(entry: Organization | Service) -> str:
    return reverse(f"admin:directory_{entry._meta.model_name}_history", args=[entry.pk])


@pytest.fixture
def changed_twice(live: Organization) -> Organization:
    publisher = account(Role.PUBLISHER, username="first")
    for number, name in (("+31201111111", "Eerste"), ("+31202222222", "Tweede")):
        document = fresh_document(live)
        rows = [{**row, "value": number} for row in document["channels"]]
        changed = {**document, "name_nl": name, "name_en": f"{name} EN", "channels": rows}
        publish_at_once(live, changed, by=publisher, note="x")
    return live


def test_the_history_says_who_when_and_what(changed_twice: Organization) -> None:
    text = at_the_desk(Role.EDITOR).get(history(changed_twice)).content.decode()
    assert text.count("first") >= 2
    assert "contactkanalen: nummer of adres, naam (en), naam (nl)" in text


def test_any_two_versions_are_compared(changed_twice: Organization) -> None:
    newest, middle, oldest = EntryVersion.objects.of(changed_twice)
    client = at_the_desk(Role.EDITOR)
    address = reverse("admin:directory_organization_compare", args=[changed_twice.pk])
    for old, new in ((oldest, newest), (newest, oldest)):
        text = client.get(address, {"old": old.pk, "new": new.pk}).content.decode()
        assert "<del>Oude naam</del>" in text
        assert "<ins>Tweede</ins>" in text
        assert "<ins>+31202222222</ins>" in text
    text = client.get(address, {"old": middle.pk}).content.decode()
    assert "<del>Eerste</del>" in text
    for wrong in ({"old": "x"}, {"old": 10**12}):
        assert client.get(address, wrong).status_code == 404


def test_a_version_of_another_entry_is_not_shown(changed_twice: Organization) -> None:
    other = make_organization()
    version = EntryVersion.objects.of(changed_twice)[0]
    client = at_the_desk(Role.EDITOR)
    address = reverse("admin:directory_organization_compare", args=[other.pk])
    assert client.get(address, {"old": version.pk}).status_code == 404
    form = client.get(
        reverse("admin:directory_organization_change", args=[other.pk]), {"version": version.pk}
    )
    assert filled_in(form)["name_nl"] == [other.name_nl]


def test_restoring_brings_back_rows_and_both_languages(changed_twice: Organization) -> None:
    oldest = EntryVersion.objects.of(changed_twice)[2]
    client = at_the_desk(Role.EDITOR)
    change = reverse("admin:directory_organization_change", args=[changed_twice.pk])
    where = f"{change}?version={oldest.pk}"
    client.post(where, filled_in(client.get(where)) | {"_save": ["x"]})
    proposal = Proposal.objects.waiting().get()
    assert decide(at_the_desk(Role.PUBLISHER), proposal, "approve").status_code == 302
    restored = Organization.objects.get(slug="live")
    assert (restored.name_nl, restored.name_en) == ("Oude naam", "Old name")
    assert Channel.objects.get(key="live-phone").value == "+31334481186"
    assert fresh_document(restored) == oldest.document


def test_restoring_a_row_that_is_gone(live: Organization) -> None:
    publisher = account(Role.PUBLISHER, username="first")
    publish_at_once(live, {**fresh_document(live), "channels": []}, by=publisher, note="x")
    assert not live.channels.exists()
    oldest = EntryVersion.objects.of(live)[1]
    client = at_the_desk(Role.PUBLISHER)
    change = reverse("admin:directory_organization_change", args=[live.pk])
    where = f"{change}?version={oldest.pk}"
    form = filled_in(client.get(where), note="Back")
    client.post(where, form | {"_publish_at_once": ["x"]})
    assert Channel.objects.get(key="live-phone").value == "+31334481186"


def test_a_version_that_does_not_fit_any_more_says_so(live: Organization) -> None:
    publisher = account(Role.PUBLISHER, username="first")
    publish_at_once(live, {**fresh_document(live), "source": "x"}, by=publisher, note="x")
    broken = EntryVersion.objects.of(live)[1]
    EntryVersion.objects.update(document={**broken.document, "kind": "no longer a kind"})
    client = at_the_desk(Role.EDITOR)
    change = reverse("admin:directory_organization_change", args=[live.pk])
    response = client.get(f"{change}?version={broken.pk}")
    assert response.headers["Location"] == history(live)


# Previews


def preview(client: Client, entry: Any, language: str, **query: Any) -> Any:
    name = f"admin:directory_{entry._meta.model_name}_preview"
    return client.get(reverse(name, args=[entry.pk, language]), query)


def test_an_unpublished_page_is_previewed_in_both_languages() -> None:
    organization = make_organization(state="draft")
    service = make_service(
        organization=organization, state="draft", name_nl="Nieuwe hulp", name_en="New help"
    )
    client, version = at_the_desk(Role.EDITOR), ContentVersion.current()
    for language, name in (("nl", "Nieuwe hulp"), ("en", "New help")):
        page = preview(client, service, language)
        assert page.status_code == 200
        assert f'<html lang="{language}"' in page.content.decode()
        assert name in page.content.decode()
        assert "no-store" in page.headers["Cache-Control"]
    service.refresh_from_db()
    organization.refresh_from_db()
    assert (service.state, organization.state) == ("draft", "draft")
    assert ContentVersion.current() == version
    assert Client().get(f"/nl/hulp/{service.slug}/").status_code == 404


def test_what_is_proposed_is_previewed_while_the_public_sees_the_old(
    live: Organization, proposal: Proposal
) -> None:
    client = at_the_desk(Role.PUBLISHER)
    assert "Nieuwe naam" in preview(client, live, "nl", proposal=proposal.pk).content.decode()
    assert "Nieuwe naam" not in preview(client, live, "nl").content.decode()
    public = Client().get(live.get_absolute_url()).content.decode()
    assert "Oude naam" in public
    assert "Nieuwe naam" not in public


def test_a_preview_is_for_the_desk_only(live: Organization) -> None:
    assert preview(Client(), live, "nl").status_code == 302
    assert preview(at_the_desk(), live, "nl").status_code == 403
    assert preview(at_the_desk(Role.EDITOR), live, "fr").status_code == 404


def test_a_page_that_would_not_exist_is_said_not_to() -> None:
    ended = make_service(status="defunct")
    page = preview(at_the_desk(Role.EDITOR), ended, "nl")
    assert page.status_code == 200
    assert page.context["object"] == ended
