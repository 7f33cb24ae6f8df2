"""An organization confirms or corrects its own entry, by a link that works once."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import signing
from django.test import Client
from time_machine import TimeMachineFixture

from directory.models import Channel, Organization, Service
from editorial.confirming import links
from editorial.confirming.links import SALT, confirmation_url, make_link, revoke
from editorial.models import (
    AuditEvent,
    ConfirmationLink,
    Proposal,
    Verification,
    VisitorReport,
)
from tests.directory.builders import make_channel, make_organization, make_service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]

NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)
TODAY = date(2026, 3, 3)
OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def _clock(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def organization() -> Organization:
    return make_organization(
        slug="voorbeeld", name_nl="Voorbeeld", name_en="Example", description_nl="Helpt."
    )


@pytest.fixture
def link(organization: Organization) -> ConfirmationLink:
    make_channel(organization, key="phone", value="+31334481186")
    make_service(organization=organization, slug="advies", name_nl="Advies", name_en="Advice")
    return make_link(organization, by="anna", now=NOW)


def path(link: ConfirmationLink, language: str = "en") -> str:
    parts = urlsplit(confirmation_url(link, language))
    return f"{parts.path}?{parts.query}"


def fields(client: Client, link: ConfirmationLink) -> dict[str, str]:
    """Return what the form holds when it is opened, as a browser would send it: nothing ticked."""
    page = client.get(path(link)).content.decode()
    form = page[page.index('<form class="ww-form ww-prose') :]
    found = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    texts = re.findall(r'<textarea[^>]*\sname="([^"]+)"[^>]*>([^<]*)</textarea>', form)
    values = re.findall(r'name="(contact-\d+-value)" type="text" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in (*found.items(), *texts, *values)}


def send(client: Client, link: ConfirmationLink, **answers: str) -> Any:
    form = fields(client, link)
    contact = Channel.objects.get(key="phone")
    named = {name.replace("phone", f"contact-{contact.pk}"): v for name, v in answers.items()}
    return client.post(path(link), form | _names(named), headers=OUR_PAGE)


def _names(answers: dict[str, str]) -> dict[str, str]:
    return {name.replace("__", "-"): value for name, value in answers.items()}


class TestPage:
    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_it_shows_both_languages_and_the_numbers(
        self, client: Client, link: ConfirmationLink, language: str
    ) -> None:
        page = client.get(path(link, language)).content.decode()
        for expected in ("Voorbeeld", "Example", "Advies", "Advice", "+31334481186"):
            assert expected in page

    def test_it_shows_no_places_and_no_notes_between_editors(
        self, client: Client, organization: Organization, link: ConfirmationLink
    ) -> None:
        Organization.all_objects.update(source="overheard at a conference", doubt_nl="Onzeker.")
        page = client.get(path(link)).content.decode()
        assert "overheard" not in page
        assert "Onzeker." not in page

    def test_a_draft_of_the_organization_is_not_shown(
        self, client: Client, organization: Organization, link: ConfirmationLink
    ) -> None:
        make_service(organization=organization, name_nl="Geheim plan", state="draft")
        assert "Geheim plan" not in client.get(path(link)).content.decode()

    def test_it_is_not_kept_not_indexed_and_sets_no_cookie(
        self, client: Client, link: ConfirmationLink
    ) -> None:
        response = client.get(path(link))
        assert response.headers["Cache-Control"] == "no-store"
        assert '<meta name="robots" content="noindex' in response.content.decode()
        assert not response.cookies

    def test_opening_it_does_not_use_it_up(self, client: Client, link: ConfirmationLink) -> None:
        for _ in range(3):
            assert client.get(path(link)).status_code == 200

    def test_the_canonical_address_does_not_hold_the_link(
        self, client: Client, link: ConfirmationLink
    ) -> None:
        page = client.get(path(link)).content.decode()
        [canonical] = re.findall(r'rel="canonical" href="([^"]+)"', page)
        assert "link=" not in canonical


class TestAnswer:
    def test_what_is_ticked_is_verified_by_the_organization(
        self, client: Client, link: ConfirmationLink
    ) -> None:
        response = send(client, link, **{"entry-0-right": "1", "name": "Jo, director"})
        assert response.status_code == 200
        organization = Organization.objects.get()
        assert organization.assured_date == TODAY
        verification = Verification.objects.get()
        assert verification.how == "organization"
        assert verification.verified_by == "Jo, director (Voorbeeld)"
        assert Channel.objects.get().checked_on is None
        assert Service.objects.get().assured_date is None

    def test_a_number_is_ticked_by_itself(self, client: Client, link: ConfirmationLink) -> None:
        send(client, link, **{"phone-right": "1"})
        assert Channel.objects.get().checked_on == TODAY
        assert Organization.objects.get().assured_date is None

    def test_a_correction_arrives_as_a_proposal_and_changes_nothing_yet(
        self, client: Client, link: ConfirmationLink
    ) -> None:
        send(client, link, **{"entry-1-description_nl": "Wij geven advies.", "name": "Jo"})
        proposal = Proposal.objects.get()
        assert proposal.document["description_nl"] == "Wij geven advies."
        assert proposal.origin == "contact"
        assert proposal.author is None
        assert proposal.author_name == "Jo (Voorbeeld)"
        assert Service.objects.get(slug="advies").description_nl == "Wij helpen u."

    def test_a_corrected_number_is_a_proposal_and_not_verified(
        self, client: Client, link: ConfirmationLink
    ) -> None:
        send(client, link, **{"phone-right": "1", "phone-value": "+31201234567"})
        [row] = Proposal.objects.get().document["channels"]
        assert row["value"] == "+31201234567"
        assert Channel.objects.get().value == "+31334481186"
        assert not Verification.objects.exists()

    def test_what_is_both_ticked_and_changed_is_not_verified(
        self, client: Client, link: ConfirmationLink
    ) -> None:
        send(client, link, **{"entry-0-right": "1", "entry-0-description_en": "Helps more."})
        assert Proposal.objects.count() == 1
        assert not Verification.objects.exists()

    def test_other_line_ends_are_no_correction(
        self, client: Client, organization: Organization, link: ConfirmationLink
    ) -> None:
        Organization.all_objects.update(description_nl="Eén.\nTwee.")
        form = fields(client, link) | {
            "entry-0-description_nl": "Eén.\r\nTwee.",
            "entry-0-right": "1",
        }
        client.post(path(link), form, headers=OUR_PAGE)
        assert not Proposal.objects.exists()
        assert Organization.objects.get().assured_date == TODAY

    def test_a_remark_alone_reaches_the_editors(
        self, client: Client, link: ConfirmationLink
    ) -> None:
        send(client, link, remark="We move in May.")
        assert ConfirmationLink.objects.unread().get().remark == "We move in May."
        assert not VisitorReport.objects.exists()

    def test_script_is_kept_as_text(self, client: Client, link: ConfirmationLink) -> None:
        evil = "<script>alert(1)</script>"
        page = send(client, link, **{"entry-0-description_nl": evil, "phone-value": "x"})
        assert evil not in page.content.decode()

    def test_it_is_logged_without_what_was_said(
        self, client: Client, link: ConfirmationLink
    ) -> None:
        send(client, link, **{"entry-0-right": "1"})
        event = AuditEvent.objects.get(action="confirmation_given")
        assert (event.object_key, event.fields) == ("voorbeeld", [])


class TestRefusedAnswer:
    def test_an_empty_answer_is_asked_again(self, client: Client, link: ConfirmationLink) -> None:
        assert send(client, link).status_code == 400
        assert send(client, link, **{"entry-0-right": "1"}).status_code == 200

    def test_a_number_that_cannot_be_right_is_shown_again_with_what_was_typed(
        self, client: Client, link: ConfirmationLink
    ) -> None:
        response = send(client, link, **{"phone-value": "call us", "remark": "By the way."})
        page = response.content.decode()
        assert response.status_code == 400
        assert 'value="call us"' in page
        assert "By the way." in page
        assert not Proposal.objects.exists()
        assert not Verification.objects.exists()
        assert send(client, link, **{"phone-right": "1"}).status_code == 200

    def test_what_changed_meanwhile_is_shown_again_before_it_is_confirmed(
        self, client: Client, link: ConfirmationLink
    ) -> None:
        form = fields(client, link) | {"entry-0-right": "1"}
        Organization.all_objects.update(description_nl="Nu heel anders.")
        response = client.post(path(link), form, headers=OUR_PAGE)
        assert response.status_code == 400
        assert "Nu heel anders." in response.content.decode()
        assert not Verification.objects.exists()

    @pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Accept": "*/*"}])
    def test_a_form_from_elsewhere_is_refused(
        self, client: Client, link: ConfirmationLink, headers: dict[str, str]
    ) -> None:
        form = fields(client, link) | {"entry-0-right": "1"}
        assert client.post(path(link), form, headers=headers).status_code == 403
        assert not Verification.objects.exists()


class TestRefusedLink:
    def assert_refused(self, client: Client, address: str, status: int = 410) -> str:
        response = client.get(address)
        assert response.status_code == status
        assert client.post(address, {"entry-0-right": "1"}, headers=OUR_PAGE).status_code == status
        assert not Verification.objects.filter(how="organization").exists()
        page = response.content.decode()
        assert "Nothing was changed" in page
        return page

    def test_a_link_works_once(self, client: Client, link: ConfirmationLink) -> None:
        form = fields(client, link) | {"remark": "Hello."}
        assert client.post(path(link), form, headers=OUR_PAGE).status_code == 200
        assert "works only once" in self.assert_refused(client, path(link))
        assert AuditEvent.objects.filter(action="refused", object_key="voorbeeld").exists()

    def test_a_link_expires(
        self, client: Client, link: ConfirmationLink, time_machine: TimeMachineFixture
    ) -> None:
        address = path(link)
        time_machine.move_to(NOW + timedelta(days=29))
        assert client.get(address).status_code == 200
        time_machine.move_to(NOW + timedelta(days=30))
        assert "too old" in self.assert_refused(client, address)

    def test_a_link_can_be_revoked(self, client: Client, link: ConfirmationLink) -> None:
        assert revoke(link, by="anna", now=NOW)
        assert "withdrawn" in self.assert_refused(client, path(link))
        assert not revoke(link, by="anna", now=NOW)

    def test_a_link_about_what_is_gone_does_not_open(
        self, client: Client, link: ConfirmationLink
    ) -> None:
        Service.all_objects.all().delete()
        Organization.all_objects.all().delete()
        self.assert_refused(client, path(link))

    @pytest.mark.parametrize(
        "forge",
        [
            lambda sealed: "",
            lambda sealed: "x",
            lambda sealed: sealed[:-1] + ("A" if sealed[-1] != "A" else "B"),
            lambda sealed: sealed.swapcase(),
            lambda sealed: signing.dumps(["unknown", 9_999_999_999], salt=SALT),
            lambda sealed: signing.dumps(signing.loads(sealed, salt=SALT), salt="other"),
            lambda sealed: signing.dumps("not what a link holds", salt=SALT),
            lambda sealed: signing.dumps(
                signing.loads(sealed, salt=SALT), salt=SALT, key="another secret"
            ),
            lambda sealed: "%00" * 10,
            lambda sealed: "a" * 100_000,
        ],
    )
    def test_a_forged_link_is_refused_and_logged(
        self, client: Client, link: ConfirmationLink, forge: Any
    ) -> None:
        sealed = parse_qs(urlsplit(path(link)).query)["link"][0]
        self.assert_refused(client, f"/en/confirm/?link={forge(sealed)}", 400)
        assert AuditEvent.objects.filter(action="refused").exists()
        assert ConfirmationLink.objects.get().answered_at is None

    def test_no_one_can_fill_the_log_with_forged_links(self, client: Client) -> None:
        for _ in range(60):
            client.get("/en/confirm/?link=x")
        assert AuditEvent.objects.filter(action="refused").count() == 50

    def test_a_link_is_opened_so_many_times_a_day(
        self,
        client: Client,
        link: ConfirmationLink,
        time_machine: TimeMachineFixture,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(links, "OPENED_A_DAY", 3)
        address = path(link)
        for _ in range(3):
            last = client.head(address)
        assert last.status_code == 200
        self.assert_refused(client, address, 429)
        time_machine.move_to(NOW + timedelta(days=1))
        assert client.get(address).status_code == 200

    def test_the_expiry_cannot_be_stretched_by_who_signs(
        self, client: Client, link: ConfirmationLink, time_machine: TimeMachineFixture
    ) -> None:
        stretched = signing.dumps([link.nonce, 9_999_999_999], salt=SALT)
        time_machine.move_to(NOW + timedelta(days=31))
        self.assert_refused(client, f"/en/confirm/?link={stretched}")
