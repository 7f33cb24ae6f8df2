"""Excel workbooks: written as texts only, read as the values of their first sheet.

openpyxl is imported when a workbook is: it would be the largest part of a start.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from editorial.tables.census import MAX_CELLS, refuse_bombs, too_many_cells

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TO_ESCAPE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def workbook_of(rows: Iterable[Iterable[str]]) -> bytes:
    """Return a workbook of texts only, so that no program makes dates of hours."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Wegwijzer")
    for row in rows:
        sheet.append([_text_cell(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _text_cell(sheet: Any, value: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if not value:
        return None
    cell = WriteOnlyCell(
        sheet, value=_TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", value)
    )
    cell.number_format = "@"
    return cell


def column_letter(number: int) -> str:
    """Return what a spreadsheet calls a column, the first being 1."""
    from openpyxl.utils import get_column_letter

    letter: str = get_column_letter(number)
    return letter


def rows_of_workbook(content: bytes) -> Iterator[Sequence[Any]]:
    """Yield the rows of the first sheet as Python values, empty ones too.

    Raises ``ValidationError`` for what is no workbook, has a password, is too large or has a
    formula.
    """
    from openpyxl import load_workbook

    if content.startswith(_OLE):
        raise _ole_error(content)
    try:
        formulas = refuse_bombs(content)
        sheet: Any = load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
        _refuse_formula(formulas.get(sheet._worksheet_path))
        sheet.reset_dimensions()  # Many programs write them wrong.
        count = 0
        for row in sheet.iter_rows(values_only=True):
            count += len(row)
            if count > MAX_CELLS:
                raise too_many_cells()
            yield [_unescaped(value) if isinstance(value, str) else value for value in row]
    except (ValidationError, MemoryError):
        raise
    except Exception as error:
        # openpyxl raises whatever it stumbles on.
        raise ValidationError(
            _("This is not a whole Excel file. Was it uploaded whole?")
        ) from error


def _unescaped(text: str) -> str:
    """Return a text without the escapes of characters that XML cannot hold, such as _x000D_."""
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _ole_error(content: bytes) -> ValidationError:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return ValidationError(_("This file has a password. Save it without a password."))
    return ValidationError(_("This is an Excel file of the old kind (.xls). Save it as .xlsx."))


def _refuse_formula(cell: str | None) -> None:
    if cell is not None:
        raise ValidationError(
            _("Cell %(cell)s holds a formula. Put its value there instead.") % {"cell": cell}
        )
