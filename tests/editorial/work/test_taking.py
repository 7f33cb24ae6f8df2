"""Who is on what in the work list: seen by the others, and over by itself when it is done."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from directory.models import Location, Organization, Service
from editorial.accounts.roles import Role
from editorial.documents.reference import Reference
from editorial.models import ReportReason, TakenTask
from editorial.models.taken_task import TAKEN_FOR
from editorial.verification.reports import add_report
from editorial.verification.verify import verify
from tests.directory.builders import make_organization, make_service
from tests.people import at_the_desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]

NOW = datetime(2026, 1, 15, 9, tzinfo=UTC)
WORK_LIST = "/admin/editorial/verification/work-list/"
ACT, TAKE = f"{WORK_LIST}act/", f"{WORK_LIST}take/"


@pytest.fixture(autouse=True)
def _clock(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def service() -> Service:
    """Return a service that was reported, and is otherwise fine."""
    organization = make_organization(slug="voorbeeld", name_nl="Stichting Voorbeeld")
    made = make_service(slug="advies", name_nl="Advies", organization=organization)
    verify([made, organization], by="anna", how="phoned")
    add_report(made, ReportReason.CLOSED, today=date(2026, 1, 15))
    return made


@pytest.fixture
def desk() -> Client:
    return at_the_desk(Role.EDITOR, username="anna")


def take(client: Client, record: Any, remark: str) -> Any:
    address = f"{TAKE}?record={Reference.to(record)}&kind=reported"
    return client.post(address, {"remark": remark}, follow=True)


def listed(client: Client, query: str = "") -> str:
    return " ".join(client.get(f"{WORK_LIST}{query}").content.decode().split())


def test_others_see_who_is_on_a_task_and_what_they_noted(service: Service, desk: Client) -> None:
    page = take(desk, service, "Voicemail, maandag weer.")
    assert page.redirect_chain[0][0] == f"{WORK_LIST}?kind=reported"
    bo = at_the_desk(Role.EDITOR, username="bo")
    assert "<strong>anna</strong> doet dit sinds 15 januari. Voicemail, maandag weer." in listed(bo)
    assert "Advies" in listed(desk, "?mine=1")
    assert ">Advies" not in listed(bo, "?mine=1")
    bo.post(ACT, {"take": str(Reference.to(service))})
    assert TakenTask.objects.get().taken_by.username == "anna", "only who asks takes it over"
    assert (
        "anna doet dit sinds" in bo.get(f"{TAKE}?record={Reference.to(service)}").content.decode()
    )
    take(bo, service, "")
    assert "<strong>bo</strong> doet dit" in listed(desk)


def test_it_is_free_again_when_it_is_done_or_by_hand_or_after_some_days(
    service: Service, desk: Client, time_machine: TimeMachineFixture
) -> None:
    token = str(Reference.to(service))
    desk.post(ACT, {"take": token})
    assert "doet dit sinds" in listed(desk)
    desk.post(ACT, {"settle": token})
    assert "doet dit sinds" not in listed(desk), "what it was taken for is done"
    assert "Hier wacht niets meer." in take(desk, service, "x").content.decode()
    add_report(service, ReportReason.OTHER, today=date(2026, 1, 15))
    desk.post(ACT, {"take": token})
    desk.post(ACT, {"release": token})
    assert "doet dit sinds" not in listed(desk)
    desk.post(ACT, {"take": token})
    time_machine.move_to(NOW + TAKEN_FOR + timedelta(minutes=1), tick=False)
    assert "doet dit sinds" not in listed(desk)


def test_a_remark_may_not_say_where_a_secret_place_is(desk: Client) -> None:
    shelter: Organization = make_organization(slug="opvang", name_nl="Opvang")
    Location.objects.create(organization=shelter, key="place", confidential=True)
    add_report(shelter, ReportReason.CLOSED, today=date(2026, 1, 15))
    page = take(desk, shelter, "Gebeld, zij zitten nu op Kerkstraat 12 in Utrecht.")
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not TakenTask.objects.exists()
    take(desk, shelter, "Gebeld, morgen weer.")
    assert TakenTask.objects.get().remark == "Gebeld, morgen weer."


def test_only_who_works_on_the_list_takes(service: Service) -> None:
    token = str(Reference.to(service))
    client = at_the_desk(Role.ADMINISTRATOR)
    assert client.post(f"{TAKE}?record={token}", {"remark": "x"}).status_code == 403
    assert client.post(ACT, {"take": token}).status_code == 403
    editor = at_the_desk(Role.EDITOR)
    for query in ("", "?record=", "?record=x|y", "?record=editorial.User|anna"):
        assert editor.get(f"{TAKE}{query}").status_code == 404
    assert not TakenTask.objects.exists()
