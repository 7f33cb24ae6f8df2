"""What a visitor can say is not right, and what becomes of it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from time_machine import TimeMachineFixture

from directory.models import Service
from editorial.models import DailyCount, ReportReason, VisitorReport
from editorial.verification.reports import MAX_COUNT, add_report
from editorial.verification.verify import verify
from tests.directory.builders import make_organization, make_service

pytestmark = pytest.mark.django_db

OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}
TODAY = date(2026, 3, 3)


def address(service: Service, language: str = "nl", page: str = "report") -> str:
    with override(language):
        return reverse(f"feedback:{page}", args=["service", service.slug])


def send(client: Client, service: Service, reason: str = "no_answer", **headers: Any) -> Any:
    return client.post(address(service), {"reason": reason}, headers=headers or OUR_PAGE)


def counts() -> dict[str, int]:
    return dict(VisitorReport.objects.values_list("reason", "count"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_of_a_service_lets_a_visitor_say_what_is_not_right(
    client: Client, language: str
) -> None:
    service = make_service()
    with override(language):
        page = client.get(service.get_absolute_url()).content.decode()
    assert f'action="{address(service, language)}"' in page
    for reason in ("no_answer", "closed", "not_for_me", "other"):
        assert f'value="{reason}"' in page


def test_the_way_to_help_stands_above_the_choices(client: Client) -> None:
    page = client.get(address(make_service(), "en")).content.decode()
    main = page[page.index("<main") :]
    assert main.index("Find other help") < main.index("tel:112") < main.index("<form")


def test_nothing_can_be_typed(client: Client) -> None:
    page = client.get(address(make_service())).content.decode()
    form = page[page.index("<form") : page.index("</form>")]
    assert "<textarea" not in form
    assert 'type="text"' not in form


def test_a_choice_is_counted_and_thanked_for(client: Client) -> None:
    service = make_service()
    response = send(client, service)
    assert response.status_code == 302
    assert response.url == address(service, page="thanks")
    assert client.get(response.url).status_code == 200
    assert counts() == {"no_answer": 1}


def test_the_same_choice_again_only_raises_the_count(client: Client) -> None:
    service = make_service()
    for _ in range(3):
        send(client, service)
    send(client, service, "closed")
    assert counts() == {"no_answer": 3, "closed": 1}


def test_no_cookie_is_set_and_none_is_needed() -> None:
    client = Client(enforce_csrf_checks=True)
    service = make_service()
    for response in (client.get(address(service)), send(client, service)):
        assert not response.cookies
    assert counts() == {"no_answer": 1}


def test_nothing_about_the_visitor_is_kept() -> None:
    columns = {field.name for field in VisitorReport._meta.fields}
    columns |= {field.name for field in DailyCount._meta.fields}
    assert columns == {
        "id",
        "model",
        "key",
        "reason",
        "day",
        "count",
        "settled_at",
        "settled_by",
        "subject",
    }


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Origin": "https://testserver.example"},
        {"Origin": "null"},
        {"Accept": "*/*"},
    ],
)
def test_a_form_from_elsewhere_is_refused_with_a_way_to_help(
    client: Client, headers: dict[str, str]
) -> None:
    response = send(client, make_service(), **headers)
    assert response.status_code == 403
    assert "tel:112" in response.content.decode()
    assert counts() == {}


@pytest.mark.parametrize("headers", [OUR_PAGE, {"Origin": "http://testserver"}])
def test_a_form_from_our_own_page_is_taken_from_new_and_old_browsers(
    client: Client, headers: dict[str, str]
) -> None:
    assert send(client, make_service(), **headers).status_code == 302
    assert counts() == {"no_answer": 1}


@pytest.mark.parametrize("reason", ["", "help me", "outdated", "<script>", "no_answer\x00"])
def test_another_choice_than_offered_is_answered_and_not_kept(client: Client, reason: str) -> None:
    response = send(client, make_service(), reason)
    assert response.status_code == 400
    assert 'value="closed"' in response.content.decode()
    assert counts() == {}


def test_what_a_script_sends_takes_the_place_of_nobody_elses(client: Client) -> None:
    service, other = make_service(), make_service()
    for _ in range(MAX_COUNT + 5):
        add_report(service, ReportReason.CLOSED, today=TODAY)
    assert counts() == {"closed": MAX_COUNT}
    for reason in service.report_reasons:
        add_report(service, reason, today=TODAY)
    assert counts() == dict.fromkeys(service.report_reasons, 1) | {"closed": MAX_COUNT}
    add_report(other, ReportReason.OTHER, today=TODAY)
    add_report(service, ReportReason.CLOSED, today=date(2026, 3, 4))
    assert VisitorReport.objects.count() == len(service.report_reasons) + 2


def test_a_visitor_does_not_notice_the_limit(client: Client) -> None:
    service = make_service()
    answers = {send(client, service).url for _ in range(MAX_COUNT + 1)}
    assert answers == {address(service, page="thanks")}


def test_the_counts_of_a_month_ago_are_cleared() -> None:
    for day in (date(2026, 1, 1), TODAY):
        DailyCount.add("something", limit=1, today=day)
    assert list(DailyCount.objects.values_list("day", flat=True)) == [TODAY]


@pytest.mark.parametrize("page", ["report", "thanks"])
def test_only_a_published_entry_can_be_reported(client: Client, page: str) -> None:
    draft = make_service(state="draft")
    assert client.get(address(draft, page=page)).status_code == 404
    assert client.post(address(draft), {"reason": "closed"}, headers=OUR_PAGE).status_code == 404


@pytest.mark.parametrize("kind", ["need", "firstcontactrule", "user", "channel", "nothing"])
def test_what_is_no_page_cannot_be_reported(client: Client, kind: str) -> None:
    path = reverse("feedback:report", args=[kind, "safe"])
    assert client.get(path).status_code == 404


def test_the_pages_are_neither_kept_nor_indexed(client: Client) -> None:
    service = make_service()
    for page in ("report", "thanks"):
        response = client.get(address(service, page=page))
        assert "no-store" in response.headers["Cache-Control"]
        assert '<meta name="robots" content="noindex' in response.content.decode()


def test_a_check_of_the_entry_settles_what_was_said(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(datetime(2026, 3, 3, 9, tzinfo=UTC))
    service, organization = make_service(), make_organization()
    add_report(service, ReportReason.CLOSED, today=TODAY)
    add_report(organization, ReportReason.CLOSED, today=TODAY)
    verify([service], by="anna", how="phoned")
    [settled] = VisitorReport.objects.filter(settled_at__isnull=False)
    assert (settled.key, settled.settled_by) == (service.slug, "anna")
    assert VisitorReport.objects.open().count() == 1


def test_nobody_reached_settles_nothing() -> None:
    service = make_service()
    add_report(service, ReportReason.CLOSED, today=TODAY)
    verify([service], by="anna", how="phoned", outcome="unreachable")
    assert VisitorReport.objects.open().count() == 1


def test_what_is_said_after_it_was_settled_is_open_again() -> None:
    service = make_service()
    add_report(service, ReportReason.CLOSED, today=TODAY)
    verify([service], by="anna", how="phoned")
    add_report(service, ReportReason.CLOSED, today=TODAY)
    assert VisitorReport.objects.open().count() == 1
    assert VisitorReport.objects.count() == 2


def test_the_database_keeps_one_open_row_a_day() -> None:
    row = {"model": "directory.Service", "key": "a", "reason": "closed", "day": TODAY}
    VisitorReport.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitorReport.objects.create(**row)
