"""What a machine asks of the site: is it alive, and can it answer."""

from contextlib import nullcontext
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from editorial.editions.current import EditionReader, reading_with
from editorial.editions.making import make_edition
from editorial.editions.store import EditionFolder
from tests.directory.builders import make_service


def refuse(*_: object) -> None:
    raise DatabaseError("the database is away")


def test_a_process_is_alive_without_a_database(client: Client) -> None:
    with connection.execute_wrapper(refuse):
        response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"alive": True}


@pytest.mark.django_db
def test_a_site_that_can_answer_is_ready(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"database": True, "migrations": True, "snapshot": True}


@pytest.mark.django_db
def test_a_site_that_reads_an_edition_needs_no_database(
    client: Client, starter_content: None, tmp_path: Path
) -> None:
    reader = EditionReader(tmp_path)
    with reading_with(reader), connection.execute_wrapper(refuse):
        response = client.get("/readyz")
        assert (response.status_code, response.json()) == (503, {"edition": False})
    make_edition(EditionFolder(tmp_path), picture=nullcontext)
    reader.look()
    with reading_with(reader), connection.execute_wrapper(refuse):
        response = client.get("/readyz")
        assert (response.status_code, response.json()) == (200, {"edition": True})


@pytest.mark.django_db
def test_a_site_without_its_database_is_not_ready_and_says_so(client: Client) -> None:
    with connection.execute_wrapper(refuse):
        response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"database": False, "migrations": False, "snapshot": False}


@pytest.mark.django_db
def test_a_site_that_must_still_migrate_is_not_ready_and_says_so(client: Client) -> None:
    last = MigrationRecorder.Migration.objects.filter(app="directory").latest("name")
    last.delete()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"database": True, "migrations": False, "snapshot": False}


@pytest.mark.django_db
def test_readiness_builds_what_the_first_visitor_needs(
    client: Client, empty_directory: None
) -> None:
    make_service(name_nl="Hulp", name_en="Help")
    client.get("/readyz")
    asked: list[str] = []

    def note(execute: object, sql: str, *rest: object) -> object:
        asked.append(sql)
        return execute(sql, *rest)  # type: ignore[operator]  # a wrapper of Django's own shape

    with connection.execute_wrapper(note):
        client.get("/nl/")
    assert len(asked) <= 2


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
@pytest.mark.django_db
def test_the_answer_is_never_kept_and_only_read(client: Client, address: str) -> None:
    assert "no-store" in client.get(address)["Cache-Control"]
    assert client.post(address).status_code == 405
    assert not client.get(address).cookies
