"""Who made an emergency change may undo it within an hour, as long as nothing else was written."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from directory.models import Organization
from editorial.accounts.roles import Role
from editorial.documents.apply import fresh_document
from editorial.models import AuditEvent, EntryVersion, Proposal, ProposalState, User
from editorial.publishing.workflow import publish_at_once, save_unpublished
from tests.directory.builders import make_channel, make_organization
from tests.people import account, sign_in

pytestmark = pytest.mark.usefixtures("empty_directory")

NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def live() -> Organization:
    organization = make_organization(slug="live", name_nl="Oud", name_en="Old")
    make_channel(organization, key="phone", value="+31334481186")
    return organization


@pytest.fixture
def maker() -> User:
    return account(Role.PUBLISHER, username="maker")


def emergency(live: Organization, maker: User, **changes: Any) -> Proposal:
    document = {**fresh_document(live), **(changes or {"state": "withdrawn"})}
    publish_at_once(live, document, by=maker, note="The number is dead")
    return Proposal.objects.latest("pk")


def undo(user: User, proposal: Proposal) -> int:
    """Return the status of the click, which is offered exactly when the account and time fit."""
    client = Client()
    sign_in(client, user)
    is_offered = client.get(proposal.get_absolute_url()).context["may_undo"]
    address = reverse("admin:editorial_proposal_undo", args=[proposal.pk])
    status = client.post(address).status_code
    assert (status == 403) == (not is_offered)
    return status


@pytest.mark.parametrize("changes", [{}, {"name_nl": "Nieuw"}, {"channels": []}])
def test_it_is_live_again_as_it_was(
    live: Organization, maker: User, changes: dict[str, Any]
) -> None:
    before = fresh_document(live)
    proposal = emergency(live, maker, **changes)
    assert fresh_document(live) != before
    assert undo(maker, proposal) == 302
    assert fresh_document(live) == before
    assert Organization.objects.filter(slug="live").exists()
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.TAKEN_BACK
    assert EntryVersion.objects.of(live)[0].author_name == "maker"
    assert AuditEvent.objects.filter(action="proposal_withdrawn", actor="maker").exists()
    assert undo(maker, proposal) == 403


def test_nobody_else_undoes_it(live: Organization, maker: User) -> None:
    proposal = emergency(live, maker)
    assert undo(account(Role.PUBLISHER, username="other"), proposal) == 403
    assert undo(account(Role.EDITOR, username="editor"), proposal) == 403
    assert not Organization.objects.exists()


@pytest.mark.parametrize(("minutes", "status"), [(59, 302), (60, 403)])
def test_it_can_be_undone_for_an_hour(
    live: Organization,
    maker: User,
    time_machine: TimeMachineFixture,
    *,
    minutes: int,
    status: int,
) -> None:
    proposal = emergency(live, maker)
    time_machine.move_to(NOW + timedelta(minutes=minutes))
    assert undo(maker, proposal) == status


def test_what_was_written_since_is_not_published_with_it(live: Organization, maker: User) -> None:
    proposal = emergency(live, maker)
    live.refresh_from_db()
    editor = account(Role.EDITOR, username="editor")
    save_unpublished(live, {**fresh_document(live), "name_nl": "Ongezien"}, by=editor)
    assert undo(maker, proposal) == 409
    assert not Organization.objects.exists()
