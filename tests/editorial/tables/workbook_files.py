"""Workbooks as other programs and other people make them, byte by byte where need be."""

import io
import zipfile
from collections.abc import Callable, Sequence

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def xlsx(*rows: Sequence[object]) -> bytes:
    """Return a workbook with typed cells, as somebody made it, not as we write it."""
    book, file = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(file)
    return file.getvalue()


def changed_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one part changed, or added."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in dict.fromkeys([*old.namelist(), name]):
            data = old.read(part) if part in old.namelist() else b""
            new.writestr(part, change(data) if part == name else data)
    return file.getvalue()


def with_dimension(content: bytes, reference: str) -> bytes:
    """Return a workbook whose sheet says that it ends where ``reference`` says."""

    def change(sheet: bytes) -> bytes:
        before, _old, after = sheet.partition(b"<dimension")
        if not after:
            before, _old, after = sheet.partition(b"<sheetViews")
            after = f"/><sheetViews{after.decode()}".encode()
        return before + f'<dimension ref="{reference}"'.encode() + after[after.index(b"/>") :]

    return changed_part(content, SHEET, change)


def with_rows(xml: bytes, before: bytes = b"") -> bytes:
    """Return a workbook whose sheet has these rows below the names ``slug`` and ``cost``."""
    names = b"".join(
        b'<c t="inlineStr"><is><t>' + name + b"</t></is></c>" for name in (b"slug", b"cost")
    )
    whole = before + f"<worksheet {NAMESPACE}><sheetData><row>".encode() + names + b"</row>" + xml
    return changed_part(xlsx([]), SHEET, lambda _old: whole + b"</sheetData></worksheet>")
