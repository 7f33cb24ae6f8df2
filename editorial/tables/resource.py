"""Taking a table in, with a preview: every row checked, all written or none.

A row says something only about the columns of its file. What its cells already say is skipped
without a look at the model, so that importing an export costs little and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, cast

import tablib
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource
from import_export.results import Result, RowResult

from editorial.applying import check_document
from editorial.bulk_changes import (
    EntryChange,
    Hand,
    nobody_left_alone,
    refuse_open_proposal,
    write_change,
)
from editorial.bulk_documents import with_documents
from editorial.content.registry import Registry
from editorial.document import (
    Document,
    document_of,
    reference_field,
    translated_names,
    whole_records,
)
from editorial.models import Entry
from editorial.tables.cells import read, written
from editorial.tables.table import Table

if TYPE_CHECKING:
    BaseResource = Resource[Any]
else:
    BaseResource = Resource

CHUNK = 500

Changes = list[tuple[str, str, str]]
"""Per changed column its name, the old cell and the new one."""


class TableRowResult(RowResult):
    """What becomes of one row; ``number`` is that of the row in the spreadsheet."""

    number: int = 0
    key: str = ""
    changes: Changes


class TableResource(BaseResource):
    """One table of one hand. ``step`` is called for every row, for a bar of progress."""

    def __init__(self, table: Table, hand: Hand, step: Callable[[], object] = lambda: None) -> None:
        super().__init__()
        self.table = table
        self.hand = hand
        self._step = step
        self._is_ready = False
        self._registry = Registry()
        self._cells: dict[str, dict[str, str]] = {}
        self._seen: dict[str, int] = {}
        self._changes: dict[str, EntryChange] = {}

    class Meta:
        use_transactions = True
        instance_loader_class = BaseInstanceLoader
        report_skipped = False

    @classmethod
    def get_row_result_class(cls) -> type[RowResult]:
        """Return the result that knows its row and its changes."""
        return TableRowResult

    def get_diff_headers(self) -> list[str]:
        """Return the columns."""
        return list(self.table.fields)

    def take_in(self, dataset: tablib.Dataset, *, dry_run: bool) -> Result:
        """Import a table, or only try to: all rows or none, and nothing if one row is wrong."""
        return self.import_data(dataset, dry_run=dry_run, rollback_on_validation_errors=True)

    def before_import(self, dataset: tablib.Dataset, **kwargs: Any) -> None:
        """Refuse strange columns, and load what the rows are about: a few queries a 500 rows."""
        unknown = [name for name in dataset.headers if name not in self.table.fields]
        if unknown:
            raise ValidationError(
                _("There is no column %(names)s.") % {"names": ", ".join(unknown)[:200]}
            )
        if self.table.key_column not in dataset.headers:
            raise ValidationError(
                _("The column %(name)s is missing.") % {"name": self.table.key_column}
            )
        keys = dataset[self.table.key_column]
        for start in range(0, len(keys), CHUNK):
            self._load(keys[start : start + CHUNK])
        self._is_ready = True

    def _load(self, keys: Iterable[str]) -> None:
        key = self.table.key_column
        records = self.table.model._default_manager.filter(**{f"{key}__in": list(keys)})
        for cells in _rows(self.table, records):
            self._cells[cells[key]] = cells

    def import_row(self, row: dict[str, str], instance_loader: Any, **kwargs: Any) -> RowResult:
        """Check one row and note what it changes; nothing is written before all rows are right."""
        self._step()
        result = TableRowResult()
        if not self._is_ready:
            result.import_type = RowResult.IMPORT_TYPE_SKIP
            return result
        result.number, result.key = kwargs["row_number"] + 1, row[self.table.key_column]
        result.changes = []
        try:
            is_new = self._take_row(row, result)
        except ValidationError as error:
            result.import_type = RowResult.IMPORT_TYPE_INVALID
            result.validation_error = error
            return result
        if is_new:
            result.import_type = RowResult.IMPORT_TYPE_NEW
        elif result.changes:
            result.import_type = RowResult.IMPORT_TYPE_UPDATE
        else:
            result.import_type = RowResult.IMPORT_TYPE_SKIP
        return result

    def _take_row(self, row: dict[str, str], result: TableRowResult) -> bool:
        key = result.key
        if not key:
            raise ValidationError(_("The key is empty."))
        first = self._seen.setdefault(key, result.number)
        if first != result.number:
            raise ValidationError(_("This key stands in row %(row)s too.") % {"row": first})
        before = self._cells.get(key)
        if before is None and self.table.only:
            raise ValidationError(_("There is no “%(key)s”.") % {"key": key})
        present = before or {}
        result.changes = [
            (name, present.get(name, ""), cell)
            for name, cell in row.items()
            if cell != present.get(name, "")
        ]
        if result.changes:
            self._check(row, result.changes, before)
        return before is None

    def _check(self, row: dict[str, str], changes: Changes, before: dict[str, str] | None) -> None:
        values, errors = self._values(changes, before)
        if errors:
            raise ValidationError(errors)
        change = self._change_for(row, before)
        if change.entry is not None:
            refuse_open_proposal(change.entry, self.hand)
        document = self._merged(change.document, row[self.table.key_column], values)
        check_document(change.model, document, change.entry)
        change.document = document
        self._changes[self._entry_key(row, before)] = change

    def _values(
        self, changes: Changes, before: dict[str, str] | None
    ) -> tuple[Document, list[str]]:
        values: Document = {}
        errors: list[str] = []
        for name, _old, cell in changes:
            field = self.table.fields[name]
            try:
                if before is not None:
                    self._refuse_fixed(name)
                if not cell and self._is_required(name):
                    raise ValidationError(_("This must be filled in."))
                values[name] = read(cell, field)
                self._refuse_unknown(field, values[name])
            except ValidationError as error:
                errors += [_named(name, message) for message in error.messages]
        if before is None and values.get("state", "draft") not in {"", "draft"}:
            errors.append(_named("state", _("What is new starts as a draft.")))
        return values, errors

    def _is_required(self, name: str) -> bool:
        """Tell whether a cell must hold something; of a text in two languages the Dutch."""
        bare = name.removesuffix("_nl")
        is_dutch = bare != name and bare in translated_names(self.table.model)
        field: Any = self.table.fields[name]
        if is_dutch:
            field = self.table.model._meta.get_field(bare)
        return not (field.blank or field.null or field.has_default())

    def _refuse_fixed(self, name: str) -> None:
        if name == "state":
            raise ValidationError(_("Publish and withdraw at the desk, not by import."))
        if name == self.table.parent_column:
            raise ValidationError(_("This row belongs to another record."))

    def _refuse_unknown(self, field: models.Field[Any, Any], value: Any) -> None:
        if not isinstance(field, models.ForeignKey | models.ManyToManyField):
            return
        related = field.related_model
        for key in value if isinstance(value, list) else [value]:
            if key and self._registry.find(related, key) is None:
                raise ValidationError(
                    _("There is no %(kind)s “%(key)s”.")
                    % {"kind": related._meta.verbose_name, "key": key}
                )

    def _entry_key(self, row: dict[str, str], before: dict[str, str] | None) -> str:
        parent = self.table.parent_column
        if not parent:
            return row[self.table.key_column]
        return (before or row).get(parent, "")

    def _change_for(self, row: dict[str, str], before: dict[str, str] | None) -> EntryChange:
        """Return the change of the entry that a row is part of, as earlier rows left it."""
        key = self._entry_key(row, before)
        if key in self._changes:
            return self._changes[key]
        model = cast("type[Entry]", self.table.entry_model or self.table.model)
        entry = whole_records(model).filter(**{reference_field(model): key}).first()
        if entry is None and self.table.parent_column:
            raise ValidationError(_named(self.table.parent_column, _("This must be filled in.")))
        document = {} if entry is None else document_of(entry)
        return EntryChange(model, entry, document, document)

    def _merged(self, document: Document, key: str, values: Document) -> Document:
        """Return the document with what a row says, in the child row of this key if it is one."""
        if not self.table.child_name:
            return {**document, **values}
        values = {name: found for name, found in values.items() if name != self.table.parent_column}
        column = self.table.key_column
        rows = {str(found[column]): found for found in document[self.table.child_name]}
        rows[key] = {**rows.get(key, {}), **values}
        return {**document, self.table.child_name: list(rows.values())}

    def after_import(self, dataset: tablib.Dataset, result: Result, **kwargs: Any) -> None:
        """Write everything once all rows are right; a dry run rolls it back."""
        if result.has_errors() or result.has_validation_errors():
            return
        kinds = {change.model for change in self._changes.values()}
        with nobody_left_alone(kinds, self.hand):
            for change in self._changes.values():
                write_change(change, self.hand)


def export_table(table: Table, step: Callable[[], object] = lambda: None) -> tablib.Dataset:
    """Return all records of a table, in key order, as texts."""
    dataset = tablib.Dataset(headers=list(table.fields))
    records = table.model._default_manager.order_by(table.key_column)
    for cells in _rows(table, records):
        dataset.append(list(cells.values()))
        step()
    return dataset


def _rows(table: Table, records: models.QuerySet[Any]) -> Iterator[dict[str, str]]:
    """Yield the cells of records by column."""
    parent = table.parent_column
    if parent:
        records = records.select_related(parent)
    for record, document in with_documents(records):
        if parent:
            above = getattr(record, parent)
            document[parent] = getattr(above, reference_field(type(above)))
        yield {name: written(document[name]) for name in table.fields}


def rows_of(result: Result) -> list[TableRowResult]:
    """Return what becomes of the rows that change something."""
    return [row for row in result.rows if isinstance(row, TableRowResult)]


def error_lines(result: Result) -> list[str]:
    """Return what is wrong, each with the number of its row in the spreadsheet."""
    lines = [
        message
        for error in result.base_errors
        for message in getattr(error.error, "messages", [str(error.error)])
    ]
    lines += [
        _("Row %(number)s: %(message)s") % {"number": invalid.number + 1, "message": message}
        for invalid in result.invalid_rows
        for message in invalid.error.messages
    ]
    return lines


def _named(name: str, message: object) -> str:
    return f"{name}: {message}" if name else str(message)
