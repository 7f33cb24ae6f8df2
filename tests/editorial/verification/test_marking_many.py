"""Marking records as still correct from their own lists at the desk."""

import re
from typing import Any

import pytest
from django.test import Client

from directory.models import Channel, Service
from editorial.accounts.roles import Role
from editorial.models import Verification
from tests.directory.builders import make_channel, make_organization, make_service
from tests.people import at_the_desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]


def mark(client: Client, kind: str, *records: Any, how: str = "phoned") -> None:
    form = {
        "action": "mark_correct",
        "how": how,
        "_selected_action": [record.pk for record in records],
    }
    assert client.post(f"/admin/directory/{kind}/", form).status_code < 400


def test_several_services_are_marked_with_their_numbers() -> None:
    channel = make_channel(make_organization())
    first, second, third = make_service(channels=[channel]), make_service(), make_service()
    mark(at_the_desk(Role.EDITOR), "service", first, second)
    dated = Service.all_objects.filter(assured_date__isnull=False)
    assert set(dated) == {first, second}
    assert third not in dated
    assert Channel.objects.get(pk=channel.pk).checked_on is not None


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
    mark(client, "service", make_service())
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
