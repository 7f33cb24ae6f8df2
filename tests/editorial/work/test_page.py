"""The page of the work list, what its buttons do, and the page of one check."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from time_machine import TimeMachineFixture

from directory.models import (
    Channel,
    Organization,
    Service,
)
from editorial.accounts.roles import Role
from editorial.models import (
    AuditEvent,
    FreshnessPolicy,
    LinkFinding,
    ReportReason,
    Verification,
    VisitorReport,
)
from editorial.verification.reports import add_report
from editorial.verification.verify import verify
from tests.directory.builders import (
    make_channel,
    make_need,
    make_organization,
    make_service,
)
from tests.editorial.verification.marking import fields, numbers, say_still_correct
from tests.pages import tight
from tests.people import at_the_desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]

PUBLISHED = datetime(2026, 1, 15, 9, tzinfo=UTC)
LATER = datetime(2026, 3, 3, 9, tzinfo=UTC)

WORK_LIST = "/admin/editorial/verification/work-list/"
ACT = f"{WORK_LIST}act/"


@pytest.fixture(autouse=True)
def _clock(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(PUBLISHED, tick=False)


def check(*records: Any, **changes: Any) -> None:
    verify(records, **({"by": "anna", "how": "phoned"} | changes))


class TestPage:
    def test_it_is_by_organization_with_the_numbers_to_call(self) -> None:
        organization = make_organization(name_nl="Stichting Voorbeeld")
        make_channel(organization, value="+31334481186")
        make_service(organization=organization, name_nl="Advies")
        page = at_the_desk(Role.EDITOR).get(WORK_LIST).content.decode()
        for expected in (
            "Stichting Voorbeeld",
            "Advies",
            "033 448 11 86",
            'href="tel:+31334481186"',
        ):
            assert expected in page
        assert "/nl/hulp/" in page
        assert "/en/help/" in page

    def test_it_can_be_filtered(self) -> None:
        service = make_service(name_nl="Advies")
        make_service(name_nl="Opvang")
        check(make_service(name_nl="Nagekeken"))
        add_report(service, ReportReason.CLOSED, today=date(2026, 1, 15))
        client = at_the_desk(Role.EDITOR)
        assert "Opvang" not in client.get(WORK_LIST, {"kind": "reported"}).content.decode()
        by_name = client.get(WORK_LIST, {"q": "OPV"}).content.decode()
        assert "Opvang" in by_name
        assert ">Advies" not in by_name

    @pytest.mark.parametrize(
        "query",
        ["?page=0", "?page=x", "?page=99999", "?kind=nonsense", "?q=%00", "?q=" + "x" * 500],
    )
    def test_a_strange_question_gets_an_answer(self, query: str) -> None:
        make_service()
        assert at_the_desk(Role.EDITOR).get(f"{WORK_LIST}{query}").status_code == 200

    @pytest.mark.parametrize("role", [Role.ADMINISTRATOR])
    def test_who_does_not_check_sees_nothing_of_it(self, role: Role) -> None:
        client = at_the_desk(role)
        assert client.get(WORK_LIST).status_code == 403
        assert client.post(ACT, {"how": "phoned"}).status_code == 403

    def test_without_a_second_factor_there_is_no_list(self, client: Client) -> None:
        assert client.get(WORK_LIST).status_code == 302

    def test_the_number_of_queries_does_not_depend_on_the_work(self) -> None:
        client = at_the_desk(Role.EDITOR)
        client.get(WORK_LIST)

        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(WORK_LIST).status_code == 200
            return len(captured)

        def add_work() -> None:
            organization = make_organization()
            service = make_service(organization=organization, channels=[make_channel(organization)])
            add_report(service, ReportReason.CLOSED, today=date(2026, 1, 15))

        add_work()
        few = queries()
        for _ in range(15):
            add_work()
        assert queries() == few


class TestButtons:
    @pytest.fixture(autouse=True)
    def _anna(self, empty_directory: None) -> None:
        self.client = at_the_desk(Role.EDITOR, username="anna")

    def act(self, *, how: str = "phoned", **form: Any) -> Any:
        """Press a button, and answer what it asks, if it asks something."""
        known = {"seen_at": datetime.now(tz=UTC).isoformat()}
        response = self.client.post(ACT, known | form, follow=True)
        page = response.content.decode()
        asks = reverse("admin:editorial_verification_mark") in page
        return say_still_correct(self.client, page, how=how) if asks else response

    def test_one_click_says_still_correct_for_both_languages(self) -> None:
        service = make_service(slug="advies")
        response = self.act(one="directory.Service|advies")
        assert response.status_code == 200
        service.refresh_from_db()
        assert service.assured_date == date(2026, 1, 15)
        verification = Verification.objects.get()
        assert (verification.verified_by, verification.how) == ("anna", "phoned")
        event = AuditEvent.objects.get(action="verified")
        assert (event.actor, event.object_key) == ("anna", "advies")

    def test_many_are_marked_at_once(self) -> None:
        first, second, third = make_service(), make_organization(), make_service()
        self.act(
            chosen=[f"directory.Service|{first.slug}", f"directory.Organization|{second.slug}"]
        )
        assert Service.all_objects.get(pk=first.pk).assured_date
        assert Organization.all_objects.get(pk=second.pk).assured_date
        assert not Service.all_objects.get(pk=third.pk).assured_date

    def test_a_number_is_marked_as_it_was_seen(self) -> None:
        channel = make_channel(make_organization(), key="phone")
        self.act(one="directory.Channel|phone +31201234567")
        assert Channel.objects.get(pk=channel.pk).checked_on is None
        self.act(one=f"directory.Channel|phone {channel.value}")
        assert Channel.objects.get(pk=channel.pk).checked_on == date(2026, 1, 15)

    def test_a_coordinator_does_not_date_the_number_of_another(self) -> None:
        channel = make_channel(make_organization())
        coordinator = make_service(channels=[channel], slug="coordinator")
        listed = {"one": "directory.Service|coordinator", "seen_at": PUBLISHED.isoformat()}
        page = self.client.post(ACT, listed).content.decode()
        assert len(numbers(page)) == 1
        say_still_correct(self.client, page)
        assert Service.all_objects.get(pk=coordinator.pk).assured_date
        assert Channel.objects.get(pk=channel.pk).checked_on is None

    def test_what_changed_since_it_was_seen_is_not_marked(
        self, time_machine: TimeMachineFixture
    ) -> None:
        service = make_service(name_nl="Advies")
        seen_at = datetime.now(tz=UTC).isoformat()
        time_machine.shift(60)
        service.save()
        page = self.act(one=f"directory.Service|{service.slug}", seen_at=seen_at)
        assert not Verification.objects.exists()
        assert "Advies" in page.content.decode()

    @pytest.mark.parametrize("how", ["", "guessed", "organization"])
    def test_one_must_say_how(self, how: str) -> None:
        service = make_service()
        self.act(one=f"directory.Service|{service.slug}", how=how)
        assert not Verification.objects.exists()

    @pytest.mark.parametrize(
        "token", ["", "x", "editorial.User|anna", "directory.Service|nothing", "auth.Group|1", "||"]
    )
    def test_what_is_no_record_is_left_out(self, token: str) -> None:
        assert self.act(one=token).status_code == 200
        assert not Verification.objects.exists()

    def test_reports_can_be_settled_without_a_check(self) -> None:
        service = make_service()
        add_report(service, ReportReason.NOT_FOR_ME, today=date(2026, 1, 15))
        self.act(settle=f"directory.Service|{service.slug}")
        assert not VisitorReport.objects.open().exists()
        assert not Verification.objects.exists()
        assert AuditEvent.objects.filter(action="reports_settled", actor="anna").exists()

    def test_a_link_can_be_accepted(self) -> None:
        organization = make_organization()
        LinkFinding.objects.create(
            model="directory.Organization",
            key=organization.slug,
            field="website",
            url="https://example.org/",
            outcome="moved",
            checked_at=LATER,
        )
        self.act(accept=f"directory.Organization|{organization.slug}")
        assert LinkFinding.objects.get().accepted_by == "anna"
        assert AuditEvent.objects.filter(action="link_accepted").exists()

    def test_it_comes_back_to_the_same_page(self) -> None:
        response = self.act(kind=["never", "due"], q="advies", page="2")
        assert response.redirect_chain[-1][0] == f"{WORK_LIST}?kind=never&kind=due&q=advies&page=2"


class TestCheckPage:
    def address(self, record: Any) -> str:
        key = getattr(record, record.key_fields[0])
        return f"{reverse('admin:editorial_verification_check')}?record={record._meta.label}|{key}"

    def send(self, client: Client, record: Any, form: dict[str, Any]) -> Any:
        """Open the page and send it with these answers."""
        page = client.get(self.address(record)).content.decode()
        return client.post(self.address(record), fields(page) | form)

    def test_it_presets_neither_way_nor_outcome_nor_number(self) -> None:
        service = make_service(channels=[make_channel(make_organization())])
        page = at_the_desk(Role.EDITOR).get(self.address(service)).content.decode()
        for name in ("how", "outcome"):
            [chosen] = re.findall(
                rf'<select name="{name}".*?<option value="(\w*)" selected', page, re.DOTALL
            )
            assert chosen == ""
        assert "checked>" not in page

    def test_only_the_chosen_number_is_dated(self) -> None:
        organization = make_organization()
        called, other = make_channel(organization), make_channel(organization)
        answers = {"fact": "contact", "how": "phoned", "outcome": "correct"}
        client = at_the_desk(Role.EDITOR)
        assert self.send(client, organization, answers).status_code == 200
        self.send(client, organization, answers | {"numbers": [called.pk]})
        assert Channel.objects.get(pk=called.pk).checked_on == date(2026, 1, 15)
        assert Channel.objects.get(pk=other.pk).checked_on is None

    @pytest.mark.parametrize("column", ["value", "opening_hours", "label_nl"])
    def test_what_changed_since_the_page_was_opened_is_not_recorded(self, column: str) -> None:
        channel = make_channel(make_organization())
        service = make_service(channels=[channel])
        client = at_the_desk(Role.EDITOR)
        page = client.get(self.address(service)).content.decode()
        Channel.objects.update(**{column: "+31201234567"})
        answers = {"fact": "everything", "how": "phoned", "outcome": "correct"}
        response = client.post(self.address(service), fields(page) | answers)
        assert response.status_code == 409
        assert not Verification.objects.exists()

    def test_it_shows_both_languages_side_by_side(self) -> None:
        service = make_service(description_nl="Wij helpen u.", description_en="We help you.")
        page = at_the_desk(Role.EDITOR).get(self.address(service)).content.decode()
        assert '<td lang="nl">Wij helpen u.' in tight(page)
        assert "We help you." in page

    def test_a_check_is_recorded_in_full(self) -> None:
        service = make_service()
        client = at_the_desk(Role.EDITOR, username="anna")
        self.send(
            client,
            service,
            {
                "fact": "everything",
                "how": "visit",
                "outcome": "unreachable",
                "remark": "The door was closed.",
            },
        )
        verification = Verification.objects.get()
        assert (verification.how, verification.outcome) == ("visit", "unreachable")
        assert verification.remark == "The door was closed."
        assert "The door was closed." in client.get(self.address(service)).content.decode()

    @pytest.mark.parametrize("form", [{}, {"how": "phoned"}, {"how": "x", "outcome": "y"}])
    def test_half_a_check_is_not_recorded(self, form: dict[str, str]) -> None:
        service = make_service()
        response = self.send(at_the_desk(Role.EDITOR), service, form)
        assert response.status_code == 200
        assert not Verification.objects.exists()

    @pytest.mark.parametrize(
        "record", ["", "x", "directory.Service|nothing", "directory.Need|talk"]
    )
    def test_what_cannot_be_checked_does_not_exist(self, record: str) -> None:
        make_need("talk")
        path = f"{reverse('admin:editorial_verification_check')}?record={record}"
        assert at_the_desk(Role.EDITOR).get(path).status_code == 404


def test_the_checks_can_be_read_and_not_changed() -> None:
    check(make_service(name_nl="Advies"))
    client = at_the_desk(Role.EDITOR)
    assert "Advies" in client.get("/admin/editorial/verification/").content.decode()
    assert client.get("/admin/editorial/verification/add/").status_code == 403
    pk = Verification.objects.get().pk
    assert client.post(f"/admin/editorial/verification/{pk}/delete/").status_code == 403


def test_only_an_administrator_sets_the_policy() -> None:
    change = "/admin/editorial/freshnesspolicy/1/change/"
    form = {
        "contact_months": 4,
        "everything_months": 12,
        "grace_months": 6,
        "coordinator_months": 3,
        "due_days": 30,
        "link_days": 30,
    }
    administrator = at_the_desk(Role.ADMINISTRATOR)
    assert administrator.get("/admin/editorial/freshnesspolicy/").status_code == 302
    at_the_desk(Role.PUBLISHER).post(change, form)
    assert FreshnessPolicy.current().contact_months == 6
    administrator.post(change, form)
    assert FreshnessPolicy.current().contact_months == 4
    administrator.post(change, form | {"contact_months": 0})
    assert FreshnessPolicy.current().contact_months == 4
