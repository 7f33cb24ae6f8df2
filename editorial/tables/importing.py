"""Taking a table in, with a preview: every row checked, all written or none.

A row says something only about the columns of its file. What its cells already say is skipped
without a look at the model, so that importing an export costs little and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from editorial.documents.apply import check_document
from editorial.documents.bulk import documents_of
from editorial.documents.document import (
    Document,
    plain,
    reference_field,
    translated_names,
)
from editorial.documents.notes import refuse_note
from editorial.documents.registry import Registry
from editorial.documents.validation import clean_value
from editorial.models import ContentVersion, Entry
from editorial.publishing.bulk import (
    ChangeContext,
    EntryChange,
    entries_with_open_proposal,
    guard_answers,
    refuse_open_proposal,
    write_checked_changes,
)
from editorial.tables.cells import Cell, read, says_the_same, written
from editorial.tables.exporting import documents_in
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
class _Difference:
    """A row that says something else than its record, if that is saved, and what: by column."""

    number: int
    row: Row
    saved: Document | None
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
        self._model = cast("type[Entry]", table.entry_model or table.model)
        self._version = ContentVersion.current()
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

    def outcome(self) -> dict[str, int]:
        """Return how many records are saved by it, how many are new, and how many proposed."""
        changes = self._changes.values()
        proposed = sum(change.becomes_proposal(self.context) for change in changes)
        new = sum(change.primary_key is None for change in changes)
        return {"saved": len(changes) - proposed - new, "new": new, "proposed": proposed}

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
        kinds = {self._model} if self._changes else set()
        try:
            with transaction.atomic():
                self._refuse_if_outdated()
                block = rolled_back() if dry_run else nullcontext()
                with block, guard_answers(kinds, self.context):
                    write_checked_changes(self._changes.values(), self.context, self._looked_up)
        except ValidationError as error:
            self.errors += error.messages

    def is_outdated(self) -> bool:
        """Return whether anything was written since this was made; to be asked in a transaction.

        Nobody else writes from then on until the transaction ends.
        """
        ContentVersion.lock()
        return ContentVersion.current() != self._version

    def _refuse_if_outdated(self) -> None:
        if self.is_outdated():
            raise ValidationError(
                _("The records changed since the preview. Choose the file again.")
            )

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
        entries = self._entries_of(differences)
        self._look_up_references(differences)
        for difference in differences:
            try:
                self._note_change(difference, entries)
            except ValidationError as error:
                faults[difference.number] = error
        self.errors += [
            _("Row %(number)s: %(message)s") % {"number": number, "message": message}
            for number, error in sorted(faults.items())
            for message in error.messages
        ]

    def _present(self, keys: Sequence[str]) -> dict[str, Document]:
        """Return what is saved of these, by key."""
        key = self.table.key_column
        records = self.table.model._default_manager.filter(**{f"{key}__in": keys})
        documents = (document for _key, document in documents_in(self.table, records))
        return {written(document[key]): document for document in documents}

    def _entries_of(self, differences: Sequence[_Difference]) -> dict[str, Entry]:
        """Return the entries that rows change or are part of, by key.

        Of those with rows, note what each says before any row changes it.
        """
        name = reference_field(self._model)
        keys = {self._entry_key(difference) for difference in differences}
        entries = {
            str(getattr(entry, name)): entry
            for entry in self._model._default_manager.filter(**{f"{name}__in": keys})
        }
        if self.table.parent_column:
            new = [entry for key, entry in entries.items() if key not in self._changes]
            for entry, document in zip(new, documents_of(new), strict=True):
                change = EntryChange.of(entry, document, document)
                self._changes[str(getattr(entry, name))] = change
        return entries

    def _entry_key(self, difference: _Difference) -> str:
        said: Mapping[str, Any] = difference.saved or difference.row
        return str(said.get(self.table.parent_column or self.table.key_column, ""))

    def _look_up_references(self, differences: Sequence[_Difference]) -> None:
        """Load what the rows refer to, for all of them at once."""
        for name, field in self.table.fields.items():
            if isinstance(field, models.ForeignKey | models.ManyToManyField):
                keys: set[str] = set()
                for difference in differences:
                    said = difference.saved[name] if difference.saved else None
                    value = difference.values.get(name, said)
                    keys.update(value if isinstance(value, list) else [value] if value else [])
                self._looked_up.look_up(field.related_model, keys)

    def _differences(
        self, number: int, row: Row, present: Mapping[str, Document]
    ) -> list[_Difference]:
        """Return what a row changes: nothing, or one difference."""
        key = str(row[self.table.key_column])
        if not key:
            raise ValidationError(_("The key is empty."))
        first = self._seen.setdefault(key, number)
        if first != number:
            raise ValidationError(_("This key stands in row %(row)s too.") % {"row": first})
        saved = present.get(key)
        if saved is None and self.table.only:
            raise ValidationError(_("There is no “%(key)s”.") % {"key": key})
        values = self._changed_values(number, row, saved)
        return [_Difference(number, row, saved, values)] if values else []

    def _changed_values(self, number: int, row: Row, saved: Document | None) -> Document:
        """Return the values that differ from what is there, whichever way they are written."""
        values: Document = {}
        errors: list[str] = []
        said = {**saved, **row} if saved else row
        for position, (name, cell) in enumerate(row.items(), start=1):
            present = saved[name] if saved else ""
            if cell == present or says_the_same(cell, now := written(present)):
                continue
            try:
                value = self._value(name, cell, said)
                if written(value) != now:
                    self._refuse_change(name, value, is_new=saved is None)
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

    def _note_change(self, difference: _Difference, entries: Mapping[str, Entry]) -> None:
        """Note what becomes of the entry that a row is part of, as earlier rows left it."""
        values, saved = difference.values, difference.saved
        entry_key = self._entry_key(difference)
        entry = entries.get(entry_key)
        change = self._changes.get(entry_key) or self._change_of(entry_key, entry, saved)
        if change.becomes_proposal(self.context):
            refuse_open_proposal(change, self.context, self._proposed)
            refuse_note(entry, self.context.note)
        key = str(difference.row[self.table.key_column])
        document = self._merge(change.document, key, values)
        base = change.base if entry else None
        check_document(self._model, document, entry, registry=self._looked_up, base=base)
        change.document = document
        self._changes[entry_key] = change
        changes = [
            (name, written(saved[name]) if saved else "", written(value))
            for name, value in values.items()
        ]
        self.rows.append(ChangedRow(difference.number, key, saved is None, changes))

    @cached_property
    def _proposed(self) -> set[int]:
        return entries_with_open_proposal(self._model, self.context)

    def _change_of(self, key: str, entry: Entry | None, saved: Document | None) -> EntryChange:
        if self.table.parent_column:
            raise ValidationError(_named(self.table.parent_column, _("This must be filled in.")))
        if entry is None or saved is None:
            return EntryChange(self._model, None, key, {}, {})
        return EntryChange.of(entry, saved, saved)

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
