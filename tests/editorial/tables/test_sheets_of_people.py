"""Sheets as people and their programs make them: what changes nothing makes nothing."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.models import Channel, Service
from editorial.accounts.roles import Role
from editorial.models import Proposal, User, VersionReason
from editorial.publishing.bulk import ChangeContext
from editorial.tables.cells import Cell, clean_cell, read
from editorial.tables.exporting import export_table
from editorial.tables.files import FORMATS, Sheet, csv_bytes, read_table
from editorial.tables.importing import TableImport
from editorial.tables.table import tables
from editorial.tables.workbooks import rows_of_workbook, workbook_of
from rights.models import Right
from tests.directory.builders import make_channel, make_organization, make_service
from tests.editorial.tables.workbook_files import with_dimension, with_rows, xlsx
from tests.people import account

TEXT = Service._meta.get_field("source")
TRUTH = Channel._meta.get_field("abroad")
DAY = Right._meta.get_field("right_on")
MOMENT = Service._meta.get_field("expires_at")


@pytest.fixture
def service(empty_directory: None) -> Service:
    organization = make_organization(slug="helpdesk", name_nl="De Helpdesk")
    channel = make_channel(organization, key="helpdesk-phone", value="+31334481186")
    return make_service(slug="advice", organization=organization, channels=[channel])


def tried(name: str, content: bytes, file_name: str = "x.xlsx") -> TableImport:
    """Return what an import by an editor finds, and writes if it finds nothing wrong."""
    editor = User.objects.filter(username="editor").first() or account(
        Role.EDITOR, username="editor"
    )
    context = ChangeContext(editor, "editor", VersionReason.IMPORTED)
    found = TableImport(tables()[name], context)
    found.check(read_table(content, file_name))
    found.write()
    return found


# What a program says about where a sheet ends is not believed.


@pytest.mark.parametrize("reference", ["A1", "A1:A1", "A1:N2", "B2:B2", "A1:XFD1048576", "A1:A9"])
def test_rows_beyond_a_false_dimension_are_read(reference: str) -> None:
    content = xlsx(["slug", "cost"], *[[f"service-{row}", "paid"] for row in range(2, 12)])
    sheet = read_table(with_dimension(content, reference), "x.xlsx")
    assert sheet.rows == {row: {"slug": f"service-{row}", "cost": "paid"} for row in range(2, 12)}


@pytest.mark.parametrize(
    "formats",
    [
        b'<row r="1048576"><c r="A1048576" s="0"/></row>',
        b'<row r="1048576" s="0" customFormat="1"/>',
        b'<row r="3"><c r="XFD3" s="0"/></row>',
        b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (row, row) for row in range(3, 60_000)),
    ],
    ids=["the last cell", "the last row", "the last column", "more rows than are read"],
)
def test_formats_of_empty_cells_are_no_rows(formats: bytes) -> None:
    row = b'<row r="2"><c t="inlineStr"><is><t>advice</t></is></c></row>'
    sheet = read_table(with_rows(row + formats), "x.xlsx")
    assert sheet.rows == {2: {"slug": "advice", "cost": ""}}


def test_a_cell_without_a_name_above_it_is_refused_by_name() -> None:
    with pytest.raises(ValidationError, match="D3"):
        read_table(xlsx(["slug", "cost"], ["advice", "paid"], ["x", "paid", "", "note"]), "x.xlsx")


# What a program does to every cell when it saves.


def typed(change: Callable[[str, str], Any]) -> Callable[[Sheet], bytes]:
    """Return a writer that changes cells as a program would: by column name and text."""

    def write(sheet: Sheet) -> bytes:
        rows = [
            [change(name, str(cell)) for name, cell in row.items()] for row in sheet.rows.values()
        ]
        return xlsx(list(sheet.columns), *rows)

    return write


def as_csv(change: Callable[[str, str], Any]) -> Callable[[Sheet], bytes]:
    """Return a writer of CSV that changes cells as a program would."""

    def write(sheet: Sheet) -> bytes:
        rows: dict[int, dict[str, Cell]] = {
            number: {name: str(change(name, str(cell))) for name, cell in row.items()}
            for number, row in sheet.rows.items()
        }
        return csv_bytes(Sheet(sheet.columns, rows))

    return write


def with_real_values(_name: str, text: str) -> Any:
    """Read a cell as Excel does: truths, whole numbers, dates, and no apostrophe in front."""
    bare = text.removeprefix("'")
    if text in {"true", "false"}:
        return text == "true"
    if bare.lstrip("+").isdigit():
        return int(bare)
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None) if len(text) == 10 else text
    except ValueError:
        return text


def in_dutch(_name: str, text: str) -> str:
    if text in {"true", "false"}:
        return "WAAR" if text == "true" else "ONWAAR"
    try:
        return f"{date.fromisoformat(text):%d-%m-%Y}"
    except ValueError:
        return text.removeprefix("'")


def in_capitals(_name: str, text: str) -> str:
    return text.upper() if text in {"true", "false"} else text.replace("\n", "\r\n")


def as_numbers(_name: str, text: str) -> str:
    return {"true": "1", "false": "0"}.get(text, text.replace("\n", "_x000D_\n"))


SAVED: dict[str, tuple[str, Callable[[Sheet], bytes]]] = {
    "values of Excel": ("xlsx", typed(with_real_values)),
    "words of Dutch Excel": ("xlsx", typed(in_dutch)),
    "words of Excel": ("xlsx", typed(in_capitals)),
    "ones, zeros and carriage returns": ("xlsx", typed(as_numbers)),
    "values of Excel as CSV": ("csv", as_csv(with_real_values)),
    "words of Dutch Excel as CSV": ("csv", as_csv(in_dutch)),
    "words of LibreOffice as CSV": ("csv", as_csv(in_capitals)),
}


@pytest.mark.django_db
@pytest.mark.usefixtures("starter_content")
@pytest.mark.parametrize("name", list(tables()))
def test_what_a_program_makes_of_an_export_changes_nothing(
    name: str, subtests: pytest.Subtests
) -> None:
    exported = export_table(tables()[name])
    for saved, (ending, save) in SAVED.items():
        with subtests.test(saved):
            found = tried(name, save(exported), f"x.{ending}")
            assert found.errors == []
            assert found.rows == []
            assert found.unchanged
            assert not Proposal.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("ending", list(FORMATS))
def test_what_nobody_sees_stays_where_it_is(service: Service, ending: str) -> None:
    Service.all_objects.update(wait_time_nl="een\u200b we\xadek", description_nl="a\u202eb\xa0c")
    write = FORMATS[ending][0]
    assert tried("services", write(export_table(tables()["services"])), f"x.{ending}").rows == []


@pytest.mark.django_db
def test_another_order_of_codes_is_no_change(service: Service) -> None:
    for sort in ("needs", "phases", "service_areas"):
        sheet = export_table(tables()["services"])
        codes = str(sheet.rows[2][sort]).split("|")
        sheet.rows[2][sort] = "|".join([*reversed(codes), codes[0]])
        assert tried("services", csv_bytes(sheet), "x.csv").rows == [], sort


@pytest.mark.django_db
def test_a_number_without_its_signs_is_the_same_number(service: Service) -> None:
    for cell in (31334481186, "31334481186", "0031334481186", "'+31334481186"):
        found = tried("channels", xlsx(["key", "value"], ["helpdesk-phone", cell]))
        assert (found.errors, found.rows) == ([], []), repr(cell)


@pytest.mark.django_db
def test_another_number_without_its_signs_is_refused(service: Service) -> None:
    for cell in (31334481187, 334481186, "3,13345E+10", "3.13345E+10"):
        found = tried("channels", xlsx(["key", "value"], ["helpdesk-phone", cell]))
        assert len(found.errors) == 1, repr(cell)
        assert Channel.objects.get().value == "+31334481186"


# Truths, dates and numbers as they are typed.


@pytest.mark.parametrize(
    ("cell", "truth"),
    [(cell, True) for cell in ["WAAR", "Waar", "TRUE", "ja", "Ja", "yes", "1", 1, 1.0, True]]
    + [(cell, False) for cell in ["ONWAAR", "FALSE", "nee", "NEE", "no", "0", 0, 0.0, False, ""]],
)
def test_a_truth_in_every_spelling(cell: object, truth: bool) -> None:
    assert read(clean_cell(cell), TRUTH) is truth


@pytest.mark.parametrize(
    "cell",
    [
        *["31-12-2026", "31/12/2026", "31.12.2026", "31-12-26", "2026-12-31", "31-12-2026 0:00"],
        *["2026-12-31 00:00:00", date(2026, 12, 31), datetime(2026, 12, 31)],  # noqa: DTZ001
    ],
)
def test_a_date_in_every_spelling(cell: object) -> None:
    assert read(clean_cell(cell), DAY) == "2026-12-31"


@pytest.mark.parametrize(
    "cell",
    [
        *["1-5-2026 9:30", "01-05-2026 09:30:00", "2026-05-01T09:30", "2026-05-01T07:30:00+00:00"],
        datetime(2026, 5, 1, 9, 30),  # noqa: DTZ001  (a spreadsheet knows no time zone)
    ],
)
def test_a_moment_is_one_of_here(cell: object) -> None:
    moment = datetime.fromisoformat(read(clean_cell(cell), MOMENT))
    assert moment == datetime(2026, 5, 1, 7, 30, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize("ending", list(FORMATS))
def test_what_is_no_date_is_refused(
    service: Service, ending: str, subtests: pytest.Subtests
) -> None:
    for cell in ("31-2-2026", "2026-13-01", "46387", "morgen", "12/31/2026"):
        row: dict[str, Cell] = {"slug": "advice", "expires_at": cell}
        content = FORMATS[ending][0](Sheet(list(row), {2: row}))
        with subtests.test(cell):
            (error,) = tried("services", content, f"x.{ending}").errors
            assert "expires_at (B2)" in error


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cell",
    [date(2026, 5, 9), time(9, 30), True],
    ids=["9-5 became a date", "9:30 became a time", "waar became a truth"],
)
def test_what_a_spreadsheet_made_of_a_text_is_refused(service: Service, cell: object) -> None:
    (error,) = tried("services", xlsx(["slug", "wait_time_nl"], ["advice", cell])).errors
    assert "wait_time_nl (B2)" in error


# Errors, and characters that nobody sees.

ERRORS = [
    *["#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"],
    *["#N/B", "#VERW!", "#NAAM?", "#WAARDE!", "#DEEL/0!", "#GETAL!", "#LEEG!", "Err:502"],
    *["####", "###########", "Fout:508"],
]


@pytest.mark.django_db
@pytest.mark.parametrize("ending", list(FORMATS))
def test_an_error_of_the_spreadsheet_is_refused_by_the_name_of_its_cell(
    service: Service, ending: str, subtests: pytest.Subtests
) -> None:
    for cell in ERRORS:
        row: dict[str, Cell] = {"slug": "advice", "cost": "", "wait_time_nl": cell}
        content = FORMATS[ending][0](Sheet(list(row), {7: row}))
        with subtests.test(cell):
            errors = tried("services", content, f"x.{ending}").errors
            assert any("C2" in error and cell in error for error in errors)


@pytest.mark.django_db
def test_an_error_as_a_key_is_refused(service: Service) -> None:
    (*_others, error) = tried("services", xlsx(["slug", "source"], ["#REF!", "x"])).errors
    assert error.startswith(("Rij 2:", "Row 2:"))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("een_x000D_\ntwee", "een\ntwee"),
        ("een_x000d__x000a_twee", "een\ntwee"),
        ("caf_x00E9_", "café"),
        ("_xD83D__xDE42_", "\U0001f642"),
        ("_x005F_x000D_", "_x000D_"),
        ("file_x12_", "file_x12_"),
        ("a_x202E_b", "ab"),
    ],
)
def test_escapes_of_characters_are_read(cell: str, text: str) -> None:
    row = f'<row><c t="inlineStr"><is><t>{cell}</t></is></c></row>'.encode()
    assert read_table(with_rows(row), "x.xlsx").rows[2]["slug"] == text


@pytest.mark.parametrize("cell", ["a_x0000_b", "a_x001B_b", "a_x0085_b"])
def test_escapes_of_what_cannot_be_shown_are_refused(cell: str) -> None:
    row = f'<row><c t="inlineStr"><is><t>{cell}</t></is></c></row>'.encode()
    with pytest.raises(ValidationError):
        read(read_table(with_rows(row), "x.xlsx").rows[2]["slug"], TEXT)


ANY_TEXT = (
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1)
    .map(lambda text: f"x{text}x")
    .filter(lambda text: len(text) < 1_000)
)
LIKE_AN_ESCAPE = st.from_regex(r"(_x[0-9A-Fa-f]{4}_|_|x005F){1,4}", fullmatch=True)


@settings(max_examples=20)
@given(texts=st.lists(ANY_TEXT | LIKE_AN_ESCAPE, min_size=1, max_size=30))
def test_every_text_comes_back_out_of_a_workbook_also_what_looks_like_an_escape(
    texts: list[str],
) -> None:
    assert list(rows_of_workbook(workbook_of([text] for text in texts))) == [
        [text] for text in texts
    ]


HIDDEN = {
    "right-to-left override": "\u202e",
    "isolate": "\u2067",
    "right-to-left mark": "\u200f",
    "Arabic letter mark": "\u061c",
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "word joiner": "\u2060",
    "byte-order mark": "\ufeff",
    "soft hyphen": "\xad",
    "grapheme joiner": "\u034f",
    "Hangul filler": "\u3164",
    "braille blank": "\u2800",
    "variation selector": "\ufe0f",
    "tag": "\U000e0041",
}


@pytest.mark.django_db
@pytest.mark.parametrize("ending", list(FORMATS))
def test_what_nobody_sees_is_left_out(
    service: Service, ending: str, subtests: pytest.Subtests
) -> None:
    def found(**row: Cell) -> TableImport:
        content = FORMATS[ending][0](Sheet(list(row), {2: row}))
        return tried("services", content, f"x.{ending}")

    for name, hidden in HIDDEN.items():
        with subtests.test(name):
            good = found(slug=f"ad{hidden}vice", wait_time_nl=f"{hidden}een {hidden}week")
            Proposal.objects.all().delete()
            assert good.errors == []
            assert [row.changes for row in good.rows] == [[("wait_time_nl", "", "een week")]]
            (error,) = found(slug="advice", name_nl=f" {hidden}{hidden}\xa0").errors
            assert "name_nl" in error


# Numbers and hours are written in a sheet as on a form.


@pytest.mark.django_db
def test_numbers_and_hours_are_read_as_people_write_them(service: Service) -> None:
    same = ("033 448 11 86", "(033) 448 11 86", "+31 (0)33-448 11 86", "0031334481186")
    for number in same:
        rows = xlsx(["key", "value"], ["helpdesk-phone", number])
        found = tried("channels", rows)
        assert (found.errors, found.rows) == ([], []), number
    rows = xlsx(
        ["key", "value", "opening_hours"], ["helpdesk-phone", "020 123 45 67", "ma-vr 9-17"]
    )
    found = tried("channels", rows)
    assert found.errors == []
    [row] = found.rows
    assert {name: after for name, _before, after in row.changes} == {
        "value": "'+31201234567",
        "opening_hours": "Mo-Fr 09:00-17:00",
    }
    as_typed = tables()["channels"].as_typed
    assert as_typed
    assert as_typed("value", "033 448 11 86", {"kind": "email"}) == "033 448 11 86"
