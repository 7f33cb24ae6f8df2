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
    column_value,
    document_columns,
    document_relations,
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


def documents_of(records: Sequence[ContentModel]) -> list[Document]:
    """Return the documents of saved records of one model, as they stand in the database."""
    if not records:
        return []
    model = type(records[0])
    columns = list(document_columns(model))
    keys = {
        column.name: _keys_of_related(column, records)
        for column in columns
        if isinstance(column, models.ForeignKey)
    }
    primary_keys = [record.pk for record in records]
    lists: dict[str, Mapping[Any, list[Any]]] = {
        relation.name: _keys_of_many(relation, primary_keys)
        for relation in document_relations(model)
    }
    for name in model.document_children:
        lists[name] = _rows_below(model, name, primary_keys)
    return [
        {
            **{
                column.name: keys[column.name].get(getattr(record, column.attname))
                if column.name in keys
                else column_value(record, column)
                for column in columns
            },
            **{name: found.get(record.pk, []) for name, found in lists.items()},
        }
        for record in records
    ]


def _keys_of_related(
    column: models.ForeignKey[Any, Any], records: Iterable[ContentModel]
) -> Mapping[Any, str]:
    related: Any = column.related_model
    wanted = {getattr(record, column.attname) for record in records} - {None}
    rows = related._default_manager.filter(pk__in=wanted)
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
