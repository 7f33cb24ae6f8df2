"""Fill rows of any model with words that can be found again, in every column that takes one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Model, QuerySet
from modeltranslation.manager import get_translatable_fields_for_model

from directory.models.fields import ChoiceSetField
from editorial.models import PublicIdField

_numbers = count(1)

Values = dict[str, Any]

OTHERWISE: tuple[tuple[type[models.Field[Any, Any]], Any], ...] = (
    (models.DateTimeField, datetime(2026, 1, 1, tzinfo=UTC)),
    (models.DateField, date(2026, 1, 1)),
    (models.BooleanField, False),
    (models.IntegerField, 1),
)
"""What stands in a column that must hold something and takes no words; the wider kind last."""


def canary(word: str) -> str:
    """Return a text that stands nowhere else, short enough for any column."""
    return f"{word}{next(_numbers):05d}"


def make_row(model: type[Model], word: str, **given: Any) -> Model:
    """Make a row past every check, with a canary in each column that is not given."""
    row = model(**dict(_values(model, word, given)))
    rows: QuerySet[Any] = QuerySet(model)
    rows.bulk_create([row])
    kept_by_modeltranslation = frozenset(get_translatable_fields_for_model(model) or ())
    fill(row, word, kept_by_modeltranslation - given.keys())
    return row


def fill(row: Model, word: str, names: Iterable[str]) -> None:
    """Write a canary into each of these columns that takes one, past the managers.

    That reaches the columns too that modeltranslation keeps for itself.
    """
    columns = [column for column in row._meta.concrete_fields if column.name in names]
    written = {column.name: _with_canary(column, word) for column in columns}
    written = {name: value for name, value in written.items() if value is not None}
    if written:
        QuerySet(type(row)).filter(pk=row.pk).update(**written)


def takes_canary(column: models.Field[Any, Any]) -> bool:
    """Return whether words can stand in a column."""
    return _with_canary(column, "x") is not None


def _values(model: type[Model], word: str, given: Values) -> Iterator[tuple[str, Any]]:
    for column in model._meta.concrete_fields:
        if column.name in given:
            yield column.name, given[column.name]
        elif (value := _with_canary(column, word)) is not None:
            yield column.name, value
        elif isinstance(column, PublicIdField):
            continue  # made of the key as the row is written
        elif not (column.primary_key or column.null or column.has_default()):
            yield column.name, _needed(column)


def _needed(column: models.Field[Any, Any]) -> Any:
    if isinstance(column, models.ForeignKey):
        return QuerySet(column.related_model).order_by("pk").first()
    if column.choices:
        return next(code for code, _label in column.choices if code)
    if isinstance(column, models.UUIDField):
        return uuid4()
    for kind, value in OTHERWISE:
        if isinstance(column, kind):
            return value
    return str(next(_numbers))[-(column.max_length or 9) :]


def _with_canary(column: models.Field[Any, Any], word: str) -> Any:
    """Return a value with a canary in it, or None for a column that takes no words."""
    if column.primary_key or column.choices or column.is_relation:
        return None
    if isinstance(column, ChoiceSetField):
        return None
    if isinstance(column, models.JSONField):
        name = canary(word)
        return {name: canary(word)} if column.default is dict else [name]
    is_wide = isinstance(column, models.TextField) or (column.max_length or 0) >= len(canary(word))
    if isinstance(column, models.CharField | models.TextField) and is_wide:
        return canary(word)
    return None
