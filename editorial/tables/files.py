"""Spreadsheets and CSV files: written so that they come back the same, read with distrust."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from editorial.tables.cells import as_text

LARGEST_FILE = 50_000_000
LARGEST_UNPACKED = 400_000_000
"""Bytes: a spreadsheet is a zip file, and a small one can unpack to far too much."""
MOST_ROWS = 50_000
FIRST_ROW = 2
"""Below the names of the columns."""

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WITH_MARK = "utf-8-sig"
"""UTF-8 with a mark in front, without which Excel shows é as two letters."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as a file holds it: the cells by column, by the number of the row in the file."""

    columns: list[str]
    rows: dict[int, dict[str, str]]


def csv_bytes(sheet: Sheet) -> bytes:
    """Write a table as CSV."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, sheet.columns)
    writer.writeheader()
    writer.writerows(sheet.rows.values())
    return text.getvalue().encode(WITH_MARK)


def xlsx_bytes(sheet: Sheet) -> bytes:
    """Write a table as a spreadsheet of texts only, so that no program makes dates of hours."""
    book = Workbook(write_only=True)
    page = book.create_sheet("Wegwijzer")
    page.append([_text_cell(page, name) for name in sheet.columns])
    for row in sheet.rows.values():
        page.append([_text_cell(page, row[name]) for name in sheet.columns])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _text_cell(page: Any, value: str) -> Any:
    if not value:
        return None
    cell = WriteOnlyCell(page, value=value)
    cell.number_format = "@"
    return cell


FORMATS: dict[str, tuple[Callable[[Sheet], bytes], str]] = {
    "xlsx": (xlsx_bytes, XLSX_TYPE),
    "csv": (csv_bytes, CSV_TYPE),
}
"""By the ending of a file's name: how it is written, and what it is called in a response."""


def read_table(content: bytes, name: str) -> Sheet:
    """Return the table in a file; raise ``ValidationError`` if it is broken, strange or too large.

    Cells are texts as ``cells.as_text`` gives them. Formulas come as they stand, to be refused.
    """
    ending = name.rpartition(".")[2].lower()
    if ending not in FORMATS:
        raise ValidationError(_("Choose an Excel file (.xlsx) or a CSV file (.csv)."))
    if len(content) > LARGEST_FILE:
        raise ValidationError(_("This file is too large."))
    if not content:
        raise ValidationError(_("This file is empty."))
    rows = _rows_of_xlsx(content) if ending == "xlsx" else _rows_of_csv(content)
    return _table(rows)


def _table(rows: Iterator[Sequence[Any]]) -> Sheet:
    headers = [as_text(cell) for cell in next(rows, ())]
    while headers and not headers[-1]:
        headers.pop()
    if not headers or len(set(headers)) != len(headers) or not all(headers):
        raise ValidationError(_("The first row must name each column once."))
    sheet = Sheet(headers, {})
    for number, row in enumerate(rows, start=FIRST_ROW):
        cells = [as_text(cell) for cell in row]
        if any(cells):
            fitted = _fitted(cells, len(headers), number)
            sheet.rows[number] = dict(zip(headers, fitted, strict=True))
        if number > MOST_ROWS + 1:
            raise ValidationError(_("There are more than %(most)s rows.") % {"most": MOST_ROWS})
    if not sheet.rows:
        raise ValidationError(_("There are no rows under the first one."))
    return sheet


def _fitted(cells: list[str], width: int, number: int) -> list[str]:
    if any(cells[width:]) or len(cells) < width:
        raise ValidationError(
            _("Row %(number)s has another number of columns than the first row.")
            % {"number": number}
        )
    return cells[:width]


def _rows_of_csv(content: bytes) -> Iterator[Sequence[str]]:
    try:
        text = content.decode(WITH_MARK)
    except UnicodeDecodeError as error:
        raise ValidationError(_("This is not a CSV file in UTF-8. Save it as such.")) from error
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise ValidationError(
            _("The file is broken near line %(line)s. Was it uploaded whole?")
            % {"line": reader.line_num}
        ) from error


def _rows_of_xlsx(content: bytes) -> Iterator[Sequence[Any]]:
    broken = ValidationError(_("This is not a whole Excel file. Was it uploaded whole?"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
                raise ValidationError(_("This file is too large."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheet = book.worksheets[0]
        rows: Iterable[Sequence[Any]] = sheet.iter_rows(values_only=True)
        width = 0
        for row in rows:
            width = width or len(row)
            yield [*row, *[None] * (width - len(row))]
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        IndexError,
        ValueError,
        OSError,
        SyntaxError,
        EOFError,
    ) as error:
        raise broken from error
