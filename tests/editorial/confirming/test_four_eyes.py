"""Nobody approves an answer that they asked for, or that is about what they wrote."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from directory.models import Organization
from editorial.accounts.roles import Role
from editorial.confirming.links import make_link
from editorial.desk.dashboard import waiting_proposals
from editorial.documents.apply import fresh_document
from editorial.documents.reference import Reference
from editorial.models import ConfirmationLink, Proposal, ProposalOrigin, User
from editorial.publishing.workflow import (
    approve,
    fingerprint,
    may_decide,
    propose,
    publish_at_once,
)
from editorial.work.listing import work_list
from tests.directory.builders import make_channel, make_organization, make_service
from tests.editorial.confirming.test_correcting_numbers import answer
from tests.people import account, sign_in

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]


@pytest.fixture
def organization() -> Organization:
    organization = make_organization(
        slug="voorbeeld", name_nl="Voorbeeld", name_en="Example", description_nl="Helpt."
    )
    make_channel(organization, key="phone")
    return organization


@pytest.fixture
def publisher() -> User:
    return account(Role.PUBLISHER, username="publisher")


def correction(client: Client, link: ConfirmationLink) -> Proposal:
    """Answer a link as anybody can who has it, and return what became of that."""
    sent = answer(client, link, **{"entry-0-description_en": "Helps everyone."})
    assert sent.status_code == 200
    return Proposal.objects.get(origin=ProposalOrigin.CONTACT)


def may_approve(user: User, proposal: Proposal) -> bool:
    """Return whether an account is offered the decision, and whether its click works."""
    client = Client()
    sign_in(client, user)
    page = client.get(proposal.get_absolute_url())
    seen = page.context.get("seen", "")
    response = client.post(f"/admin/editorial/proposal/{proposal.pk}/approve/", {"seen": seen})
    is_approved = response.status_code == 302
    assert page.context["may_decide"] == may_decide(user, proposal) == is_approved
    return is_approved


def ask_at_the_desk(organization: Organization, user: User) -> ConfirmationLink:
    client = Client()
    sign_in(client, user)
    client.post(
        "/admin/editorial/confirmationlink/ask/?record=directory.Organization|voorbeeld", {}
    )
    return ConfirmationLink.objects.get()


def ask_in_a_name(organization: Organization, user: User) -> ConfirmationLink:
    """Make a link as links were made before they held an account."""
    return make_link(organization, by=user.get_username(), now=NOW)


def ask_and_be_renamed(organization: Organization, user: User) -> ConfirmationLink:
    link = ask_at_the_desk(organization, user)
    user.username = "somebody-else"
    user.save()
    return link


@pytest.mark.parametrize("ask", [ask_at_the_desk, ask_in_a_name, ask_and_be_renamed])
def test_who_sent_the_link_does_not_approve_what_came_back(
    client: Client,
    organization: Organization,
    publisher: User,
    ask: Callable[[Organization, User], ConfirmationLink],
) -> None:
    proposal = correction(client, ask(organization, publisher))
    assert not may_approve(publisher, proposal)
    assert may_approve(account(Role.PUBLISHER, username="other"), proposal)


def propose_and_have_it_approved(organization: Organization, user: User) -> None:
    base = fresh_document(organization)
    proposal = propose(organization, {**base, "website": "https://a.org"}, base=base, by=user)
    other = account(Role.PUBLISHER, username="approver")
    approve(proposal, by=other, seen=fingerprint(proposal, organization))


def change_at_once(organization: Organization, user: User) -> None:
    document = {**fresh_document(organization), "website": "https://a.org"}
    publish_at_once(organization, document, by=user, note="dead")


@pytest.mark.parametrize("write", [propose_and_have_it_approved, change_at_once])
def test_who_proposed_what_was_asked_about_does_not_approve_the_answer(
    client: Client,
    organization: Organization,
    publisher: User,
    write: Callable[[Organization, User], None],
) -> None:
    write(organization, publisher)
    sender = account(Role.PUBLISHER, username="sender")
    proposal = correction(client, make_link(organization, by=sender, now=NOW))
    assert not may_approve(publisher, proposal)
    assert not may_approve(sender, proposal)
    assert may_approve(account(Role.PUBLISHER, username="other"), proposal)


def test_the_same_holds_for_a_number_that_another_entry_keeps(
    client: Client, organization: Organization, publisher: User
) -> None:
    [channel] = organization.channels.all()
    service = make_service(organization=organization, channels=[channel])
    link = make_link(service, by=publisher, now=NOW)
    answer(client, link, **{f"contact-{channel.pk}-value": "+31201234567"})
    assert not may_approve(publisher, Proposal.objects.get())


def test_it_does_not_wait_for_the_sender_on_their_first_page(
    client: Client, organization: Organization, publisher: User
) -> None:
    correction(client, make_link(organization, by=publisher, now=NOW))
    assert waiting_proposals(publisher).to_approve == []
    assert len(waiting_proposals(account(Role.PUBLISHER, username="other")).to_approve) == 1


def test_an_answer_that_no_publisher_may_approve_says_what_to_do(
    client: Client, organization: Organization, publisher: User
) -> None:
    """One publisher may have asked about what the other proposed: a third is the way out."""
    propose_and_have_it_approved(organization, publisher)
    asker = account(Role.PUBLISHER, username="asker")
    account(Role.EDITOR, username="an-editor")
    User.objects.filter(username="approver").update(is_active=False)
    proposal = correction(client, ask_at_the_desk(organization, asker))
    for user in (asker, publisher):
        sign_in(client, user)
        page = client.get(proposal.get_absolute_url()).content.decode()
        assert "administrator" in page or "beheerder" in page
        assert "an-editor" not in page
        assert [one.pk for one in waiting_proposals(user).undecided] == [proposal.pk]
        assert 'id="desk-undecided"' in client.get("/admin/").content.decode()
    work = work_list(now=timezone.now(), kinds=["undecided"])
    [row] = [row for group in work.groups for row in group.rows]
    assert row.subject.reference == Reference.to(organization)
    assert row.subject.name == str(organization)
    account(Role.PUBLISHER, username="somebody-else")
    assert work_list(now=timezone.now(), kinds=["undecided"]).total == 0
    assert 'id="desk-undecided"' not in client.get("/admin/").content.decode()
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "somebody-else" in page
    assert "errornote" not in page
