"""Draft, review, published, withdrawn: who may do what, and nothing half published."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from directory.models import Organization, Service
from editorial.accounts.roles import Role
from editorial.documents.apply import fresh_document
from editorial.models import (
    AuditAction,
    AuditEvent,
    EntryVersion,
    Proposal,
    ProposalState,
    User,
    VersionReason,
)
from editorial.publishing.history import writers_since_publication
from editorial.publishing.workflow import (
    Conflicting,
    StaleError,
    approve,
    fingerprint,
    may_decide,
    propose,
    publish_at_once,
    return_to_author,
    review,
    save_unpublished,
    submit,
    withdraw,
)
from tests.directory.builders import make_channel, make_organization, make_service
from tests.people import account

pytestmark = pytest.mark.usefixtures("empty_directory")


@pytest.fixture
def editor() -> User:
    return account(Role.EDITOR, username="editor")


@pytest.fixture
def publisher() -> User:
    return account(Role.PUBLISHER, username="publisher")


@pytest.fixture
def live() -> Organization:
    organization = make_organization(slug="live", name_nl="Oud", name_en="Old")
    make_channel(organization, key="live-phone", value="+31334481186")
    return organization


def changed(entry: Any, **changes: Any) -> dict[str, Any]:
    return {**fresh_document(entry), **changes}


def proposed(entry: Any, by: User, **changes: Any) -> Proposal:
    return propose(entry, changed(entry, **changes), base=fresh_document(entry), by=by)


def seen(proposal: Proposal) -> str:
    entry = proposal.find_entry()
    assert entry
    return fingerprint(proposal, entry)


def public_name(slug: str = "live") -> str | None:
    found = Organization.objects.filter(slug=slug).first()
    return found.name_nl if found else None


def test_a_proposal_leaves_the_public_text_as_it_is(live: Organization, editor: User) -> None:
    proposed(live, editor, name_nl="Nieuw")
    assert public_name() == "Oud"


def test_somebody_else_approves_and_then_the_public_sees_it(
    live: Organization, editor: User, publisher: User
) -> None:
    proposal = proposed(live, editor, name_nl="Nieuw", name_en="New")
    approve(proposal, by=publisher, seen=seen(proposal))
    assert public_name() == "Nieuw"
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == (ProposalState.APPROVED, "publisher")


def test_rows_and_relations_go_live_with_the_texts(editor: User, publisher: User) -> None:
    service = make_service(needs=["talk"])
    make_service(needs=["shelter"])
    proposal = proposed(service, editor, needs=["shelter"], name_nl="Opvang")
    assert {need.code for need in service.needs.all()} == {"talk"}
    approve(proposal, by=publisher, seen=seen(proposal))
    assert {need.code for need in service.needs.all()} == {"shelter"}
    assert Service.objects.get(pk=service.pk).name_nl == "Opvang"


def test_nobody_approves_what_they_wrote_a_part_of(
    live: Organization, editor: User, publisher: User
) -> None:
    proposal = proposed(live, editor, name_nl="Nieuw")
    proposal = propose(
        live,
        changed(live, name_nl="Nieuwer"),
        base=fresh_document(live),
        by=publisher,
        proposal=proposal,
    )
    assert not may_decide(publisher, proposal)
    with pytest.raises(PermissionDenied):
        approve(proposal, by=publisher, seen=seen(proposal))
    assert public_name() == "Oud"


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_only_a_publisher_approves_returns_and_publishes_at_once(
    live: Organization, editor: User, role: Role
) -> None:
    other = account(role, username="other")
    proposal = proposed(live, editor, name_nl="Nieuw")
    with pytest.raises(PermissionDenied):
        approve(proposal, by=other, seen=seen(proposal))
    with pytest.raises(PermissionDenied):
        return_to_author(proposal, by=other, remark="No", seen=seen(proposal))
    with pytest.raises(PermissionDenied):
        publish_at_once(live, changed(live, name_nl="X"), by=other, note="Now")
    assert public_name() == "Oud"
    assert Proposal.objects.get().state == ProposalState.WAITING


def test_a_publisher_returns_a_proposal_with_a_remark(
    live: Organization, editor: User, publisher: User
) -> None:
    proposal = proposed(live, editor, name_nl="Nieuw")
    with pytest.raises(ValidationError):
        return_to_author(proposal, by=publisher, remark="  ", seen=seen(proposal))
    return_to_author(proposal, by=publisher, remark="Which source?", seen=seen(proposal))
    proposal.refresh_from_db()
    assert (proposal.state, proposal.remark) == (ProposalState.RETURNED, "Which source?")
    assert public_name() == "Oud"


def test_its_writer_works_on_with_a_returned_proposal(
    live: Organization, editor: User, publisher: User
) -> None:
    proposal = proposed(live, editor, name_nl="Nieuw")
    return_to_author(proposal, by=publisher, remark="Which source?", seen=seen(proposal))
    again = proposed(live, editor, name_nl="Nieuw", source="A letter")
    assert again.pk == proposal.pk
    assert again.state == ProposalState.WAITING


def test_what_changed_while_a_publisher_looked_is_not_approved_unseen(
    live: Organization, editor: User, publisher: User
) -> None:
    proposal = proposed(live, editor, name_nl="Nieuw")
    looked_at = seen(proposal)
    proposed(live, editor, name_nl="Iets anders")
    with pytest.raises(StaleError):
        approve(proposal, by=publisher, seen=looked_at)
    assert public_name() == "Oud"


def test_a_change_by_somebody_else_in_the_meantime_stays(
    live: Organization, editor: User, publisher: User
) -> None:
    proposal = proposed(live, editor, name_nl="Nieuw", name_en="New")
    publish_at_once(live, changed(live, website="https://example.org"), by=publisher, note="Moved")
    other = account(Role.PUBLISHER, username="other")
    approve(proposal, by=other, seen=seen(proposal))
    after = Organization.objects.get(slug="live")
    assert (after.name_nl, after.website) == ("Nieuw", "https://example.org")


def test_two_changes_of_one_place_are_not_approved_over_each_other(
    live: Organization, editor: User, publisher: User
) -> None:
    proposal = proposed(live, editor, name_nl="Nieuw")
    publish_at_once(live, changed(live, name_nl="Anders"), by=publisher, note="Wrong name")
    other = account(Role.PUBLISHER, username="other")
    with pytest.raises(Conflicting) as conflicting:
        approve(proposal, by=other, seen=seen(proposal))
    assert [conflict.place for conflict in conflicting.value.conflicts] == [("name_nl",)]
    assert public_name() == "Anders"


def test_without_its_english_a_change_is_not_published(
    live: Organization, editor: User, publisher: User
) -> None:
    proposal = proposed(live, editor, doubt_nl="Twijfel", name_nl="Nieuw")
    with pytest.raises(ValidationError, match="doubt_en"):
        approve(proposal, by=publisher, seen=seen(proposal))
    assert public_name() == "Oud"
    assert Proposal.objects.get().state == ProposalState.WAITING


def test_a_draft_is_published_by_somebody_else(editor: User, publisher: User) -> None:
    draft = make_organization(slug="draft", state="draft")
    save_unpublished(draft, changed(draft, name_nl="Beter"), by=editor)
    proposal = submit(draft, by=editor)
    draft.refresh_from_db()
    assert (draft.state, public_name("draft")) == ("in_review", None)
    approve(proposal, by=publisher, seen=seen(proposal))
    assert public_name("draft") == "Beter"
    assert Organization.objects.get(slug="draft").first_published_at


def test_who_wrote_a_draft_does_not_publish_it_even_if_another_submits_it(
    editor: User, publisher: User
) -> None:
    draft = make_organization(slug="draft", state="draft")
    save_unpublished(draft, changed(draft, name_nl="Van mij"), by=publisher)
    proposal = submit(draft, by=editor)
    assert not may_decide(publisher, proposal)


def test_work_on_an_entry_in_review_is_what_gets_approved(editor: User, publisher: User) -> None:
    draft = make_organization(slug="draft", state="draft")
    proposal = submit(draft, by=editor)
    looked_at = seen(proposal)
    draft.refresh_from_db()
    save_unpublished(draft, changed(draft, name_nl="Later"), by=editor)
    with pytest.raises(StaleError):
        approve(proposal, by=publisher, seen=looked_at)
    proposal.refresh_from_db()
    approve(proposal, by=publisher, seen=seen(proposal))
    assert public_name("draft") == "Later"


def test_a_returned_entry_in_review_is_a_draft_again(editor: User, publisher: User) -> None:
    draft = make_organization(slug="draft", state="draft")
    proposal = submit(draft, by=editor)
    return_to_author(proposal, by=publisher, remark="Not yet", seen=seen(proposal))
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_withdrawal_is_proposed_and_approved(
    live: Organization, editor: User, publisher: User
) -> None:
    proposal = proposed(live, editor, state="withdrawn")
    assert public_name() == "Oud"
    approve(proposal, by=publisher, seen=seen(proposal))
    assert public_name() is None


def test_nothing_is_published_by_a_plain_save(editor: User, live: Organization) -> None:
    draft = make_organization(state="draft")
    for state in ("published", "withdrawn"):
        with pytest.raises(PermissionDenied):
            save_unpublished(draft, changed(draft, state=state), by=editor)
    with pytest.raises(PermissionDenied):
        save_unpublished(live, changed(live, name_nl="X"), by=editor)
    with pytest.raises(PermissionDenied):
        propose(draft, changed(draft, state="published"), base=fresh_document(draft), by=editor)


def test_an_emergency_goes_live_at_once_in_dutch_alone_and_is_reviewed_afterwards(
    publisher: User,
) -> None:
    service = make_service()
    publish_at_once(service, changed(service, alert_nl="Bel 112"), by=publisher, note="Flood")
    assert Service.objects.get(pk=service.pk).alert_nl == "Bel 112"
    [proposal] = Proposal.objects.filter(state=ProposalState.UNREVIEWED)
    with pytest.raises(PermissionDenied):
        review(proposal, by=publisher)
    review(proposal, by=account(Role.PUBLISHER, username="other"))
    assert not Proposal.objects.filter(state=ProposalState.UNREVIEWED).exists()


def test_an_emergency_says_why(live: Organization, publisher: User) -> None:
    with pytest.raises(ValidationError):
        publish_at_once(live, changed(live, state="withdrawn"), by=publisher, note=" ")
    assert public_name() == "Oud"


def test_a_writer_takes_a_proposal_back_and_nobody_else_does(
    live: Organization, editor: User, publisher: User
) -> None:
    proposal = proposed(live, editor, name_nl="Nieuw")
    with pytest.raises(PermissionDenied):
        withdraw(proposal, by=publisher)
    withdraw(proposal, by=editor)
    with pytest.raises(StaleError):
        approve(proposal, by=publisher, seen=seen(proposal))


def test_a_decision_is_taken_once(live: Organization, editor: User, publisher: User) -> None:
    proposal = proposed(live, editor, name_nl="Nieuw", name_en="New")
    looked_at = seen(proposal)
    approve(proposal, by=publisher, seen=looked_at)
    with pytest.raises(StaleError):
        approve(proposal, by=publisher, seen=looked_at)
    with pytest.raises(StaleError):
        propose(live, changed(live), base=fresh_document(live), by=editor, proposal=proposal)


def test_an_organizations_own_correction_waits_like_any_other(
    live: Organization, publisher: User
) -> None:
    proposal = propose(
        live,
        changed(live, name_nl="Zelf", name_en="Own"),
        base=fresh_document(live),
        by_name="contact of live",
    )
    approve(proposal, by=publisher, seen=seen(proposal))
    assert public_name() == "Zelf"
    assert EntryVersion.objects.first().author_name == "contact of live"  # type: ignore[union-attr]


def test_the_history_tells_who_wrote_and_the_log_who_approved(
    live: Organization, editor: User, publisher: User
) -> None:
    proposal = proposed(live, editor, name_nl="Geheim", name_en="Secret")
    approve(proposal, by=publisher, seen=seen(proposal))
    versions = EntryVersion.objects.of(live)
    assert [(version.reason, version.author_name) for version in versions] == [
        (VersionReason.APPROVED, "editor"),
        (VersionReason.FOUND, ""),
    ]
    assert versions[0].changed == ["name_en", "name_nl"]
    assert writers_since_publication(live) == set()
    events = AuditEvent.objects.filter(object_key="live").order_by("pk")
    assert [(event.action, event.actor, event.fields) for event in events] == [
        (AuditAction.PROPOSED, "editor", ["name_en", "name_nl"]),
        (AuditAction.APPROVED, "publisher", ["name_en", "name_nl"]),
    ]


def test_nothing_is_half_published(live: Organization, editor: User, publisher: User) -> None:
    rows = [{**row, "value": "not a number"} for row in fresh_document(live)["channels"]]
    with pytest.raises(ValidationError):
        proposed(live, editor, channels=rows)
    proposal = proposed(live, editor, name_nl="Nieuw", name_en="New")
    Proposal.objects.update(document={**proposal.document, "channels": rows})
    proposal.refresh_from_db()
    with pytest.raises(ValidationError):
        approve(proposal, by=publisher, seen=seen(proposal))
    assert public_name() == "Oud"
    assert Proposal.objects.get().state == ProposalState.WAITING
    assert not EntryVersion.objects.exists()
