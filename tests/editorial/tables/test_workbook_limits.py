"""A file that is too much to read is refused before it is opened, with a reason; none is a fault.

A few kilobytes of zip can unpack to gigabytes, or say that a row stands two billion rows down.
"""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from editorial.accounts.roles import Role
from editorial.tables.census import MAX_CELLS, MAX_PARTS, MAX_SHEETS, MAX_TEXTS, MAX_UNPACKED
from editorial.tables.files import read_table
from tests.editorial.tables.workbook_files import NAMESPACE, changed_part, with_rows, xlsx
from tests.people import at_the_desk

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def with_texts(number: int) -> bytes:
    texts = f"<sst {NAMESPACE}>".encode() + b"<si/>" * number + b"</sst>"
    return changed_part(xlsx(["slug"], ["advice"]), "xl/sharedStrings.xml", lambda _old: texts)


def with_styles(number: int) -> bytes:
    styles = f"<styleSheet {NAMESPACE}><cellXfs>".encode() + b"<xf/>" * number
    whole = styles + b"</cellXfs></styleSheet>"
    return changed_part(xlsx(["slug"], ["advice"]), "xl/styles.xml", lambda _old: whole)


def with_sheets(number: int) -> bytes:
    book, file = load_workbook(io.BytesIO(xlsx(["slug"], ["advice"]))), io.BytesIO()
    for _number in range(number - 1):
        book.create_sheet()
    book.save(file)
    return file.getvalue()


def with_parts(number: int) -> bytes:
    file = io.BytesIO(xlsx(["slug"], ["advice"]))
    with zipfile.ZipFile(file, "a") as archive:
        for part in range(number):
            archive.writestr(f"x{part}", b"")
    return file.getvalue()


def unpacking_to(size: int) -> bytes:
    file = io.BytesIO(xlsx(["slug"], ["advice"]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.bin", b"\0" * size)
    return file.getvalue()


def with_encrypted_part() -> bytes:
    content = bytearray(xlsx(["slug"], ["advice"]))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


TOO_MUCH: dict[str, Callable[[], bytes]] = {
    "unpacked bytes": lambda: unpacking_to(MAX_UNPACKED),
    "parts": lambda: with_parts(MAX_PARTS),
    "sheets": lambda: with_sheets(MAX_SHEETS + 1),
    "formats": lambda: with_styles(100_001),
    "texts": lambda: with_texts(MAX_TEXTS + 1),
    "cells of rows": lambda: with_rows((b"<row>" + b"<c/>" * 50_000 + b"</row>") * 31),
    "cells of one row": lambda: with_rows(b"<row>" + b"<c/>" * 100_001 + b"</row>"),
    "cells outside rows": lambda: with_rows(b"<c/>" * 100_001),
    "cells between those that are there": lambda: with_rows(
        b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (row, row) for row in range(2, 100))
    ),
    "characters of a text": lambda: with_rows(b"<row><c><v>" + b"1" * 200_001 + b"</v></c></row>"),
    "characters of nothing": lambda: with_rows(b" " * 200_001),
    "characters of an attribute": lambda: with_rows(b'<row a="' + b"1" * 300_000 + b'"/>'),
    "characters of a comment": lambda: with_rows(b"<!--" + b"1" * 300_000 + b"-->"),
}
UNSOUND: dict[str, Callable[[], bytes]] = {
    "a row two billion rows down": lambda: with_rows(b'<row r="2000000000"/>'),
    "a row below the last": lambda: with_rows(b'<row r="1048577"/>'),
    "rows out of order": lambda: with_rows(b'<row r="3"/><row r="2"/>'),
    "a row twice": lambda: with_rows(b'<row r="3"/><row r="3"/>'),
    "a row within a row": lambda: with_rows(b"<row><row/></row>"),
    "a column that no sheet has": lambda: with_rows(b'<row><c r="AAAAAAAA2"><v>1</v></c></row>'),
    "a text that is not there": lambda: with_rows(b'<row><c t="s"><v>9</v></c></row>'),
    "entities": lambda: with_rows(b"", before=ENTITIES),
    "no sheet": lambda: changed_part(xlsx([]), "xl/workbook.xml", lambda _old: b"<workbook/>"),
    "no XML": lambda: changed_part(xlsx([]), "xl/workbook.xml", lambda _old: b"not"),
}
LOCKED: dict[str, Callable[[], bytes]] = {
    "a password of Excel": lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
    "a password of zip": with_encrypted_part,
    "the old kind": lambda: OLE + "Workbook".encode("utf-16-le"),
}


@pytest.mark.parametrize("make", TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_what_is_too_much_is_refused(make: Callable[[], bytes]) -> None:
    with override("en"), pytest.raises(ValidationError, match=r"too large|more than"):
        read_table(make(), "x.xlsx")


@pytest.mark.parametrize("make", UNSOUND.values(), ids=UNSOUND.keys())
def test_what_is_unsound_is_refused(make: Callable[[], bytes]) -> None:
    with override("en"), pytest.raises(ValidationError, match="not a whole Excel file"):
        read_table(make(), "x.xlsx")


@pytest.mark.parametrize("make", LOCKED.values(), ids=LOCKED.keys())
def test_a_locked_or_old_file_says_what_it_is(make: Callable[[], bytes]) -> None:
    with override("en"), pytest.raises(ValidationError, match=r"password|\.xls\b"):
        read_table(make(), "x.xlsx")
    with override("nl"), pytest.raises(ValidationError, match=r"wachtwoord|\.xls\b"):
        read_table(make(), "x.xlsx")


def test_a_formula_is_refused_by_the_name_of_its_cell() -> None:
    with pytest.raises(ValidationError, match="B3"):
        read_table(xlsx(["slug", "cost"], ["advice", "paid"], ["other", "=B2"]), "x.xlsx")


def test_a_formula_on_another_sheet_is_nobodys_business() -> None:
    book, file = load_workbook(io.BytesIO(xlsx(["slug"], ["advice"]))), io.BytesIO()
    book.create_sheet("Notes").append(["=COUNTA(A1:A9)"])
    book.save(file)
    assert list(read_table(file.getvalue(), "x.xlsx").rows) == [2]


def test_cells_of_a_csv_file_are_counted_before_they_are_read() -> None:
    with pytest.raises(ValidationError, match=str(MAX_CELLS)):
        read_table(b"slug,cost\nadvice" + b"," * MAX_CELLS, "x.csv")


@pytest.mark.parametrize(
    "content",
    [with_sheets(MAX_SHEETS), with_texts(1_000), with_parts(MAX_PARTS // 2)],
    ids=["sheets", "texts", "parts"],
)
def test_what_is_just_not_too_much_is_read(content: bytes) -> None:
    assert read_table(content, "x.xlsx").rows == {2: {"slug": "advice"}}


@pytest.mark.django_db
@pytest.mark.parametrize("make", LOCKED.values(), ids=LOCKED.keys())
def test_the_desk_says_so(make: Callable[[], bytes]) -> None:
    file = SimpleUploadedFile("x.xlsx", make())
    address = reverse("desk_table_import", args=["services"])
    response = at_the_desk(Role.EDITOR).post(address, {"file": file})
    assert response.status_code == 422
    assert b"errorlist" in response.content


WHOLE = xlsx(["slug", "cost"], ["advice", "paid"], ["other", 3.5])


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=20
    ),
    end=st.integers(0, len(WHOLE)),
)
def test_a_damaged_file_is_read_or_refused(changes: list[tuple[int, int]], end: int) -> None:
    content = bytearray(WHOLE)
    for place, byte in changes:
        content[place] = byte
    for damaged in (bytes(content), WHOLE[:end]):
        with suppress(ValidationError):
            read_table(damaged, "x.xlsx")


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(xml=st.text('<>/ rcvtis="&;1A:', max_size=60))
def test_a_sheet_with_strange_xml_is_read_or_refused(xml: str) -> None:
    with suppress(ValidationError):
        read_table(with_rows(xml.encode()), "x.xlsx")
