"""Who asks for an action of another role by its address gets nothing done, and is in the log."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from directory.models import Need, Organization, Service
from editorial.accounts.roles import Role
from editorial.documents.apply import fresh_document
from editorial.models import AuditEvent, ConfirmationLink, ContentVersion, Proposal, Verification
from editorial.publishing.workflow import fingerprint, propose
from tests.directory.builders import make_need, make_organization, make_service
from tests.people import account, at_the_desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]

Ask = Callable[[], tuple[str, dict[str, Any]]]


@pytest.fixture
def live() -> Organization:
    organization = make_organization(slug="live", name_nl="Oud")
    make_service(slug="advice", organization=organization)
    make_need("talk2")
    base = fresh_document(organization)
    writer = account(Role.EDITOR, username="writer")
    propose(organization, base | {"name_nl": "Nieuw"}, base=base, by=writer)
    return organization


def to_approve() -> tuple[str, dict[str, Any]]:
    proposal = Proposal.objects.get()
    entry = proposal.find_entry()
    assert entry
    address = reverse("admin:editorial_proposal_approve", args=[proposal.pk])
    return address, {"seen": fingerprint(proposal, entry)}


def to_return() -> tuple[str, dict[str, Any]]:
    address, sent = to_approve()
    return address.replace("/approve/", "/return/"), sent | {"remark": "No."}


def to_change_an_entry() -> tuple[str, dict[str, Any]]:
    pk = Service.all_objects.get().pk
    return reverse("admin:directory_service_change", args=[pk]), {"name_nl": "x", "_save": "x"}


def to_delete_an_entry() -> tuple[str, dict[str, Any]]:
    pk = Service.all_objects.get().pk
    return reverse("admin:directory_service_delete", args=[pk]), {"post": "yes"}


def to_change_a_need() -> tuple[str, dict[str, Any]]:
    pk = Need.objects.get(code="talk2").pk
    return reverse("admin:directory_need_change", args=[pk]), {"label_nl": "x", "_save": "x"}


def to_import() -> tuple[str, dict[str, Any]]:
    file = SimpleUploadedFile("services.csv", b"slug,source\nadvice,x\n")
    return reverse("desk_table_import", args=["services"]), {"file": file}


def to_verify() -> tuple[str, dict[str, Any]]:
    address = reverse("admin:editorial_verification_check")
    sent = {"how": "phoned", "outcome": "correct", "fact": "everything"}
    return f"{address}?record=directory.Service%7Cadvice", sent


def to_ask_an_organization() -> tuple[str, dict[str, Any]]:
    address = reverse("admin:editorial_confirmationlink_ask")
    return f"{address}?record=directory.Organization%7Clive", {}


def to_make_an_account() -> tuple[str, dict[str, Any]]:
    return reverse("admin:editorial_user_add"), {"username": "new", "email": "n@example.org"}


def to_change_the_policy() -> tuple[str, dict[str, Any]]:
    return reverse("admin:editorial_freshnesspolicy_change", args=[1]), {"contact_months": "99"}


def to_change_the_log() -> tuple[str, dict[str, Any]]:
    pk = AuditEvent.objects.latest("pk").pk
    return reverse("admin:editorial_auditevent_change", args=[pk]), {"actor": "somebody else"}


@pytest.mark.parametrize(
    ("role", "asked"),
    [
        (Role.EDITOR, to_approve),
        (Role.EDITOR, to_return),
        (Role.ADMINISTRATOR, to_approve),
        (Role.ADMINISTRATOR, to_change_an_entry),
        (Role.ADMINISTRATOR, to_import),
        (Role.ADMINISTRATOR, to_verify),
        (Role.ADMINISTRATOR, to_ask_an_organization),
        (Role.EDITOR, to_delete_an_entry),
        (Role.PUBLISHER, to_delete_an_entry),
        (Role.EDITOR, to_change_a_need),
        (Role.PUBLISHER, to_change_a_need),
        (Role.PUBLISHER, to_make_an_account),
        (Role.EDITOR, to_change_the_policy),
        (Role.PUBLISHER, to_change_the_log),
        (Role.ADMINISTRATOR, to_change_the_log),
    ],
)
def test_it_is_refused_changes_nothing_and_is_logged(
    live: Organization, role: Role, asked: Ask
) -> None:
    desk = at_the_desk(role)
    address, sent = asked()
    before = state_of_everything()
    response = desk.post(address, sent)
    assert response.status_code == 403
    assert response.content
    assert state_of_everything() == before
    assert AuditEvent.objects.filter(action="refused", actor=role).exists()


def state_of_everything() -> list[object]:
    return [
        ContentVersion.current(),
        list(Proposal.objects.values_list("state", "updated_at")),
        Verification.objects.count(),
        ConfirmationLink.objects.count(),
    ]
