"""One value of a document as the text of a cell, and back.

Several values stand in one cell with bars between. A text that a spreadsheet would take for a
formula gets an apostrophe in front, as spreadsheets do it themselves; reading takes it away.
What Excel and LibreOffice make of a cell when they save it is read for what it was.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

Cell: TypeAlias = str | bool | date | time | timedelta
"""What a file holds in a cell: numbers are texts, an empty cell is an empty text."""

BAR = "|"
MAX_LENGTH = 10_000
"""More characters than any text of the site has."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-][0-9][0-9 .,]*|\+[0-9]{2} ?\(0\)[0-9 -]+")
_DIALLED = re.compile(r"[+0][0-9]{2,}")
_SHORTENED_NUMBER = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]+")
_MARKUP = re.compile(r"<[a-zA-Z/!?]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# Default_Ignorable_Code_Point of Unicode, and the empty braille pattern: what nobody sees.
_INVISIBLE = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Errors of Excel in English and Dutch, and of LibreOffice.
_ERROR = re.compile(
    r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA"
    r"|N/B|VERW!|NAAM\?|WAARDE!|DEEL/0!|GETAL!|LEEG!|OVERLOOP!|BEREKENEN!|VELD!)"
    r"|##+|(?:Err|Fout):[0-9]+"
)
_DUTCH_MOMENT = re.compile(
    r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]((?:20)?[0-9]{2})(?:[ T]([0-9]{1,2}(?::[0-9]{2}){1,2}))?"
)
_TRUE = frozenset({"true", "waar", "ja", "yes", "1"})
_FALSE = frozenset({"false", "onwaar", "nee", "no", "0", ""})


def written(value: Any) -> str:
    """Return a value as the text of a cell."""
    match value:
        case None | "" | []:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return _escaped(BAR.join(_with_escaped_bars(str(part)) for part in value))
        case _:
            return _escaped(str(value).strip().replace("\r\n", "\n"))


def clean_cell(value: Any) -> Cell:
    """Return what a file holds in a cell, a text without what nobody sees."""
    match value:
        case None:
            return ""
        case bool() | date() | time() | timedelta():
            return value
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return _clean_text(str(value))


def _clean_text(text: str) -> str:
    if "\r" not in text and text.isascii():
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return (text if text.isascii() else _INVISIBLE.sub("", text)).strip()


def says_the_same(cell: Cell, now: str) -> bool:
    """Return whether a cell says what ``written`` made of the value that is there.

    So it does if a spreadsheet took away the apostrophe or, of a telephone number, the plus or the
    zeros in front; and if the value itself has characters that nobody sees.
    """
    if cell == now:
        return True
    if not isinstance(cell, str):
        return False
    bare = _clean_text(_unescaped(now))
    if cell in {_clean_text(now), bare}:
        return True
    return bool(_DIALLED.fullmatch(bare)) and cell.lstrip("'+0") == bare.lstrip("+0")


def read(cell: Cell, field: models.Field[Any, Any]) -> Any:
    """Return the value that a cell gives to a field of a document.

    Raises ``ValidationError`` for what no cell may hold, whatever the field.
    """
    text = _text_for(cell, field)
    refuse_dangers(text)
    text = _unescaped(text)
    if isinstance(field, models.ManyToManyField | models.JSONField):
        return _parts(text)
    if isinstance(field, models.BooleanField):
        return _truth(text)
    if isinstance(field, models.DateField):
        return _moment(text, field)
    return text


def refuse_dangers(text: str) -> None:
    """Raise ``ValidationError`` for an error of the spreadsheet, a formula, markup, a long text."""
    if len(text) > MAX_LENGTH:
        raise ValidationError(
            _("This text has %(length)s characters; at most %(longest)s fit.")
            % {"length": len(text), "longest": MAX_LENGTH}
        )
    if _ERROR.fullmatch(text):
        raise ValidationError(
            _("“%(text)s” is an error of the spreadsheet. Mend the cell or empty it.")
            % {"text": text}
        )
    if _SHORTENED_NUMBER.fullmatch(text):
        raise ValidationError(
            _("The spreadsheet shortened this number. Format the cell as text and type it again.")
        )
    if text.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(text):
        raise ValidationError(
            _("This looks like a formula of a spreadsheet. Put an apostrophe (') in front of it.")
        )
    if _MARKUP.search(text):
        raise ValidationError(_("This holds HTML. Write plain text, without < and >."))
    if _CONTROL.search(text):
        raise ValidationError(_("This holds characters that cannot be shown."))


def _text_for(cell: Cell, field: models.Field[Any, Any]) -> str:
    """Return the text of a cell; refuse what a spreadsheet made of a text on its own."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool) and isinstance(field, models.BooleanField):
        return written(cell)
    if isinstance(cell, date) and isinstance(field, models.DateField):
        return cell.isoformat()
    raise ValidationError(
        _(
            "The spreadsheet made something else of this, such as a date. Format the cell as text "
            "and type it again."
        )
    )


def _escaped(text: str) -> str:
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA_STARTS) else text


def _unescaped(text: str) -> str:
    if text.startswith("'") and text.lstrip("'").startswith(_FORMULA_STARTS):
        return text[1:]
    return text


def _with_escaped_bars(part: str) -> str:
    return part.replace("\\", "\\\\").replace(BAR, f"\\{BAR}")


def _parts(text: str) -> list[str]:
    parts = [""]
    characters = iter(text)
    for character in characters:
        if character == "\\":
            parts[-1] += next(characters, "")
        elif character == BAR:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip()]


def _truth(text: str) -> bool:
    word = text.casefold()
    if word not in _TRUE | _FALSE:
        raise ValidationError(_("Write “true” or “false”."))
    return word in _TRUE


def _moment(text: str, field: models.DateField[Any, Any]) -> str:
    """Return a date, or a date and a time of day here, as ISO writes it.

    What is none comes back as it is: the field says what is wrong with it.
    """
    if found := _DUTCH_MOMENT.fullmatch(text):
        day, month, year, clock = found.groups()
        text = f"20{year[-2:]}-{month:0>2}-{day:0>2}T{clock or '0:00':0>5}"
    try:
        moment = parse_datetime(text)
    except ValueError:
        return text
    if moment is None:
        return text
    if isinstance(field, models.DateTimeField):
        return (timezone.make_aware(moment) if timezone.is_naive(moment) else moment).isoformat()
    return moment.date().isoformat() if moment.time() == time.min else text
