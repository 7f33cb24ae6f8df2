"""Tables go out and come in again: every change is seen first, and all are made or none."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from directory.models import Channel, Service, ServiceFact
from editorial.accounts.roles import Role
from editorial.documents.document import document_of
from editorial.models import AuditEvent, EntryVersion, Proposal, VersionReason
from editorial.publishing.bulk import ChangeContext
from editorial.tables.cells import Cell
from editorial.tables.census import MAX_UNPACKED
from editorial.tables.exporting import export_table
from editorial.tables.files import FORMATS, Sheet, csv_bytes, read_table, xlsx_bytes
from editorial.tables.importing import TableImport
from editorial.tables.table import tables
from editorial.verification.verify import verify
from tests.directory.builders import make_channel, make_need, make_organization, make_service
from tests.editorial.tables.workbook_files import xlsx
from tests.people import at_the_desk

pytestmark = pytest.mark.django_db

AT_ONCE = ChangeContext(None, "import_table", VersionReason.IMPORTED, at_once=True)


@pytest.fixture(autouse=True)
def _uploads_apart(settings: Settings, tmp_path: Path) -> None:
    settings.STATE_DIR = tmp_path


@pytest.fixture
def service(empty_directory: None) -> Service:
    organization = make_organization(slug="helpdesk", name_nl="De Helpdesk")
    channel = make_channel(organization, key="helpdesk-phone")
    return make_service(
        slug="advice",
        organization=organization,
        channels=[channel],
        alternate_names=["raad | daad", "=1+1"],
        description_nl="- eerst dit\n- dan dat",
    )


def sheet(name: str, **changes: str) -> Sheet:
    """Return the export of a table, the first row changed."""
    exported = export_table(tables()[name])
    exported.rows[2] |= changes
    return exported


def take_in(name: str, sheet: Sheet, context: ChangeContext = AT_ONCE) -> list[str]:
    """Import, and return what was wrong."""
    found = TableImport(tables()[name], context)
    found.check(sheet)
    found.write()
    return found.errors


def changes(name: str, sheet: Sheet) -> list[tuple[str, str, str]]:
    found = TableImport(tables()[name], AT_ONCE)
    found.check(sheet)
    found.write(dry_run=True)
    assert found.errors == []
    return [change for row in found.rows for change in row.changes]


def stored(service: Service) -> Service:
    return Service.all_objects.get(pk=service.pk)


def upload(client: Client, name: str, content: bytes, file_name: str = "x.csv") -> HttpResponse:
    file = SimpleUploadedFile(file_name, content)
    response = client.post(reverse("desk_table_import", args=[name]), {"file": file})
    assert isinstance(response, HttpResponse)
    return response


@pytest.mark.usefixtures("starter_content")
@pytest.mark.parametrize("ending", list(FORMATS))
@pytest.mark.parametrize("name", list(tables()))
def test_importing_an_export_changes_nothing(name: str, ending: str) -> None:
    content = FORMATS[ending][0](export_table(tables()[name]))
    assert changes(name, read_table(content, f"{name}.{ending}")) == []


def test_bare_translated_names_are_no_columns() -> None:
    for table in tables().values():
        assert not {"name", "description"} & set(table.fields)


def test_a_changed_cell_changes_its_record_in_both_ways(service: Service) -> None:
    for write, ending in ((csv_bytes, "csv"), (xlsx_bytes, "xlsx")):
        table = read_table(write(sheet("services", wait_time_nl=f"per {ending}")), f"x.{ending}")
        assert take_in("services", table) == []
        assert document_of(stored(service))["wait_time_nl"] == f"per {ending}"


def test_an_import_says_something_about_the_columns_of_its_file_only(service: Service) -> None:
    before = document_of(stored(service))
    assert (
        take_in("services", Sheet(["slug", "cost"], {2: {"slug": "advice", "cost": "paid"}})) == []
    )
    assert document_of(stored(service)) == {**before, "cost": "paid"}


def test_codes_stand_in_one_cell_with_bars_between(service: Service) -> None:
    assert take_in("services", sheet("services", phases="care|identification")) == []
    assert stored(service).phases == ["identification", "care"]


def test_one_relation_changes_and_what_stays_is_left_as_it_is(service: Service) -> None:
    fact = ServiceFact.objects.create(
        service=service,
        field="cost",
        source_title="Kosten",
        source_site="example.org",
        source_date="2021-11-22",
        stated_by="organization",
        certainty="A",
    )
    make_need("shelter")
    before = document_of(stored(service))
    assert take_in("services", sheet("services", needs="shelter|talk")) == []
    assert document_of(stored(service)) == {**before, "needs": ["shelter", "talk"]}
    assert list(stored(service).facts.all()) == [fact]


def test_what_is_written_once_too_often_is_not_seen_as_a_change(service: Service) -> None:
    organization = service.organization
    channel = Channel.objects.get(key="helpdesk-phone")
    assert take_in("channels", sheet("channels", value="+31201234567")) == []
    channel.refresh_from_db()
    assert channel.value == "+31201234567"
    assert channel.organization == organization
    assert list(stored(service).channels.all()) == [channel]


def test_a_new_channel_joins_its_organization(service: Service) -> None:
    row: dict[str, Cell] = {
        "key": "helpdesk-mail",
        "organization": "helpdesk",
        "kind": "email",
        "value": "help@example.org",
    }
    assert take_in("channels", Sheet(list(row), {2: row})) == []
    assert service.organization.channels.count() == 2


def test_what_is_new_starts_as_a_draft(service: Service) -> None:
    table = sheet("services", slug="new", state="")
    assert take_in("services", table) == []
    assert Service.all_objects.get(slug="new").state == "draft"
    assert stored(service).state == "published"


def test_an_import_never_counts_as_a_verification(service: Service) -> None:
    verify([service], by="anna", how="phoned")
    before = stored(service).assured_date
    channel = Channel.objects.get()
    assert take_in("services", sheet("services", wait_time_nl="Een week")) == []
    assert take_in("channels", sheet("channels", value="+31201234567")) == []
    assert stored(service).assured_date == before
    assert Channel.objects.get(pk=channel.pk).checked_on is None


def test_a_direct_import_keeps_history_and_log(service: Service) -> None:
    take_in("services", sheet("services", wait_time_nl="Een week"))
    assert EntryVersion.objects.filter(reason=VersionReason.IMPORTED).count() == 1
    assert AuditEvent.objects.get(action="changed").fields == ["wait_time_nl"]


WRONG_CELLS = {
    "an unknown code": ({"needs": "talk|circus"}, "circus"),
    "no need at all": ({"needs": ""}, "needs"),
    "an unknown organization": ({"organization": "nobody"}, "nobody"),
    "an unknown choice": ({"intake": "magic"}, "intake"),
    "a rule without its values": ({"age_rule": "only"}, "age_rule"),
    "publishing": ({"state": "withdrawn"}, "state"),
    "a formula": ({"wait_time_nl": "=1+1"}, "wait_time_nl"),
    "markup": ({"wait_time_nl": "<script>x</script>"}, "wait_time_nl"),
    "a text that is too long": ({"description_nl": "x" * 10_000_000}, "description_nl"),
    "hours that nobody can read": ({"opening_hours": "soms"}, "opening_hours"),
    "a required text gone": ({"name_nl": ""}, "name_nl"),
}


@pytest.mark.parametrize(("cells", "said"), WRONG_CELLS.values(), ids=WRONG_CELLS.keys())
def test_one_wrong_row_stops_everything(service: Service, cells: dict[str, str], said: str) -> None:
    make_service(slug="zz-last", organization=service.organization)
    table = sheet("services", **cells)
    table.rows[3] |= {"wait_time_nl": "Een week"}
    before = [document_of(found) for found in Service.all_objects.all()]
    (error,) = take_in("services", table)
    assert error.startswith(("Rij 2:", "Row 2:"))
    assert said in error
    assert [document_of(found) for found in Service.all_objects.all()] == before


def test_a_secret_place_stays_secret_in_an_import(service: Service) -> None:
    service.organization.locations.create(key="shelter", confidential=True)
    (error,) = take_in("services", sheet("services", description_nl="Kom naar Kerkstraat 12."))
    assert "Kerkstraat 12" in error


def test_a_channel_does_not_move_to_another_organization(service: Service) -> None:
    make_organization(slug="other")
    (error,) = take_in("channels", sheet("channels", organization="other"))
    assert "organization" in error


def test_a_key_that_stands_twice_is_refused(service: Service) -> None:
    table = sheet("services")
    table.rows[3] = table.rows[2]
    (error,) = take_in("services", table)
    assert "3" in error


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.csv", b"slug,cost\n\nadvice,free\n,\n\nnobody,paid\n"),
        ("x.xlsx", xlsx(["slug", "cost"], [], ["advice", "free"], [], [], ["nobody", "paid"])),
    ],
    ids=["csv", "xlsx"],
)
def test_a_row_has_the_number_that_the_file_gives_it_between_empty_rows(
    service: Service, name: str, content: bytes
) -> None:
    (error, *_more) = take_in("services", read_table(content, name))
    assert error.startswith(("Rij 6:", "Row 6:"))


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def with_formula() -> bytes:
    return xlsx(["slug", "wait_time_nl"], ["advice", '=HYPERLINK("https://example.org")'])


def bomb() -> bytes:
    """Return a file of which no part is too much, and all are."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"xl/{number}.xml", b" " * (MAX_UNPACKED // 5 + 1))
    return file.getvalue()


BROKEN_FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "an empty file": ("x.csv", lambda: b""),
    "half a spreadsheet": ("x.xlsx", lambda: half(with_formula())),
    "a picture called a spreadsheet": ("x.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
    "another zip file": ("x.xlsx", lambda: half(b"PK\x05\x06" + b"\0" * 36)),
    "a file that unpacks to far too much": ("x.xlsx", bomb),
    "a text in another encoding": ("x.csv", lambda: "slug,cost\nadvice,é\n".encode("latin-1")),
    "a quote that never ends": ("x.csv", lambda: b'slug,cost\nadvice,"pa'),
    "a row that is too short": ("x.csv", lambda: b"slug,cost\nadvice\n"),
    "a column twice": ("x.csv", lambda: b"slug,slug\nadvice,x\n"),
    "a header alone": ("x.csv", lambda: b"slug,cost\n"),
    "another kind of file": ("x.pdf", lambda: b"%PDF"),
    "another table": ("x.csv", lambda: b"name,price\nbread,2\n"),
    "no key": ("x.csv", lambda: b"cost\npaid\n"),
    "a formula": ("x.xlsx", with_formula),
}


@pytest.mark.parametrize(("name", "make"), BROKEN_FILES.values(), ids=BROKEN_FILES.keys())
def test_a_broken_file_is_refused_with_a_reason_and_logged(
    service: Service, name: str, make: Callable[[], bytes]
) -> None:
    before = document_of(stored(service))
    response = upload(at_the_desk(Role.EDITOR), "services", make(), name)
    assert response.status_code == 422
    assert b"errorlist" in response.content
    assert document_of(stored(service)) == before
    assert AuditEvent.objects.filter(action="refused", object_key="services").count() == 1


class TestAtTheDesk:
    def preview(self, client: Client, **changes: str) -> HttpResponse:
        return upload(client, "services", csv_bytes(sheet("services", **changes)))

    def confirm(self, client: Client, preview: HttpResponse) -> HttpResponse:
        token = preview.context["token"]  # type: ignore[attr-defined]
        response = client.post(reverse("desk_table_import", args=["services"]), {"token": token})
        assert isinstance(response, HttpResponse)
        return response

    def test_every_change_is_shown_before_anything_is_written(self, service: Service) -> None:
        before = document_of(stored(service))
        response = self.preview(at_the_desk(Role.EDITOR), wait_time_nl="Een week")
        assert "Een week" in response.content.decode()
        assert document_of(stored(service)) == before
        assert not Proposal.objects.exists()

    def test_nobody_waits_for_a_lock_while_a_preview_is_found_out(self, service: Service) -> None:
        client = at_the_desk(Role.EDITOR)
        with CaptureQueriesContext(connection) as captured:
            assert self.preview(client, wait_time_nl="Een week").status_code == 200
        asked = [query["sql"] for query in captured if "session" not in query["sql"]]
        assert asked
        writes = ("INSERT", "UPDATE", "DELETE")
        assert [sql for sql in asked if sql.startswith(writes) or "FOR UPDATE" in sql] == []

    def test_a_change_of_what_is_published_becomes_a_proposal(self, service: Service) -> None:
        client = at_the_desk(Role.EDITOR)
        self.confirm(client, self.preview(client, wait_time_nl="Een week"))
        proposal = Proposal.objects.get()
        assert proposal.document["wait_time_nl"] == "Een week"
        assert document_of(stored(service))["wait_time_nl"] == ""

    def test_a_draft_is_changed_at_once(self, service: Service) -> None:
        Service.all_objects.update(state="draft")
        client = at_the_desk(Role.EDITOR)
        self.confirm(client, self.preview(client, wait_time_nl="Een week"))
        assert document_of(stored(service))["wait_time_nl"] == "Een week"
        assert AuditEvent.objects.filter(action="imported").count() == 1

    def test_an_open_proposal_of_ones_own_is_not_written_over(self, service: Service) -> None:
        client = at_the_desk(Role.EDITOR)
        self.confirm(client, self.preview(client, wait_time_nl="Een week"))
        response = self.preview(client, wait_time_nl="Twee weken")
        assert response.status_code == 422

    def test_nothing_is_written_that_was_not_seen(self, service: Service) -> None:
        Service.all_objects.update(state="draft")
        client = at_the_desk(Role.EDITOR)
        preview = self.preview(client, wait_time_nl="Een week")
        Service.all_objects.update(wait_time_nl="Drie weken")
        assert self.confirm(client, preview).status_code == 422
        assert document_of(stored(service))["wait_time_nl"] == "Drie weken"

    def test_a_preview_is_confirmed_once_and_by_nobody_else(self, service: Service) -> None:
        client = at_the_desk(Role.EDITOR, username="anna")
        preview = self.preview(client, wait_time_nl="Een week")
        assert self.confirm(at_the_desk(Role.EDITOR, username="bert"), preview).status_code == 422
        assert self.confirm(client, preview).status_code == 302
        assert self.confirm(client, preview).status_code == 422

    @pytest.mark.parametrize("role", [Role.ADMINISTRATOR])
    def test_who_does_not_write_imports_nothing(self, service: Service, role: Role) -> None:
        assert upload(at_the_desk(role), "services", b"slug\nx\n").status_code == 403
        assert AuditEvent.objects.filter(action="refused").exists()

    def test_an_export_is_a_file_and_is_logged(self, service: Service) -> None:
        client = at_the_desk(Role.EDITOR)
        for ending in FORMATS:
            response = client.get(reverse("desk_table_export", args=["services", ending]))
            assert read_table(response.content, f"x.{ending}").rows[2]["slug"] == "advice"
        assert AuditEvent.objects.filter(action="exported").count() == 2

    def test_the_pages_show_what_there_is(self, service: Service) -> None:
        client = at_the_desk(Role.EDITOR)
        assert client.get(reverse("desk_tables")).status_code == 200
        assert client.get(reverse("desk_table_import", args=["rights"])).status_code == 200
        assert client.get(reverse("desk_table_import", args=["circus"])).status_code == 404


class TestCommands:
    def test_a_table_goes_out_and_in(self, service: Service, tmp_path: Path) -> None:
        path = tmp_path / "services.csv"
        call_command("export_table", path, stdout=io.StringIO())
        said = io.StringIO()
        path.write_text(path.read_text("utf-8").replace("eerst dit", "eerst dat"), "utf-8")
        call_command("import_table", path, dry_run=True, stdout=said)
        assert "Would be changed 1" in said.getvalue()
        assert "eerst dit" in document_of(stored(service))["description_nl"]
        call_command("import_table", path, stdout=said)
        assert "eerst dat" in document_of(stored(service))["description_nl"]

    def test_a_wrong_file_stops_the_command(self, service: Service, tmp_path: Path) -> None:
        path = tmp_path / "services.csv"
        path.write_text("slug,cost\nadvice,gold\n")
        with pytest.raises(CommandError, match="Nothing was imported"):
            call_command("import_table", path, stdout=io.StringIO())
