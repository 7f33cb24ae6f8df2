"""Rewriting every table that says something about entries, found by how it names them.

A table belongs to an entry if it holds the entry or hangs on it by a foreign key, or if it names
it as text: by model and key, or as ``entry_model`` with ``entry_id`` or ``entry_key``. In those
tables all columns that can hold words are rewritten, whatever they are called: a table or column
that is added later is among them. Rows are read and written without their models, for these hide
the bare column of a translated text, which has a copy of the Dutch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any, Final, TypeAlias

from django.apps import apps
from django.db.models import Field, ForeignKey, Model, Q, QuerySet, URLField

from editorial.documents.document import (
    Document,
    can_be_referred_to,
    child_model,
    key_of,
    record_key,
)
from editorial.documents.text_columns import is_text_column
from editorial.models import (
    AuditEvent,
    ContentModel,
    Entry,
    EntryVersion,
    LinkFinding,
    LoadedContent,
    Proposal,
)
from editorial.models.translated import text_digest

LEFT_ALONE: Final = (AuditEvent, LoadedContent)
"""A log that only grows and holds no values, and the keys that stand in files."""

Rewrite: TypeAlias = Callable[[Document], Document]
"""Returns a document without what must go; the same document if there is nothing of it."""

Renamed: TypeAlias = dict[str, str]
"""What a key or a fingerprint was, and what it is now."""

References: TypeAlias = Mapping[type[Model], set[str]]
"""Per model the keys that its records have or had."""


def rewrite_rows(entries: Sequence[Entry], rewrite: Rewrite, rewrite_live: Rewrite) -> int:
    """Rewrite the entries and their rows, then everything that names them; return how many rows.

    A key that must go gets a number instead, here and wherever it is named. Rows are rewritten as
    if each were a document.
    """
    live = _live_rows(entries)
    kept = list(_kept_rows(entries, _references(entries, live)))
    renamed: Renamed = {}
    changed = sum(_rewrite_live(rows, rewrite_live, renamed) for rows in live.values())
    return changed + sum(_rewrite_kept(rows, rewrite, renamed) for rows in kept)


def _live_rows(entries: Sequence[Entry]) -> dict[type[Model], QuerySet[Any]]:
    """Return the entries, and what hangs on them by foreign keys without being an entry itself."""
    found: dict[type[Model], set[Any]] = defaultdict(set)
    waiting: list[tuple[type[Model], set[Any]]] = [(type(entry), {entry.pk}) for entry in entries]
    while waiting:
        model, keys = waiting.pop()
        new = keys - found[model]
        found[model] |= new
        for below, column in _hanging_on(model) if new else ():
            rows: QuerySet[Any] = QuerySet(below).filter(**{f"{column}__in": new})
            waiting.append((below, set(rows.values_list("pk", flat=True))))
    return {model: QuerySet(model).filter(pk__in=keys) for model, keys in found.items()}


def _hanging_on(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    for below in apps.get_models(include_auto_created=True):
        for column in () if issubclass(below, Entry) else below._meta.concrete_fields:
            if isinstance(column, ForeignKey) and column.related_model is model:
                yield below, column.name


def _references(entries: Iterable[Entry], live: Mapping[type[Model], QuerySet[Any]]) -> References:
    """Return the keys that the entries and their rows have, and had in any kept document."""
    found: dict[type[Model], set[str]] = defaultdict(set)
    for model, rows in live.items():
        if issubclass(model, ContentModel) and can_be_referred_to(model):
            found[model] |= set(rows.values_list(model.key_fields[0], flat=True))
    for entry in entries:
        found[type(entry)].add(key_of(entry))
        for kept in (EntryVersion.objects.of(entry), Proposal.objects.of(entry)):
            for document in kept.values_list("document", flat=True).iterator(chunk_size=100):
                _note_keys(type(entry), document, found)
    return found


def _note_keys(
    model: type[ContentModel], document: Document, found: dict[type[Model], set[str]]
) -> None:
    found[model].add(record_key(document, model))
    for name in model.document_children:
        for row in document.get(name) or ():
            _note_keys(child_model(model, name), row, found)


def _kept_rows(entries: Iterable[Entry], references: References) -> Iterator[QuerySet[Any]]:
    """Yield the rows of each table that names any of these as text."""
    numbers: dict[str, Any] = defaultdict(list)
    for entry in entries:
        numbers[entry._meta.label].append(entry.pk)
    keys: dict[str, Any] = {model._meta.label: found for model, found in references.items()}
    for model in apps.get_models():
        columns = {column.name for column in model._meta.concrete_fields}
        about = [
            Q(**{label_column: label, f"{column}__in": found})
            for label_column, column, named in (
                ("entry_model", "entry_id", numbers),
                ("entry_model", "entry_key", keys),
                ("model", "key", keys),
            )
            if {label_column, column} <= columns
            for label, found in named.items()
        ]
        if about and model not in LEFT_ALONE:
            yield QuerySet(model).filter(reduce(or_, about))


def _rewrite_live(rows: QuerySet[Any], rewrite: Rewrite, renamed: Renamed) -> int:
    """Rewrite records themselves; note what keys and fingerprints become."""
    model, count = rows.model, 0
    for row in list(rows.values()):
        after = rewrite(row)
        changes = {
            column.name: _fitting(column, row, after)
            for column in _columns(model)
            if after[column.name] != row[column.name]
        }
        for name, value in changes.items():
            if isinstance(row[name], str):
                renamed[text_digest(row[name])] = text_digest(value)
                renamed |= {row[name]: value} if _is_key(model, name) else {}
        if "translated_from" in row:
            changes["translated_from"] = with_renamed(after["translated_from"], renamed)
        if "assured_value" in changes:
            changes |= {"assured_value": "", "assured_date": None, "found_wrong_on": None}
        count += _update(model, row, changes)
    return count


def _fitting(column: Field[Any, Any], row: Document, after: Document) -> Any:
    """Return what a column becomes: a key gets a number, half a link is none."""
    if _is_key(column.model, column.name):
        return f"{column.model._meta.model_name}-{row['id']}"
    return "" if isinstance(column, URLField) else after[column.name]


def _rewrite_kept(rows: QuerySet[Any], rewrite: Rewrite, renamed: Renamed) -> int:
    """Rewrite what was noted; of links the next check finds what is left."""
    model, count = rows.model, 0
    for row in list(rows.values()):
        after = rewrite(with_renamed(row, renamed))
        changes = {
            column.name: after[column.name]
            for column in _columns(model)
            if after[column.name] != row[column.name]
        }
        if changes and model is LinkFinding:
            count += rows.filter(pk=row["id"]).delete()[0]
        else:
            count += _update(model, row, changes)
    return count


def _columns(model: type[Model]) -> Iterator[Field[Any, Any]]:
    """Yield the columns that can hold words, those apart that only a machine writes for itself."""
    for column in model._meta.concrete_fields:
        if is_text_column(column) and (column.editable or not column.unique):
            yield column


def _is_key(model: type[Model], name: str) -> bool:
    return issubclass(model, ContentModel) and model.key_fields == (name,)


def with_renamed(value: Any, renamed: Renamed) -> Any:
    """Return a value with every text that is a key or fingerprint as it is called now."""
    if isinstance(value, dict):
        return {name: with_renamed(part, renamed) for name, part in value.items()}
    if isinstance(value, list):
        return [with_renamed(part, renamed) for part in value]
    return renamed.get(value, value) if isinstance(value, str) else value


def _update(model: type[Model], row: Document, changes: Document) -> int:
    changes = {name: value for name, value in changes.items() if value != row[name]}
    return QuerySet(model).filter(pk=row["id"]).update(**changes) if changes else 0
