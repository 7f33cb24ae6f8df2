"""What was checked is written in few queries, as one change by hand would be, or not at all."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from directory.models import Organization, Service
from editorial.accounts.roles import Role
from editorial.documents.apply import fresh_document
from editorial.models import AuditEvent, Proposal, ProposalOrigin, User, VersionReason
from editorial.publishing.bulk import ChangeContext
from editorial.publishing.workflow import may_decide, propose
from editorial.tables.exporting import export_table
from editorial.tables.files import Sheet, csv_bytes
from editorial.tables.importing import TableImport
from editorial.tables.table import tables
from tests.directory.builders import make_channel, make_organization, make_service
from tests.people import account, sign_in

pytestmark = pytest.mark.django_db

COLUMNS = {"services": "wait_time_nl", "organizations": "description_nl", "channels": "label_nl"}
"""A column of each table that may say anything."""


@pytest.fixture(autouse=True)
def _two_of_each(empty_directory: None, settings: Settings, tmp_path: Path) -> None:
    settings.STATE_DIR = tmp_path
    add_services(2)


@pytest.fixture
def editor() -> User:
    return account(Role.EDITOR, Role.PUBLISHER, username="anna")


def add_services(number: int) -> None:
    for _number in range(number):
        organization = make_organization()
        channel = make_channel(organization)
        make_service(organization=organization, channels=[channel])


def every_row_changed(name: str) -> Sheet:
    sheet = export_table(tables()[name])
    for row in sheet.rows.values():
        row[COLUMNS[name]] = "Anders"
    return sheet


def checked(name: str, editor: User) -> TableImport:
    context = ChangeContext(editor, "anna", VersionReason.IMPORTED, note="Import")
    found = TableImport(tables()[name], context)
    found.check(every_row_changed(name))
    assert found.errors == []
    return found


def queries_of_writing(tried: TableImport) -> int:
    with CaptureQueriesContext(connection) as captured:
        tried.write()
    assert tried.errors == []
    return len([query for query in captured if "SAVEPOINT" not in query["sql"]])


def test_more_rows_are_proposed_with_no_more_queries(editor: User) -> None:
    def asked() -> dict[str, int]:
        found = {}
        for name in COLUMNS:
            tried = checked(name, editor)
            found[name] = queries_of_writing(tried)
            assert Proposal.objects.count() == len(tried.rows)
            Proposal.objects.all().delete()
        return found

    few = asked()
    add_services(20)
    assert asked() == few


def test_a_row_that_is_written_at_once_is_saved_and_read_again(editor: User) -> None:
    Service.all_objects.update(state="draft")
    few = queries_of_writing(checked("services", editor))
    add_services(20)
    Service.all_objects.update(state="draft", wait_time_nl="")
    more = queries_of_writing(checked("services", editor))
    assert (more - few) / 20 <= 2
    assert set(Service.all_objects.values_list("wait_time_nl", flat=True)) == {"Anders"}


def test_a_proposal_of_an_import_is_as_one_that_somebody_wrote(editor: User) -> None:
    def made() -> list[dict[str, Any]]:
        proposals = Proposal.objects.order_by("entry_id").values()
        events = AuditEvent.objects.filter(action="proposed").order_by("-pk").values()
        either: list[Any] = [
            *proposals,
            *sorted(events[: len(proposals)], key=lambda one: one["object_key"]),
        ]
        of_its_own = {"id", "created_at", "updated_at", "happened_at"}
        return [{name: one[name] for name in one.keys() - of_its_own} for one in either]

    for name in COLUMNS:
        checked(name, editor).write()
        imported = made()
        proposals = list(Proposal.objects.all())
        assert len(proposals) == 2
        Proposal.objects.all().delete()
        for one in proposals:
            entry = one.find_entry()
            assert entry is not None
            assert not may_decide(editor, one), "four eyes"
            base = fresh_document(entry)
            assert one.document != base, "what is public stays as it is"
            origin = ProposalOrigin.IMPORT
            propose(entry, one.document, base=base, by=editor, note="Import", origin=origin)
        assert imported == made()
        Proposal.objects.all().delete()


def test_nothing_is_written_beside_what_was_written_since(editor: User) -> None:
    tried = checked("services", editor)
    Organization.objects.update(description_nl="Iets heel anders.")
    tried.write()
    assert tried.errors
    assert not Proposal.objects.exists()


def test_nothing_is_written_beside_a_proposal_that_was_made_since(editor: User) -> None:
    tried = checked("services", editor)
    service = Service.objects.latest("pk")
    base = fresh_document(service)
    propose(service, base | {"source": "Gebeld"}, base=base, by=editor)
    tried.write()
    [error] = tried.errors
    assert str(service) in error
    assert Proposal.objects.get().document["source"] == "Gebeld"


@pytest.fixture
def desk(editor: User) -> Client:
    client = Client()
    sign_in(client, editor)
    return client


def preview(desk: Client) -> str:
    file = SimpleUploadedFile("x.csv", csv_bytes(every_row_changed("services")))
    response = desk.post(reverse("desk_table_import", args=["services"]), {"file": file})
    return str(response.context["token"])


def confirm(desk: Client, token: str) -> HttpResponse:
    response = desk.post(reverse("desk_table_import", args=["services"]), {"token": token})
    assert isinstance(response, HttpResponse)
    return response


def test_nothing_is_looked_up_while_others_wait_for_an_import(desk: Client) -> None:
    token = preview(desk)
    with CaptureQueriesContext(connection) as captured:
        assert confirm(desk, token).status_code == 302
    asked = [query["sql"] for query in captured]
    start = next(index for index, sql in enumerate(asked) if sql.startswith("SAVEPOINT"))
    touched = {table for sql in asked[start:] for table in re.findall(r'"(\w+_\w+)"', sql)}
    assert "editorial_proposal" in touched
    assert not {table for table in touched if table.startswith("directory_")}


def test_what_somebody_writes_while_an_import_is_checked_does_not_stop_it(desk: Client) -> None:
    token = preview(desk)
    with writing_once(lambda: Organization.objects.update(description_nl="Iets heel anders.")):
        assert confirm(desk, token).status_code == 302
    assert Organization.objects.filter(description_nl="Iets heel anders.").count() == 2
    assert Proposal.objects.count() == 2


def test_what_somebody_writes_of_a_row_while_an_import_is_checked_stops_it(desk: Client) -> None:
    token = preview(desk)
    with writing_once(lambda: Service.objects.update(wait_time_nl="Een week")):
        assert confirm(desk, token).status_code == 422
    assert not Proposal.objects.exists()


@contextmanager
def writing_once(write: Callable[[], object]) -> Iterator[None]:
    """Write as somebody else would, as soon as the services are read."""
    waiting = [write]

    def between(execute: Any, sql: str, *arguments: Any) -> Any:
        found = execute(sql, *arguments)
        if waiting and sql.startswith("SELECT") and 'FROM "directory_service"' in sql:
            waiting.pop()()
        return found

    with connection.execute_wrapper(between):
        yield
    assert not waiting
