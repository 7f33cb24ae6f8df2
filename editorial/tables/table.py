"""Which tables there are, and which columns each has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.module_loading import module_has_submodule

from editorial.documents.document import (
    child_relation,
    document_columns,
    document_relations,
    reference_field,
)
from editorial.models import ContentModel, Entry


@dataclass(frozen=True)
class Table:
    """One kind of record as a table; ``only`` names columns if it shows a few of them.

    Rows that are part of an entry (the channels of an organization) name the entry in a column
    called ``parent_column``; ``child_name`` is the reverse relation by which they hang on it.
    ``as_typed`` returns the text of a column as it is stored, whichever way people write it; it
    gets the column, the text and what the rest of the record says.
    """

    name: str
    label: Any
    model: type[ContentModel]
    only: tuple[str, ...] = ()
    entry_model: type[Entry] | None = None
    child_name: str = ""
    as_typed: Callable[[str, str, Mapping[str, Any]], str] | None = None

    @property
    def key_column(self) -> str:
        """Return the column that names a record."""
        return reference_field(self.model)

    @cached_property
    def parent_column(self) -> str:
        """Return the column that names the entry which a row is part of, or nothing."""
        if self.entry_model is None:
            return ""
        return child_relation(self.entry_model, self.child_name).field.name

    @cached_property
    def fields(self) -> dict[str, models.Field[Any, Any]]:
        """Return the fields by column, the key first; bare translated names are no columns."""
        found: dict[str, models.Field[Any, Any]] = {
            field.name: field
            for field in (*document_columns(self.model), *document_relations(self.model))
        }
        key = found.pop(self.key_column)
        parent = self.parent_column and {
            self.parent_column: self.model._meta.get_field(self.parent_column)
        }
        fields: Any = {self.key_column: key, **(parent or {}), **found}
        if self.only:
            return {name: fields[name] for name in (self.key_column, *self.only)}
        return dict(fields)

    @property
    def permission_to_view(self) -> str:
        """Return the permission that an export asks."""
        return f"{self.model._meta.app_label}.view_{self.model._meta.model_name}"

    @property
    def permission_to_change(self) -> str:
        """Return the permission that an import asks."""
        return f"{self.model._meta.app_label}.change_{self.model._meta.model_name}"


def tables() -> dict[str, Table]:
    """Return the tables of all apps by name: each app's ``tables.TABLES``."""
    return {table.name: table for table in _tables()}


def _tables() -> Iterator[Table]:
    for app_config in reversed(list(apps.get_app_configs())):
        if app_config.module and module_has_submodule(app_config.module, "tables"):
            yield from getattr(import_module(f"{app_config.name}.tables"), "TABLES", ())
