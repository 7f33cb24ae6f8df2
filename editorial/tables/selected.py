"""Giving one field of many selected records the same value: a table of two columns, made here."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from editorial.documents.describe import name_in_words
from editorial.documents.document import plain
from editorial.models import ContentModel
from editorial.tables.cells import Cell, written
from editorial.tables.files import Sheet, csv_bytes
from editorial.tables.importing import ChangedRow
from editorial.tables.table import Table, tables

MAX_SELECTED = 200
FILE_NAME = "selected.csv"

_NOT_SO = (models.ForeignKey, models.ManyToManyField, models.JSONField)
"""Fields that hold codes, or several: these are changed on a form or in a sheet."""


def table_of(model: type[ContentModel]) -> Table | None:
    """Return the table with the records of a model as they are, or None if it has none."""
    whole = (one for one in tables().values() if one.model is model and not one.only)
    return next((one for one in whole if one.entry_model is None), None)


def changeable_fields(table: Table) -> dict[str, str]:
    """Return the columns that many records can be given one value in, each with its label."""
    found: dict[str, str] = {}
    for name, field in table.fields.items():
        is_own = name in {table.key_column, "state"} or name.startswith("name_")
        is_free = not is_own and not isinstance(field, _NOT_SO)
        if is_free and form_field(field) is not None:
            found[name] = name_in_words(table.model, name)
    return found


def form_field(field: models.Field[Any, Any], **options: Any) -> Any:
    """Return a field of a form for a column, or None if it is not for people."""
    if isinstance(field, models.URLField):
        options["assume_scheme"] = "https"
    return field.formfield(**options)


def value_field(table: Table, column: str) -> Any:
    """Return the field of a form in which the value is chosen or typed."""
    return form_field(table.fields[column], required=False)


def file_of(table: Table, keys: list[str], column: str, value: Any) -> bytes:
    """Return the file that an import reads: each record with the one value."""
    cell = written(plain(value))
    rows: dict[int, dict[str, Cell]] = {
        number: {table.key_column: key, column: cell}
        for number, key in enumerate(keys[:MAX_SELECTED], start=2)
    }
    return csv_bytes(Sheet([table.key_column, column], rows))


def in_words(table: Table, rows: list[ChangedRow]) -> list[ChangedRow]:
    """Return rows with labels for columns and codes: who chose here never saw a code."""
    labels = changeable_fields(table)

    def word(column: str, cell: str) -> str:
        field: Any = table.fields[column]
        if isinstance(field, models.BooleanField):
            return {"true": _("Yes"), "false": _("No")}.get(cell, cell)
        return str(dict(field.flatchoices).get(cell, cell))

    return [
        replace(
            row,
            changes=[
                (labels[name], word(name, before), word(name, after))
                for name, before, after in row.changes
            ],
        )
        for row in rows
    ]
