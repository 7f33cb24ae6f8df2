"""Counting what a workbook holds before it is opened.

A workbook is a zip file of XML, and a few kilobytes can unpack to more than fits in memory or than
a day is enough for. So its parts are walked through once without keeping anything, and opened only
if they hold no more than a table of ours can.
"""

import io
import zipfile
from typing import IO
from xml.parsers import expat

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_UNPACKED = 100_000_000
"""Bytes."""
MAX_CELLS = 1_500_000
"""25,000 rows of the widest table, empty cells included: ten seconds of reading."""
MAX_ELEMENTS = 4_500_000
"""Of XML: a filled cell is three at most."""
MAX_TEXTS = 500_000
"""Different ones, which a workbook keeps apart from its cells."""
MAX_PARTS = 1_000
MAX_SHEETS = 20
"""Opening a workbook walks through each to learn its size."""
LAST_ROW = 1_048_576
"""Of Excel itself."""

_CHUNK = 64_000
_MAX_TEXT = 200_000
_MAX_IN_RECORD = 100_000
_MAX_AROUND = 100_000
_RECORDS = frozenset({"row", "si"})
_DIRECTORY_ENTRY = b"PK\x01\x02"
_ENCRYPTED_FLAG = 1


def too_many_cells() -> ValidationError:
    """Return the error of a file with more cells than any table of ours."""
    return ValidationError(
        _("There are more than %(most)s cells, perhaps empty ones with a format. Split the file.")
        % {"most": MAX_CELLS}
    )


def refuse_bombs(content: bytes) -> dict[str, str]:
    """Return the first cell with a formula of each part that has one, by the part's name.

    Raises ``ValidationError`` if it is too much to read or has a password, and ``ValueError`` or an
    error of ``zipfile`` if it is no workbook. Takes a second for every million elements.
    """
    if content.count(_DIRECTORY_ENTRY) > MAX_PARTS:
        raise _too_large()
    formulas: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
            raise ValidationError(_("This file has a password. Save it without a password."))
        if sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise _too_large()
        census = _Census()
        for part in parts:
            with archive.open(part) as stream:
                if formula := census.count(stream):
                    formulas[part.filename] = formula
    return formulas


def _too_large() -> ValidationError:
    return ValidationError(_("This file is too large."))


class _Census:
    """Count what stands in the parts of a workbook, and raise as soon as it is too much.

    Rows and shared texts are read one at a time; what stands around them is all kept in memory.
    """

    def __init__(self) -> None:
        self._elements = self._cells = self._texts = self._sheets = self._around = 0

    def count(self, stream: IO[bytes]) -> str:
        """Add a part, and return the name of its first cell with a formula, or nothing.

        Raise ValidationError as soon as there is too much.
        """
        self._in_record: int | None = None
        self._last_row, self._cell, self._formula = 0, "", ""
        self._text = fed = 0
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        try:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk)
                fed += len(chunk)
                if fed - parser.CurrentByteIndex > _MAX_TEXT:
                    raise _too_large()  # A comment or an attribute, looked through at each chunk.
        except expat.ExpatError:
            pass  # A picture; or broken there, and nobody reads any further.
        return self._formula

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        self._text = 0
        self._elements += 1
        if self._in_record is not None:
            self._in_record += 1
        elif kind not in _RECORDS:
            self._around += 1
        if kind == "c":
            self._cells += 1
            self._cell = attributes.get("r", "")
        elif kind == "f" and self._in_record is not None:
            self._formula = self._formula or self._cell or "?"
        elif kind in _RECORDS:
            self._start_record(kind, attributes)
        elif kind == "sheet":
            self._sheets += 1
        self._refuse_too_much()

    def _start_record(self, kind: str, attributes: dict[str, str]) -> None:
        if self._in_record is not None:
            raise ValueError("A row within a row.")
        self._in_record = 0
        if kind == "si":
            self._texts += 1
        else:
            number = int(attributes.get("r", self._last_row + 1))
            if not self._last_row < number <= LAST_ROW:
                raise ValueError("Rows out of order would be passed over.")
            self._last_row = number

    def _characters(self, text: str) -> None:
        self._text += len(text)
        if self._text > _MAX_TEXT:
            raise _too_large()

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] in _RECORDS:
            self._in_record = None

    def _refuse_too_much(self) -> None:
        if self._cells > MAX_CELLS:
            raise too_many_cells()
        if self._sheets > MAX_SHEETS:
            raise ValidationError(
                _("There are more than %(most)s sheets. Keep the first alone.")
                % {"most": MAX_SHEETS}
            )
        if (
            self._elements > MAX_ELEMENTS
            or self._texts > MAX_TEXTS
            or self._around > _MAX_AROUND
            or (self._in_record or 0) > _MAX_IN_RECORD
        ):
            raise _too_large()

    def _refuse_doctype(self, *_arguments: object) -> None:
        raise ValueError("No workbook declares a document type.")
