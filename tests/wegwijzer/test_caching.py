"""What a browser keeps of a page, and when its copy stops being right."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from directory.models import Service

pytestmark = [pytest.mark.django_db]

MOMENT = datetime(2026, 3, 3, 12, 1, tzinfo=UTC)
PAGE_WITH_HOURS = "/nl/hulp/comensha-opvang/"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MOMENT, tick=False) as traveller:
        yield traveller


def revalidate(client: Client, path: str, tag: str) -> int:
    return client.get(path, headers={"if-none-match": tag}).status_code


@pytest.mark.parametrize(
    "path",
    [
        "/nl/hulp/?need=shelter",
        "/en/help/?q=passport+taken",
        "/nl/rechten/?age=minor",
        pytest.param("/nl/?utm_source=mail", marks=pytest.mark.bad_input),
    ],
)
def test_what_somebody_asked_is_not_kept(client: Client, path: str) -> None:
    response = client.get(path)
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


@pytest.mark.parametrize("path", ["/nl/", "/en/help/", "/nl/privacy/", "/en/organisations/"])
def test_a_page_without_a_question_is_kept_and_checked_each_time(client: Client, path: str) -> None:
    response = client.get(path)
    assert response["Cache-Control"] == "private, no-cache"
    assert response["ETag"].startswith('W/"')
    assert "Cookie" not in response["Vary"]
    assert "Accept-Language" not in response["Vary"]


@pytest.mark.parametrize("path", ["/", "/nl/bestaat-niet/", "/nl/hulp"])
def test_what_is_no_page_is_not_kept(client: Client, path: str) -> None:
    assert client.get(path)["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("starter_content", "clock")
def test_an_unchanged_page_is_not_sent_again(client: Client) -> None:
    first = client.get("/nl/hulp/")
    again = client.get("/nl/hulp/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == "private, no-cache"
    assert again["Vary"] == first["Vary"]


@pytest.mark.usefixtures("starter_content", "clock")
def test_a_copy_of_one_page_says_nothing_about_another(client: Client) -> None:
    dutch = client.get("/nl/hulp/")
    assert revalidate(client, "/en/help/", dutch["ETag"]) == 200
    assert revalidate(client, "/nl/organisaties/", dutch["ETag"]) == 200
    assert revalidate(client, "/nl/hulp/?need=shelter", dutch["ETag"]) == 200


@pytest.mark.usefixtures("starter_content", "clock")
def test_a_changed_number_reaches_whoever_has_a_copy(client: Client) -> None:
    first = client.get("/nl/hulp/")
    shown = re.findall(r'href="/nl/hulp/([a-z0-9-]+)/"', first.content.decode())
    Service.all_objects.filter(slug__in=shown).update(name_nl="Een andere naam")
    assert revalidate(client, "/nl/hulp/", first["ETag"]) == 200


@pytest.mark.usefixtures("starter_content")
def test_a_copy_is_right_until_something_in_it_opens_or_closes(
    client: Client, clock: time_machine.Traveller
) -> None:
    first = client.get(PAGE_WITH_HOURS)
    assert "Nu open, tot 17.00 uur" in first.content.decode()
    clock.shift(timedelta(hours=3))
    assert revalidate(client, PAGE_WITH_HOURS, first["ETag"]) == 304
    clock.shift(timedelta(hours=3))
    assert revalidate(client, PAGE_WITH_HOURS, first["ETag"]) == 200


def test_the_first_page_goes_by_the_language_of_the_browser(client: Client) -> None:
    response = client.get("/", headers={"accept-language": "en-GB,en;q=0.9"})
    assert response["Location"] == "/en/"
    assert response["Vary"] == "Accept-Language"
    assert client.get("/", headers={"accept-language": "ro"})["Location"] == "/ro/"
    assert client.get("/", headers={"accept-language": "da"})["Location"] == "/en/"


@pytest.mark.parametrize(
    ("asked", "sent_to"),
    [
        ("/hulp/?need=shelter&q=paspoort", "/nl/hulp/?need=shelter&q=paspoort"),
        ("/nl/hulp?need=shelter", "/nl/hulp/?need=shelter"),
    ],
)
def test_a_question_survives_a_mended_address_and_is_not_kept(
    client: Client, asked: str, sent_to: str
) -> None:
    response = client.get(asked)
    assert response.status_code in {301, 302}
    assert response["Location"] == sent_to
    assert response["Cache-Control"] == "no-store"
