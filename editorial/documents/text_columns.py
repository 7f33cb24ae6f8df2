"""Which columns can hold words, and reading them: found by type and never by name.

What looks for something that may be nowhere, or must be erased everywhere, walks these. A column
that is added later is among them without anybody thinking of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.db import models

WORDLESS: Final = (
    models.BooleanField,
    models.IntegerField,
    models.FloatField,
    models.DecimalField,
    models.DateField,
    models.TimeField,
    models.DurationField,
    models.UUIDField,
    models.ForeignKey,
)
"""The types that cannot hold a word; every other type can, those we do not use included."""


def is_text_column(column: models.Field[Any, Any]) -> bool:
    """Return whether a column can hold words: a text, link, key, list or JSON, no closed choice."""
    is_closed = column.choices or getattr(column, "choice_set", None)
    return not (isinstance(column, WORDLESS) or is_closed)


def words_in(value: Any) -> str:
    """Return everything that a column says as one text: of a list or JSON, each part on a line."""
    return value if isinstance(value, str) else "\n".join(_words(value))


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield str(name)
            yield from _words(part)
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from _words(part)
    elif value is not None:
        yield str(value)
