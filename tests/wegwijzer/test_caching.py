"""What a browser keeps of a page, and when its copy stops being right."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client

from directory.models import Service
from editorial.models import ContentVersion
from editorial.versioning.versioned import Versioned
from wegwijzer.build import build_id

pytestmark = [pytest.mark.django_db]

MOMENT = datetime(2026, 3, 3, 12, 1, tzinfo=UTC)


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
    Service.all_objects.filter(slug="comensha-helpdesk").update(name_nl="Een andere naam")
    assert revalidate(client, "/nl/hulp/", first["ETag"]) == 200


@pytest.mark.usefixtures("starter_content")
def test_a_copy_is_right_for_five_minutes_because_opening_hours_pass(
    client: Client, clock: time_machine.Traveller
) -> None:
    first = client.get("/nl/hulp/")
    clock.shift(timedelta(minutes=2))
    assert revalidate(client, "/nl/hulp/", first["ETag"]) == 304
    clock.shift(timedelta(minutes=4))
    assert revalidate(client, "/nl/hulp/", first["ETag"]) == 200


@pytest.mark.usefixtures("starter_content", "clock")
def test_a_worker_that_lags_behind_gives_its_page_no_name(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/nl/hulp/")
    monkeypatch.setattr(Versioned, "current", lambda self, now=None: self._built)
    Service.all_objects.filter(slug="comensha-helpdesk").update(name_nl="Een andere naam")
    response = client.get("/nl/hulp/")
    assert response.status_code == 200
    assert "ETag" not in response.headers


@pytest.mark.usefixtures("clock")
def test_a_page_that_needs_no_database_works_without_one(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> int:
        raise OperationalError

    monkeypatch.setattr(ContentVersion, "current", fail)
    response = client.get("/nl/privacy/")
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-cache"
    assert "ETag" not in response.headers


def test_the_first_page_goes_by_the_language_of_the_browser(client: Client) -> None:
    response = client.get("/", headers={"accept-language": "en-GB,en;q=0.9"})
    assert response["Location"] == "/en/"
    assert response["Vary"] == "Accept-Language"
    assert client.get("/", headers={"accept-language": "ro"})["Location"] == "/nl/"


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


@pytest.fixture
def release(tmp_path: Path, settings: Any) -> Iterator[Path]:
    page = tmp_path / "templates" / "page.html"
    page.parent.mkdir()
    page.write_text("Hulp")
    settings.BASE_DIR = tmp_path
    yield page
    build_id.cache_clear()


def name_of_release() -> str:
    build_id.cache_clear()
    return build_id()


def test_the_same_release_has_the_same_name_everywhere(release: Path) -> None:
    name = name_of_release()
    os.utime(release, (0, 0))
    assert name_of_release() == name


def test_another_template_is_another_release(release: Path) -> None:
    name = name_of_release()
    release.write_text("Hulp en rechten")
    assert name_of_release() != name


def test_another_owner_is_another_release(release: Path, settings: Any) -> None:
    name = name_of_release()
    settings.SITE_OWNER = "Iemand anders"
    assert name_of_release() != name
