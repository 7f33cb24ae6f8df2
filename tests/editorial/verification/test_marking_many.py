"""Marking records as still correct from their own lists at the desk."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.models import Channel, Service
from editorial.accounts.roles import Role
from editorial.documents.reference import Reference
from editorial.models import Verification
from editorial.verification.seen import Seen
from tests.directory.builders import make_channel, make_organization, make_service
from tests.editorial.verification.marking import numbers, say_still_correct
from tests.people import at_the_desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]


def ask(client: Client, kind: str, *records: Any) -> str:
    form = {"action": "mark_correct", "_selected_action": [record.pk for record in records]}
    response = client.post(f"/admin/directory/{kind}/", form)
    assert response.status_code < 400
    page: str = response.content.decode()
    return page


def mark(client: Client, kind: str, *records: Any, **answer: Any) -> Any:
    return say_still_correct(client, ask(client, kind, *records), **answer)


def test_several_services_are_marked_with_their_numbers() -> None:
    channel = make_channel(make_organization())
    first, second, third = make_service(channels=[channel]), make_service(), make_service()
    mark(at_the_desk(Role.EDITOR), "service", first, second, with_numbers=True)
    dated = Service.all_objects.filter(assured_date__isnull=False)
    assert set(dated) == {first, second}
    assert third not in dated
    assert Channel.objects.get(pk=channel.pk).checked_on is not None


def test_what_is_asked_names_every_number_and_how_many_others_show_it() -> None:
    channel = make_channel(make_organization(name_nl="Landelijk"), value="+31334481186")
    coordinator = make_service(channels=[channel])
    make_service(channels=[channel])
    page = ask(at_the_desk(Role.EDITOR), "service", coordinator)
    for shown in ("+31334481186", "Landelijk", "2 onderdelen"):
        assert shown in page


def test_a_number_that_was_not_chosen_stays_as_it_was() -> None:
    channel = make_channel(make_organization())
    coordinator = make_service(channels=[channel])
    make_service(channels=[channel])
    mark(at_the_desk(Role.EDITOR), "service", coordinator)
    assert Service.all_objects.get(pk=coordinator.pk).assured_date
    assert Channel.objects.get(pk=channel.pk).checked_on is None


def _change_text(service: Service) -> None:
    Service.all_objects.filter(pk=service.pk).update(description_en="Something else.")


def _change_number(service: Service) -> None:
    service.channels.update(value="+31201234567")


def _change_hours(service: Service) -> None:
    service.channels.update(opening_hours="Mo 09:00-10:00")


def _change_which_number(service: Service) -> None:
    service.channels.set([make_channel(service.organization)])


def _delete(service: Service) -> None:
    service.channels.all().delete()
    service.delete()


@pytest.mark.parametrize(
    "change", [_change_text, _change_number, _change_hours, _change_which_number, _delete]
)
def test_nothing_is_dated_that_is_not_as_it_was_shown(change: Any) -> None:
    client = at_the_desk(Role.EDITOR)
    service = make_service(channels=[make_channel(make_organization())])
    page = ask(client, "service", service)
    keys = {service.slug, *service.channels.values_list("key", flat=True)}
    shown = {one.key: one for one in (service, *service.channels.all()) if hasattr(one, "key")}
    before = {str(Seen.of(record)) for record in (service, *shown.values())}
    change(service)
    say_still_correct(client, page, with_numbers=True)
    for verification in Verification.objects.all():
        assert verification.key in keys
        record = Reference(verification.model, verification.key).find()
        assert isinstance(record, Service | Channel)
        assert str(Seen.of(record)) in before


def test_a_number_that_was_added_meanwhile_is_not_dated() -> None:
    client = at_the_desk(Role.EDITOR)
    organization = make_organization()
    page = ask(client, "organization", organization)
    added = make_channel(organization)
    say_still_correct(client, page, with_numbers=True)
    assert numbers(page) == []
    assert Channel.objects.get(pk=added.pk).checked_on is None
    assert not Verification.objects.exists()


def test_asking_about_many_takes_as_many_queries_as_about_one() -> None:
    client = at_the_desk(Role.EDITOR)

    def queries(services: list[Service]) -> int:
        with CaptureQueriesContext(connection) as captured:
            ask(client, "service", *services)
        return len(captured)

    services = [make_service(channels=[make_channel(make_organization())]) for _ in range(12)]
    queries(services[:1])
    assert queries(services) == queries(services[:1])


def test_a_number_is_marked_alone() -> None:
    organization = make_organization()
    called, other = make_channel(organization), make_channel(organization)
    mark(at_the_desk(Role.PUBLISHER), "channel", called)
    assert Channel.objects.get(pk=called.pk).checked_on is not None
    assert Channel.objects.get(pk=other.pk).checked_on is None


@pytest.mark.parametrize("how", ["", "organization", "guessed"])
def test_one_must_say_how_it_was_checked(how: str) -> None:
    mark(at_the_desk(Role.EDITOR), "service", make_service(), how=how)
    assert not Verification.objects.exists()


def test_who_does_not_check_cannot_mark() -> None:
    client = at_the_desk(Role.ADMINISTRATOR)
    service = make_service()
    client.post(
        "/admin/directory/service/", {"action": "mark_correct", "_selected_action": [service.pk]}
    )
    sent = {"how": "phoned", "record": str(Seen.of(service))}
    assert client.post("/admin/editorial/verification/mark/", sent).status_code == 403
    assert not Verification.objects.exists()
    assert "mark_correct" not in client.get("/admin/directory/service/").content.decode()


def test_the_page_of_an_entry_leads_to_its_check() -> None:
    service = make_service()
    client = at_the_desk(Role.EDITOR)
    page = client.get(f"/admin/directory/service/{service.pk}/change/").content.decode()
    [link] = re.findall(r'href="(/admin/editorial/verification/check/[^"]+)"', page)
    assert service.name_nl in client.get(link).content.decode()


@pytest.mark.parametrize(
    "path", ["directory/topicownership", "rights/rightownership", "directory/regionalconfirmation"]
)
def test_a_publisher_arranges_owners_and_confirmations(path: str) -> None:
    client = at_the_desk(Role.PUBLISHER)
    assert client.get(f"/admin/{path}/").status_code == 200
    assert client.get(f"/admin/{path}/add/").status_code == 200


def test_an_editor_does_not_name_owners() -> None:
    assert at_the_desk(Role.EDITOR).get("/admin/directory/topicownership/").status_code == 403
