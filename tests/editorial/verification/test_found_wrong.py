"""What a person found wrong stays on top of the work, and the public is told, until it is right."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils.translation import override
from time_machine import TimeMachineFixture

from directory.models import Channel
from editorial.accounts.roles import Role
from editorial.documents.reference import Reference
from editorial.models import ContactFact, Entry, ReportReason, VisitorReport
from editorial.verification.reports import add_report
from editorial.verification.verify import verify
from editorial.work.listing import work_list
from editorial.work.tasks import TaskKind
from tests.directory.builders import make_channel, make_organization, make_service
from tests.editorial.verification.marking import fields
from tests.people import at_the_desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]

NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)
NOTICE = "This may have changed. We are looking into it."


@pytest.fixture(autouse=True)
def _clock(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOW, tick=False)


def check(record: Any, outcome: str) -> None:
    record.refresh_from_db()
    verify([record], by="anna", how="phoned", outcome=outcome)


def found_wrong() -> list[Reference]:
    work = work_list(now=NOW, kinds=[TaskKind.FOUND_WRONG])
    return [row.subject.reference for group in work.groups for row in group.rows]


@pytest.fixture(params=["service", "organization", "channel"])
def record(request: pytest.FixtureRequest) -> Any:
    channel = make_channel(make_organization())
    return {
        "service": make_service(organization=channel.organization, channels=[channel]),
        "organization": channel.organization,
        "channel": channel,
    }[request.param]


def test_every_kind_of_record_that_is_checked_can_be_found_wrong() -> None:
    for model in apps.get_models():
        if issubclass(model, Entry | ContactFact):
            column = model._meta.get_field("found_wrong_on")
            assert not column.editable
            assert column.name in model.document_excluded


@pytest.mark.parametrize("after", ["correct", "corrected", "mistake"])
def test_it_stands_on_top_of_the_work_until_it_is_right(record: Any, after: str) -> None:
    check(record, "incorrect")
    assert found_wrong() == [Reference.to(record)]
    first = work_list(now=NOW).groups[0].rows[0]
    assert first.tasks[0].kind == TaskKind.FOUND_WRONG
    check(record, after)
    assert found_wrong() == []


def test_nobody_reached_mends_nothing(record: Any) -> None:
    check(record, "incorrect")
    check(record, "unreachable")
    assert found_wrong() == [Reference.to(record)]


def test_taking_back_a_later_check_leaves_what_was_found_wrong_before(record: Any) -> None:
    check(record, "incorrect")
    check(record, "correct")
    check(record, "mistake")
    assert found_wrong() == [Reference.to(record)]


def test_a_number_is_mended_by_another_number() -> None:
    channel = make_channel(make_organization())
    check(channel, "incorrect")
    Channel.objects.update(value="+31201234567")
    assert found_wrong() == []


def test_saving_mends_nothing(record: Any) -> None:
    older = type(record)._default_manager.get(pk=record.pk)
    check(record, "incorrect")
    older.save()
    assert found_wrong() == [Reference.to(record)]


def test_what_visitors_said_stays_open_until_it_is_right() -> None:
    service = make_service()
    add_report(service, ReportReason.CLOSED, today=date(2026, 3, 3))
    check(service, "incorrect")
    assert VisitorReport.objects.open().count() == 1
    check(service, "corrected")
    assert not VisitorReport.objects.open().exists()


def test_the_public_page_says_so_until_it_is_right(client: Client) -> None:
    channel = make_channel(make_organization())
    service = make_service(organization=channel.organization, channels=[channel])
    for entry in (service, channel.organization):
        with override("en"):
            path = entry.get_absolute_url()
        assert NOTICE not in client.get(path).content.decode()
        check(entry, "incorrect")
        assert NOTICE in client.get(path).content.decode()
        check(entry, "corrected")
        assert NOTICE not in client.get(path).content.decode()


def test_one_lands_in_the_form_where_it_is_mended(record: Any) -> None:
    client = at_the_desk(Role.EDITOR)
    address = f"/admin/editorial/verification/check/?record={Reference.to(record)}"
    page = client.get(address).content.decode()
    answers = {"fact": "everything", "how": "phoned", "outcome": "incorrect"}
    response = client.post(address, fields(page) | answers, follow=True)
    holder = record.organization if isinstance(record, Channel) else record
    name = holder._meta.model_name
    assert response.redirect_chain[-1][0] == f"/admin/directory/{name}/{holder.pk}/change/"
    assert response.status_code == 200
