"""The daily mail: asked for by each person, counts and a link only, and never twice a day."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from editorial.accounts.roles import Role
from editorial.documents.apply import fresh_document
from editorial.models import AuditEvent, Proposal, ReportReason, User
from editorial.publishing.workflow import propose
from editorial.verification.reports import add_report
from tests.directory.builders import make_channel, make_organization, make_service
from tests.people import account, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]

MAIL = "/admin/account/mail/"


@pytest.fixture(autouse=True)
def _clock(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(datetime(2026, 1, 15, 6, 30, tzinfo=UTC), tick=False)


@pytest.fixture
def piet() -> User:
    """Return a publisher for whom a proposal and a report wait."""
    organization = make_organization(name_nl="Stichting Voorbeeld")
    make_channel(organization, value="+31334481186")
    base = fresh_document(organization)
    writer = account(Role.EDITOR, username="anna")
    propose(organization, base | {"name_nl": "Andere naam"}, base=base, by=writer, note="Gebeld")
    service = make_service(organization=organization, name_nl="Advies")
    add_report(service, ReportReason.NO_ANSWER, today=date(2026, 1, 15))
    return account(Role.EDITOR, Role.PUBLISHER, username="piet")


def choose(user: User, language: str) -> Any:
    client = Client()
    sign_in(client, user)
    return client.post(MAIL, {"daily_mail": language}, follow=True)


def run() -> list[Any]:
    """Run the command and return what it sent."""
    mail.outbox.clear()
    call_command("mail_what_waits", verbosity=0)
    return list(mail.outbox)


def test_it_holds_counts_and_a_link_and_comes_once_a_day_to_who_asked(
    piet: User, time_machine: TimeMachineFixture
) -> None:
    assert run() == [], "it is off until somebody asks"
    assert "Uw keuze over mail is bewaard." in choose(piet, "nl").content.decode()
    [sent] = run()
    assert sent.to == [piet.email]
    assert sent.body.strip().splitlines() == [
        "Dit wacht op u bij de redactie:",
        "",
        "- 1 goed te keuren",
        "- 1 gemeld",
        "",
        f"http://localhost:8000{reverse('admin:index')}",
        "",
        "U vroeg om deze mail. U zet hem uit bij de redactie, onder “Mail”.",
    ]
    assert run() == [], "not twice a day"
    time_machine.move_to(datetime(2026, 1, 16, 6, 30, tzinfo=UTC), tick=False)
    choose(piet, "en")
    [sent] = run()
    assert "- 1 to approve" in sent.body
    events = AuditEvent.objects.filter(actor="piet", fields=["daily_mail"])
    assert events.count() == 2


def test_who_is_not_there_or_has_nothing_waiting_gets_none(piet: User) -> None:
    choose(piet, "nl")
    Proposal.objects.all().delete()
    User.objects.filter(pk=piet.pk).update(is_active=False)
    outsider = account(Role.ADMINISTRATOR, username="beheer")
    choose(outsider, "nl")
    assert run() == []
    choose(outsider, "xx")
    outsider.refresh_from_db()
    assert outsider.daily_mail == ""


def test_what_the_server_refused_is_said_and_sent_by_the_next_run(
    piet: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(piet, "nl")
    with monkeypatch.context() as patched:

        def refuse(self: EmailBackend, messages: object) -> int:
            raise ConnectionRefusedError

        patched.setattr(EmailBackend, "send_messages", refuse)
        with pytest.raises(CommandError, match="1"):
            run()
    assert len(run()) == 1


def test_only_who_is_signed_in_chooses(client: Client) -> None:
    response = client.get(MAIL)
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]
