"""Spreadsheets and CSV files: written so that they come back the same, read with distrust."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from editorial.tables.cells import Cell, clean_cell
from editorial.tables.census import LAST_ROW, MAX_CELLS, too_many_cells
from editorial.tables.workbooks import column_letter, rows_of_workbook, workbook_of

MAX_FILE = 50_000_000
"""Bytes."""
MAX_ROWS = 50_000
MAX_REPEATED = 24
"""Characters of a text that is likely to stand in other rows as well."""
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
    rows: dict[int, dict[str, Cell]]

    def lines(self) -> Iterator[list[str]]:
        """Yield the names of the columns and then the rows, as texts."""
        yield self.columns
        for row in self.rows.values():
            yield [str(row[name]) for name in self.columns]


def csv_bytes(sheet: Sheet) -> bytes:
    """Write a table as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(sheet.lines())
    return text.getvalue().encode(WITH_MARK)


def xlsx_bytes(sheet: Sheet) -> bytes:
    """Write a table as an Excel workbook."""
    return workbook_of(sheet.lines())


FORMATS: dict[str, tuple[Callable[[Sheet], bytes], str]] = {
    "xlsx": (xlsx_bytes, XLSX_TYPE),
    "csv": (csv_bytes, CSV_TYPE),
}
"""By the ending of a file's name: how it is written, and what it is called in a response."""


def read_table(content: bytes, name: str) -> Sheet:
    """Return the table in a file; raise ``ValidationError`` if it is broken, strange or too large.

    Cells are as ``cells.clean_cell`` gives them.
    """
    ending = name.rpartition(".")[2].lower()
    if ending not in FORMATS:
        raise ValidationError(_("Choose an Excel file (.xlsx) or a CSV file (.csv)."))
    if len(content) > MAX_FILE:
        raise ValidationError(_("This file is too large."))
    if not content:
        raise ValidationError(_("This file is empty."))
    return _table(rows_of_workbook(content) if ending == "xlsx" else _rows_of_csv(content))


class _CleanTexts(dict[str, Cell]):
    """The texts of a file without what nobody sees: most cells are short, and repeat."""

    def __missing__(self, text: str) -> Cell:
        found = clean_cell(text)
        if len(text) <= MAX_REPEATED:
            self[text] = found
        return found


def _table(rows: Iterator[Sequence[Any]]) -> Sheet:
    columns = [str(clean_cell(cell)) for cell in next(rows, ())]
    while columns and not columns[-1]:
        columns.pop()
    if not columns or len(set(columns)) != len(columns) or not all(columns):
        raise ValidationError(_("The first row must name each column once."))
    sheet, known = Sheet(columns, {}), _CleanTexts()
    for number, row in enumerate(rows, start=FIRST_ROW):
        if len(sheet.rows) > MAX_ROWS or number > LAST_ROW:
            raise ValidationError(_("There are more than %(most)s rows.") % {"most": MAX_ROWS})
        cells = [known[cell] if type(cell) is str else clean_cell(cell) for cell in row]
        while cells and cells[-1] == "":
            cells.pop()
        if not cells:
            continue
        if len(cells) > len(columns):
            raise ValidationError(
                _("Cell %(cell)s stands under no name of a column.")
                % {"cell": f"{column_letter(len(cells))}{number}"}
            )
        sheet.rows[number] = dict(zip_longest(columns, cells, fillvalue=""))
    if not sheet.rows:
        raise ValidationError(_("There are no rows under the first one."))
    return sheet


def _rows_of_csv(content: bytes) -> Iterator[Sequence[str]]:
    first = io.BytesIO(content).readline()
    delimiter = ";" if first.count(b";") > first.count(b",") else ","
    if content.count(delimiter.encode()) > MAX_CELLS:
        raise too_many_cells()
    text = io.TextIOWrapper(io.BytesIO(content), WITH_MARK, newline="")
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    width = 0
    try:
        for number, row in enumerate(reader, start=1):
            width = width or len(row)
            if any(row) and len(row) < width:
                raise ValidationError(
                    _("Row %(number)s has another number of columns than the first row.")
                    % {"number": number}
                )
            yield row
    except UnicodeDecodeError as error:
        raise ValidationError(_("This is not a CSV file in UTF-8. Save it as such.")) from error
    except csv.Error as error:
        raise ValidationError(
            _("The file is broken near line %(line)s. Was it uploaded whole?")
            % {"line": reader.line_num}
        ) from error
