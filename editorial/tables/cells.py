"""One value of a document as the text of a cell, and back.

Several values stand in one cell with bars between. A text that a spreadsheet would take for a
formula gets an apostrophe in front, as spreadsheets do it themselves; reading takes it away.
"""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

BAR = "|"
LONGEST = 10_000
"""More characters than any text of the site has."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-][0-9][0-9 .,]*")
_MARKUP = re.compile(r"<[a-zA-Z/!?]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TRUE = frozenset({"true", "waar", "ja", "yes", "1"})
_FALSE = frozenset({"false", "onwaar", "nee", "no", "0", ""})


def written(value: Any) -> str:
    """Return a value as the text of a cell."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return _escaped(BAR.join(_with_escaped_bars(str(part)) for part in value))
        case _:
            return _escaped(str(value).strip().replace("\r\n", "\n"))


def as_text(cell: Any) -> str:
    """Return what a cell of a file holds as ``written`` would write it."""
    if isinstance(cell, bool):
        return written(cell)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip().replace("\r\n", "\n")


def read(text: str, field: models.Field[Any, Any]) -> Any:
    """Return the value that a cell gives to a field of a document.

    Raises ``ValidationError`` for what no cell may hold, whatever the field.
    """
    refuse_dangers(text)
    text = _unescaped(text)
    if isinstance(field, models.ManyToManyField | models.JSONField):
        return _parts(text)
    if isinstance(field, models.BooleanField):
        return _truth(text)
    return text


def refuse_dangers(text: str) -> None:
    """Raise ``ValidationError`` for a formula, for markup, and for a text that is far too long."""
    if len(text) > LONGEST:
        raise ValidationError(
            _("This text has %(length)s characters; at most %(longest)s fit.")
            % {"length": len(text), "longest": LONGEST}
        )
    if text.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(text):
        raise ValidationError(
            _("This looks like a formula of a spreadsheet. Put an apostrophe (') in front of it.")
        )
    if _MARKUP.search(text):
        raise ValidationError(_("This holds HTML. Write plain text, without < and >."))
    if _CONTROL.search(text):
        raise ValidationError(_("This holds characters that cannot be shown."))


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
