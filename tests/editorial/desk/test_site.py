"""The first page of the desk: what waits for one person, and how the directory stands."""

import re
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directory.models import Organization
from editorial.accounts.roles import Role
from editorial.audit.log import record_event
from editorial.documents.apply import fresh_document
from editorial.models import AuditAction, Proposal, ReportReason, TranslationSource, User
from editorial.publishing.workflow import propose, publish_at_once
from editorial.verification.reports import add_report
from editorial.verification.verify import verify
from tests.directory.builders import make_organization, make_service
from tests.pages import tight
from tests.people import account, at_the_desk, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]

DESK = "/admin/"


def signed_in(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


def page(client: Client) -> str:
    response = client.get(DESK)
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def waiting(client: Client) -> str:
    """Return the part of the page that says what waits."""
    part = page(client).partition('id="desk-waiting"')[2].partition("</section>")[0]
    return " ".join(part.split())


def proposal_by(user: User, **changes: Any) -> Proposal:
    organization = make_organization()
    base = fresh_document(organization)
    return propose(organization, base | changes, base=base, by=user, note="")


class TestWhatWaits:
    def test_a_publisher_sees_what_somebody_else_proposed(self) -> None:
        proposal = proposal_by(account(Role.EDITOR, username="anna"), name_nl="Nieuw")
        found = waiting(at_the_desk(Role.PUBLISHER))
        assert "Goed te keuren (1)" in found
        assert proposal.get_absolute_url() in found

    def test_nobody_is_asked_to_approve_their_own(self) -> None:
        publisher = account(Role.PUBLISHER, username="piet")
        proposal_by(publisher, name_nl="Nieuw")
        found = waiting(signed_in(publisher))
        assert "Goed te keuren" not in found
        assert "Van u, wacht op een eindredacteur (1)" in found

    def test_an_editor_sees_what_came_back(self) -> None:
        editor = account(Role.EDITOR, username="anna")
        proposal = proposal_by(editor, name_nl="Nieuw")
        Proposal.objects.filter(pk=proposal.pk).update(state="returned", remark="Waarom?")
        assert "Met een opmerking terug bij u (1)" in waiting(signed_in(editor))

    def test_an_emergency_change_waits_for_another_publisher(self) -> None:
        first = account(Role.PUBLISHER, username="piet")
        organization = make_organization()
        document = fresh_document(organization) | {"name_nl": "Nieuw"}
        publish_at_once(organization, document, by=first, note="Dead number")
        assert "Spoedwijzigingen" not in waiting(signed_in(first))
        assert "Spoedwijzigingen om na te kijken (1)" in waiting(at_the_desk(Role.PUBLISHER))

    def test_work_is_counted_and_leads_to_the_list_of_that_kind(self) -> None:
        service = make_service()
        add_report(service, ReportReason.NO_ANSWER, today=date(2026, 1, 15))
        found = waiting(at_the_desk(Role.EDITOR))
        assert "/admin/editorial/verification/work-list/?kind=reported" in found
        assert "/admin/editorial/verification/work-list/?kind=never" in found
        assert "kind=broken" not in found

    def test_translations_to_confirm_are_counted(self) -> None:
        TranslationSource.objects.create(
            model="directory.Organization",
            key="a",
            field="name",
            entry_model="directory.Organization",
            entry_key="a",
            outdated_since=datetime(2026, 1, 15, tzinfo=UTC),
        )
        assert "1 Engelse tekst" in waiting(at_the_desk(Role.EDITOR))

    def test_an_administrator_is_shown_no_work_of_editors(self) -> None:
        make_service()
        assert "work-list" not in page(at_the_desk(Role.ADMINISTRATOR))


class TestWhatThePersonDid:
    def test_only_their_own_last_five_are_shown(self) -> None:
        editor = account(Role.EDITOR, username="anna")
        for number in range(6):
            record_event(
                AuditAction.CHANGED, actor="anna", label="directory.Service", key=f"mine-{number}"
            )
        record_event(AuditAction.CHANGED, actor="piet", label="directory.Service", key="other")
        record_event(AuditAction.SIGNED_IN, actor="anna", key="signing-in")
        found = page(signed_in(editor))
        assert [number for number in range(6) if f"mine-{number}<" in found] == [1, 2, 3, 4, 5]
        assert "other<" not in found
        assert "signing-in" not in found


class TestState:
    def test_it_counts_what_is_published_and_what_was_checked(self) -> None:
        checked = make_organization()
        make_organization()
        make_organization(state="draft")
        verify([checked], by="anna", how="phoned")
        found = page(at_the_desk(Role.EDITOR))
        assert "<td>2</td><td>1</td><td>50%</td>" in tight(found)

    def test_the_drawing_says_the_same_in_words(self) -> None:
        verify([make_organization()], by="anna", how="phoned")
        found = page(at_the_desk(Role.EDITOR))
        name = Organization._meta.verbose_name_plural
        assert f"{name}: 100%" in found.partition("<desc")[2].partition("</desc>")[0]

    def test_it_needs_no_script_or_style_of_its_own(self) -> None:
        found = page(at_the_desk(Role.EDITOR)).partition('id="content"')[2]
        assert "style=" not in found
        assert "<style" not in found


def test_it_is_dutch_by_default_and_english_at_choice() -> None:
    client = at_the_desk(Role.EDITOR)
    assert "Wat op u wacht" in page(client)
    client.post("/admin/account/language/", {"language": "en", "next": DESK})
    assert "What waits for you" in page(client)


def test_fields_that_pick_from_two_lists_speak_dutch() -> None:
    words = at_the_desk(Role.EDITOR).get("/admin/jsi18n/").content.decode()
    assert "Selecteer wat van toepassing is" in words


def test_its_queries_do_not_grow_with_the_work() -> None:
    editor = account(Role.EDITOR, username="anna")
    client = at_the_desk(Role.PUBLISHER)

    def more() -> None:
        add_report(make_service(), ReportReason.NO_ANSWER, today=date(2026, 1, 15))
        proposal_by(editor, name_nl="Nieuw")

    more()
    before = queries_of(client, DESK)
    for _number in range(3):
        more()
    assert queries_of(client, DESK) == before
    assert queries_of(client, DESK) <= 20, "what follows from the content is counted once"


def header_of(client: Client) -> dict[str, tuple[str, str]]:
    """Return the URL and count of what the header of a page says that waits, by its name."""
    text = client.get(reverse("desk_tables")).content.decode()
    part = text.partition('class="desk-waiting"')[2].partition("</nav>")[0]
    found = re.findall(r'href="([^"]+)"><strong>(\d+)</strong> ([^<]+)<', part)
    return {name: (unescape(url), count) for url, count, name in found}


def test_the_header_of_each_page_counts_what_waits_and_leads_to_exactly_that() -> None:
    proposal_by(account(Role.EDITOR, username="anna"), name_nl="Nieuw")
    emergency, wrong = make_organization(), make_service()
    document = fresh_document(emergency) | {"name_nl": "Nieuw"}
    publisher = account(Role.PUBLISHER, username="piet")
    publish_at_once(emergency, document, by=publisher, note="Dead number")
    add_report(wrong, ReportReason.NO_ANSWER, today=date(2026, 1, 15))
    verify([wrong], by="anna", how="phoned", outcome="incorrect")
    client = at_the_desk(Role.EDITOR, Role.PUBLISHER)
    assert set(header_of(client)) == {"goed te keuren", "spoed na te kijken"}
    client.get(DESK)  # one lands here after signing in, and it counts the work
    found = header_of(client)
    assert {name: count for name, (_url, count) in found.items()} == {
        "goed te keuren": "1",
        "spoed na te kijken": "1",
        "fout bevonden": "1",
        "gemeld": "1",
    }
    assert {client.get(url).status_code for url, _count in found.values()} == {200}
    assert wrong.name_nl in client.get(found["fout bevonden"][0]).content.decode()
    verify([wrong], by="anna", how="phoned", outcome="corrected")
    client.get(found["fout bevonden"][0])
    assert "fout bevonden" not in header_of(client), "the list counts again"
    assert "spoed na te kijken" not in header_of(signed_in(publisher))
    assert not header_of(at_the_desk(Role.ADMINISTRATOR))
