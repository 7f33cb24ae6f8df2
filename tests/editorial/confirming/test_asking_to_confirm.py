"""An editor asks an organization to confirm: on paper, by e-mail, and taking it back."""

import re
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from directory.models import Location, Organization
from editorial.accounts.roles import Role
from editorial.models import AuditEvent, ConfirmationLink, Verification
from editorial.verification.verify import verify
from editorial.work.acting import settle
from editorial.work.listing import work_list
from tests.directory.builders import make_channel, make_need, make_organization
from tests.people import at_the_desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]

ASK = "/admin/editorial/confirmationlink/ask/"
LINKS = "/admin/editorial/confirmationlink/"


@pytest.fixture
def organization() -> Organization:
    return make_organization(slug="voorbeeld", name_nl="Voorbeeld")


@pytest.fixture
def anna() -> Client:
    return at_the_desk(Role.EDITOR, username="anna")


def ask(client: Client, **form: str) -> str:
    """Ask, and return the page of the link that was made."""
    response = client.post(f"{ASK}?record=directory.Organization|voorbeeld", form, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def address_in(text: str) -> str:
    path: str
    [path] = set(re.findall(r"https?://[^/]+(/en/confirm/\?link=\S+)", text))
    return path


def test_the_letter_is_there_to_print_in_both_languages_with_a_picture(
    anna: Client, organization: Organization
) -> None:
    page = ask(anna)
    assert "/en/confirm/?link=" in page
    assert "<svg" in page
    assert mail.outbox == []
    assert ConfirmationLink.objects.get().created_by == "anna"
    assert AuditEvent.objects.filter(action="confirmation_asked", actor="anna").exists()


def test_the_link_of_the_letter_opens(
    anna: Client, client: Client, organization: Organization
) -> None:
    assert client.get(address_in(ask(anna))).status_code == 200


def test_it_can_be_sent_by_e_mail_in_both_languages(
    anna: Client, client: Client, organization: Organization
) -> None:
    ask(anna, sent_to="info@example.org")
    [message] = mail.outbox
    assert message.to == ["info@example.org"]
    assert str(message.body).count("?link=") == 2
    assert client.get(address_in(str(message.body))).status_code == 200


def test_the_address_of_the_organization_is_filled_in(
    anna: Client, organization: Organization
) -> None:
    make_channel(organization, kind="email", value="post@example.org")
    page = anna.get(f"{ASK}?record=directory.Organization|voorbeeld").content.decode()
    assert 'value="post@example.org"' in page


def test_without_a_mail_server_there_is_still_a_letter(
    anna: Client, organization: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise SMTPException("no server")

    monkeypatch.setattr("editorial.confirming.sending.send_mail", fail)
    page = ask(anna, sent_to="info@example.org")
    assert "/en/confirm/?link=" in page


def test_a_wrong_address_makes_no_link(anna: Client, organization: Organization) -> None:
    ask(anna, sent_to="not an address")
    assert not ConfirmationLink.objects.exists()


@pytest.mark.parametrize("record", ["", "x", "directory.Organization|none", "directory.Need|talk"])
def test_only_an_organization_or_service_can_be_asked(anna: Client, record: str) -> None:
    make_need("talk")
    assert anna.get(f"{ASK}?record={record}").status_code == 404


def test_a_link_can_be_revoked_by_a_colleague(
    anna: Client, client: Client, organization: Organization
) -> None:
    address = address_in(ask(anna))
    link = ConfirmationLink.objects.get()
    bert = at_the_desk(Role.PUBLISHER, username="bert")
    page = bert.post(f"{LINKS}{link.pk}/revoke/", follow=True).content.decode()
    assert "?link=" not in page
    assert client.get(address).status_code == 410
    assert AuditEvent.objects.filter(action="confirmation_revoked", actor="bert").exists()


def test_who_does_not_write_cannot_ask(organization: Organization) -> None:
    client = at_the_desk(Role.ADMINISTRATOR)
    assert client.get(f"{ASK}?record=directory.Organization|voorbeeld").status_code == 403
    assert client.get(LINKS).status_code == 403


def test_every_link_is_in_the_list_with_what_came_of_it(
    anna: Client, organization: Organization
) -> None:
    ask(anna)
    assert "Voorbeeld" in anna.get(LINKS).content.decode()


def test_the_page_of_an_organization_leads_to_asking_it(
    anna: Client, organization: Organization
) -> None:
    page = anna.get(f"/admin/directory/organization/{organization.pk}/change/").content.decode()
    assert f"{ASK}?record=directory.Organization%7Cvoorbeeld" in page


def test_a_remark_stands_in_the_work_list_until_somebody_read_it(
    anna: Client, client: Client, organization: Organization
) -> None:
    address = address_in(ask(anna))
    page = client.get(address).content.decode()
    seen = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    client.post(
        address, seen | {"remark": "We move in May."}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    link = ConfirmationLink.objects.get()
    assert link.answered_at is not None

    def remarks() -> list[str]:
        work = work_list(now=link.created_at, kinds=["reported"])
        return [
            str(task.detail) for group in work.groups for row in group.rows for task in row.tasks
        ]

    assert len(remarks()) == 1
    assert "We move in May." in remarks()[0]
    [group] = work_list(now=link.created_at, kinds=["reported"]).groups
    settle(group.rows[0].subject.reference, by="anna", at=link.created_at)
    assert remarks() == []


def test_a_place_that_becomes_secret_leaves_what_was_noted_about_it(
    organization: Organization,
) -> None:
    location = Location.objects.create(
        organization=organization, key="office", confidential=False, address_1="Kerkstraat 12"
    )
    visit = make_channel(organization, kind="visit", value="Kerkstraat 12, Utrecht")
    verify([visit], by="anna", how="visit", remark="The door of Kerkstraat 12 was open.")
    visit.value = "On appointment"
    visit.save()
    location.address_1, location.confidential = "", True
    location.save()
    verification = Verification.objects.get()
    assert "Kerkstraat" not in verification.value + verification.remark + verification.name
