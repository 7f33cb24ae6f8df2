"""Taking a table in, with a preview: every row checked, all written or none.

A row says something only about the columns of its file. What its cells already say is skipped
without a look at the model, so that importing an export costs little and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from editorial.documents.apply import check_document
from editorial.documents.document import (
    Document,
    document_of,
    plain,
    reference_field,
    translated_names,
    whole_records,
)
from editorial.documents.registry import Registry
from editorial.documents.validation import clean_value
from editorial.models import Entry, Proposal
from editorial.publishing.bulk import (
    ChangeContext,
    EntryChange,
    guard_answers,
    refuse_open_proposal,
    write_change,
)
from editorial.tables.cells import Cell, read, says_the_same, written
from editorial.tables.exporting import cells_of, documents_in
from editorial.tables.files import Sheet
from editorial.tables.table import Table
from editorial.tables.workbooks import column_letter
from editorial.versioning.rolled_back import rolled_back

CHUNK = 500

Row = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """What a row changes: per column its name, the cell as it is and as it becomes.

    ``number`` is that of the row in the file.
    """

    number: int
    key: str
    is_new: bool
    changes: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class _Present:
    """The primary key of a saved record, with what its row would say."""

    primary_key: Any
    document: Document


@dataclass(frozen=True, slots=True)
class _Difference:
    """A row that says something else than its record, and what: by column."""

    number: int
    row: Row
    found: _Present | None
    values: Document


class TableImport:
    """One table of one hand: first checked, then written.

    ``rows`` are those that change something, ``unchanged`` counts the others, ``errors`` say what
    is wrong and in which row.
    """

    def __init__(self, table: Table, context: ChangeContext) -> None:
        self.table = table
        self.context = context
        self.rows: list[ChangedRow] = []
        self.errors: list[str] = []
        self._registry, self._looked_up = Registry(), Registry()
        self._seen: dict[str, int] = {}
        self._changes: dict[str, EntryChange] = {}

    @property
    def new(self) -> int:
        """Return how many rows are new."""
        return sum(row.is_new for row in self.rows)

    @property
    def changed(self) -> int:
        """Return how many rows change a record that is there."""
        return len(self.rows) - self.new

    @property
    def unchanged(self) -> int:
        """Return how many rows say what is there already."""
        return len(self._seen) - len(self.rows)

    def check(self, sheet: Sheet, step: Callable[[], object] = lambda: None) -> None:
        """Check every row of a sheet and note what it changes: a few queries for every 500 rows.

        The sheet is empty afterwards: what no row changes is not held in memory. ``step`` is called
        for each row, for a bar of progress.
        """
        try:
            self._check_columns(sheet.columns)
        except ValidationError as error:
            self.errors += error.messages
            return
        numbers = list(sheet.rows)
        for start in range(0, len(numbers), CHUNK):
            chunk = numbers[start : start + CHUNK]
            self._check_rows({number: sheet.rows.pop(number) for number in chunk}, step)

    def write(self, *, dry_run: bool = False) -> None:
        """Write what was checked: all of it, or nothing if an error is or was found.

        A dry run finds the same errors and writes nothing.
        """
        if self.errors:
            return
        kinds = {change.model for change in self._changes.values()}
        block = rolled_back() if dry_run else transaction.atomic()
        try:
            with block, guard_answers(kinds, self.context):
                for change in self._changes.values():
                    write_change(change, self.context)
        except ValidationError as error:
            self.errors += error.messages

    def _check_columns(self, columns: Sequence[str]) -> None:
        unknown = [name for name in columns if name not in self.table.fields]
        if unknown:
            raise ValidationError(
                _("There is no column %(names)s.") % {"names": ", ".join(unknown)[:200]}
            )
        if self.table.key_column not in columns:
            raise ValidationError(
                _("The column %(name)s is missing.") % {"name": self.table.key_column}
            )

    def _check_rows(self, rows: Mapping[int, Row], step: Callable[[], object]) -> None:
        """Check some rows; only of those that differ is the record itself loaded."""
        present = self._present([str(row[self.table.key_column]) for row in rows.values()])
        faults: dict[int, ValidationError] = {}
        differences: list[_Difference] = []
        for number, row in rows.items():
            step()
            try:
                differences += self._differences(number, row, present)
            except ValidationError as error:
                faults[number] = error
        records = self._records_of(differences)
        self._look_up_references(differences)
        for difference in differences:
            try:
                self._note_change(difference, records)
            except ValidationError as error:
                faults[difference.number] = error
        self.errors += [
            _("Row %(number)s: %(message)s") % {"number": number, "message": message}
            for number, error in sorted(faults.items())
            for message in error.messages
        ]

    def _present(self, keys: Sequence[str]) -> dict[str, _Present]:
        """Return what is saved of these, by key."""
        key = self.table.key_column
        records = self.table.model._default_manager.filter(**{f"{key}__in": keys})
        return {
            written(document[key]): _Present(primary_key, document)
            for primary_key, document in documents_in(self.table, records)
        }

    def _records_of(self, differences: Sequence[_Difference]) -> dict[Any, Any]:
        """Return the records of rows that are no part of an entry, by primary key."""
        if self.table.parent_column:
            return {}
        wanted = [found.found.primary_key for found in differences if found.found]
        return self.table.model._default_manager.in_bulk(wanted)

    def _look_up_references(self, differences: Sequence[_Difference]) -> None:
        """Load what the rows refer to, for all of them at once."""
        for name, field in self.table.fields.items():
            if isinstance(field, models.ForeignKey | models.ManyToManyField):
                keys: set[str] = set()
                for difference in differences:
                    said = difference.found.document[name] if difference.found else None
                    value = difference.values.get(name, said)
                    keys.update(value if isinstance(value, list) else [value] if value else [])
                self._looked_up.look_up(field.related_model, keys)

    def _differences(
        self, number: int, row: Row, present: Mapping[str, _Present]
    ) -> list[_Difference]:
        """Return what a row changes: nothing, or one difference."""
        key = str(row[self.table.key_column])
        if not key:
            raise ValidationError(_("The key is empty."))
        first = self._seen.setdefault(key, number)
        if first != number:
            raise ValidationError(_("This key stands in row %(row)s too.") % {"row": first})
        found = present.get(key)
        if found is None and self.table.only:
            raise ValidationError(_("There is no “%(key)s”.") % {"key": key})
        values = self._changed_values(number, row, found)
        return [_Difference(number, row, found, values)] if values else []

    def _changed_values(self, number: int, row: Row, found: _Present | None) -> Document:
        """Return the values that differ from what is there, whichever way they are written."""
        values: Document = {}
        errors: list[str] = []
        said = {**found.document, **row} if found else row
        for position, (name, cell) in enumerate(row.items(), start=1):
            present = found.document[name] if found else ""
            if cell == present or says_the_same(cell, now := written(present)):
                continue
            try:
                value = self._value(name, cell, said)
                if written(value) != now:
                    self._refuse_change(name, value, is_new=found is None)
                    values[name] = value
            except ValidationError as error:
                where = f"{name} ({column_letter(position)}{number})"
                errors += [_named(where, message) for message in error.messages]
        if errors:
            raise ValidationError(errors)
        return values

    def _value(self, name: str, cell: Cell, said: Mapping[str, Any]) -> Any:
        """Return the value of a cell in the one way that documents write it."""
        field = self.table.fields[name]
        if cell == "" and self._is_required(name):
            raise ValidationError(_("This must be filled in."))
        value = read(cell, field)
        if self.table.as_typed is not None and isinstance(value, str):
            value = self.table.as_typed(name, value, said)
        if isinstance(field, models.ManyToManyField):
            return sorted(set(value))
        if isinstance(field, models.ForeignKey):
            return value
        return plain(clean_value(field, value, None))

    def _refuse_change(self, name: str, value: Any, *, is_new: bool) -> None:
        if is_new and name == "state" and value != "draft":
            raise ValidationError(_("What is new starts as a draft."))
        if not is_new and name == "state":
            raise ValidationError(_("Publish and withdraw at the desk, not by import."))
        if not is_new and name == self.table.parent_column:
            raise ValidationError(_("This row belongs to another record."))
        self._refuse_unknown(self.table.fields[name], value)

    def _is_required(self, name: str) -> bool:
        """Return whether a cell must hold something; of a text in two languages the Dutch."""
        bare = name.removesuffix("_nl")
        is_dutch = bare != name and bare in translated_names(self.table.model)
        field: Any = self.table.fields[name]
        if is_dutch:
            field = self.table.model._meta.get_field(bare)
        return not (field.blank or field.null or field.has_default())

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

    def _note_change(self, difference: _Difference, records: Mapping[Any, Any]) -> None:
        """Note what becomes of the entry that a row is part of, as earlier rows left it."""
        row, values, found = difference.row, difference.values, difference.found
        said: Mapping[str, Any] = found.document if found else row
        entry_key = str(said.get(self.table.parent_column or self.table.key_column, ""))
        change = self._changes.get(entry_key) or self._change_of(entry_key, found, records)
        if change.entry is not None and change.entry.pk in self._open_proposals:
            refuse_open_proposal(change.entry, self.context)
        key = str(row[self.table.key_column])
        document = self._merge(change.document, key, values)
        base = change.base if change.entry else None
        check_document(change.model, document, change.entry, registry=self._looked_up, base=base)
        change.document = document
        self._changes[entry_key] = change
        before = cells_of(self.table, found.document) if found else {}
        changes = [(name, before.get(name, ""), written(values[name])) for name in values]
        self.rows.append(ChangedRow(difference.number, key, found is None, changes))

    @cached_property
    def _open_proposals(self) -> set[int]:
        """Return the numbers of the entries of which this account has an open proposal."""
        model = self.table.entry_model or self.table.model
        found = Proposal.objects.filter(author=self.context.by, entry_model=model._meta.label)
        return set(found.open().order_by().values_list("entry_id", flat=True))

    def _change_of(
        self, entry_key: str, found: _Present | None, records: Mapping[Any, Any]
    ) -> EntryChange:
        model = cast("type[Entry]", self.table.entry_model or self.table.model)
        if found is not None and not self.table.parent_column:
            record = records[found.primary_key]
            return EntryChange(model, record, found.document, found.document)
        entry = whole_records(model).filter(**{reference_field(model): entry_key}).first()
        if entry is None and self.table.parent_column:
            raise ValidationError(_named(self.table.parent_column, _("This must be filled in.")))
        document = {} if entry is None else document_of(entry)
        return EntryChange(model, entry, document, document)

    def _merge(self, document: Document, key: str, values: Document) -> Document:
        """Return the document with what a row says, in the child row of this key if it is one."""
        if not self.table.child_name:
            return {**document, **values}
        values = {name: found for name, found in values.items() if name != self.table.parent_column}
        column = self.table.key_column
        rows = {str(found[column]): found for found in document[self.table.child_name]}
        rows[key] = {**rows.get(key, {}), **values}
        return {**document, self.table.child_name: list(rows.values())}


def _named(name: str, message: str) -> str:
    return f"{name}: {message}"
