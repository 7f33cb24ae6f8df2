"""The documents of many records at once: what ``document_of`` gives, without objects in between.

Prefetching makes a manager for every relation of every record, which costs more than all the rest.
Here relations are read as pairs of keys, one query each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import models

from editorial.documents.document import (
    Document,
    child_model,
    child_relation,
    document_columns,
    document_relations,
    plain,
    record_key,
    reference_field,
)
from editorial.models import ContentModel

CHUNK = 500

Record = TypeVar("Record", bound=ContentModel)


def with_documents(records: models.QuerySet[Record]) -> Iterator[tuple[Record, Document]]:
    """Yield each record with its document, in order: a query a relation for every 500 records."""
    rows = records.iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        yield from zip(chunk, documents_of(chunk), strict=True)


def keyed_documents(
    records: models.QuerySet[Record], *besides: models.Field[Any, Any]
) -> Iterator[tuple[Any, Document]]:
    """Yield the primary key of each record with its document, in order, and make no objects.

    ``besides`` are columns that no document holds. A query a relation for every 500 records.
    """
    model = records.model
    columns = [*document_columns(model), *besides]
    names = [column.attname for column in columns]
    rows = records.values_list("pk", *names).iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        yield from zip((row[0] for row in chunk), _documents(model, columns, chunk), strict=True)


def documents_of(records: Sequence[ContentModel]) -> list[Document]:
    """Return the documents of saved records of one model, as they stand in the database."""
    if not records:
        return []
    model = type(records[0])
    columns = list(document_columns(model))
    names = [column.attname for column in columns]
    rows = [(record.pk, *(getattr(record, name) for name in names)) for record in records]
    return _documents(model, columns, rows)


def _documents(
    model: type[ContentModel],
    columns: Sequence[models.Field[Any, Any]],
    rows: Sequence[Sequence[Any]],
) -> list[Document]:
    """Return the documents of rows that hold a primary key and then these columns."""
    primary_keys, *by_column = zip(*rows, strict=True)
    parts: dict[str, Iterable[Any]] = {
        column.name: _column_values(column, values)
        for column, values in zip(columns, by_column, strict=True)
    }
    for relation in document_relations(model):
        found = _keys_of_many(relation, primary_keys)
        parts[relation.name] = [found.get(key, []) for key in primary_keys]
    for name in model.document_children:
        below = _rows_below(model, name, primary_keys)
        parts[name] = [below.get(key, []) for key in primary_keys]
    names = list(parts)
    return [dict(zip(names, values, strict=True)) for values in zip(*parts.values(), strict=True)]


def _column_values(column: models.Field[Any, Any], values: Sequence[Any]) -> Iterable[Any]:
    """Return one column of many rows as documents write it."""
    if isinstance(column, models.ForeignKey):
        keys = _keys_of_related(column, values)
        return [keys.get(value) for value in values]
    if isinstance(column, models.CharField | models.TextField):
        return ["" if value is None else value for value in values]
    return [plain(value) for value in values]


def _keys_of_related(
    column: models.ForeignKey[Any, Any], primary_keys: Iterable[Any]
) -> Mapping[Any, str]:
    related: Any = column.related_model
    rows = related._default_manager.filter(pk__in=set(primary_keys) - {None})
    return dict(rows.values_list("pk", reference_field(related)))


def _keys_of_many(
    relation: models.ManyToManyField[Any, Any], primary_keys: Sequence[Any]
) -> Mapping[Any, list[str]]:
    through: Any = relation.remote_field.through
    here, there = relation.m2m_field_name(), relation.m2m_reverse_field_name()
    pairs = through._default_manager.filter(**{f"{here}__in": primary_keys}).values_list(
        f"{here}_id", f"{there}__{reference_field(relation.related_model)}"
    )
    found: dict[Any, list[str]] = defaultdict(list)
    for primary_key, key in pairs:
        found[primary_key].append(key)
    for keys in found.values():
        keys.sort()
    return found


def _rows_below(
    model: type[ContentModel], name: str, primary_keys: Sequence[Any]
) -> Mapping[Any, list[Document]]:
    back, below = child_relation(model, name).field, child_model(model, name)
    rows = list(below._default_manager.filter(**{f"{back.name}__in": primary_keys}))
    found: dict[Any, list[Document]] = defaultdict(list)
    for row, document in zip(rows, documents_of(rows), strict=True):
        document.pop(back.name, None)
        found[getattr(row, back.attname)].append(document)
    for documents in found.values():
        documents.sort(key=lambda document: record_key(document, below))
    return found
