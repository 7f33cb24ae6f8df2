"""The one document form of a record: its fields, relations and child rows as a plain structure.

Loader, import, proposals, differences and history all speak it. Relations stand as the keys of
what they refer to (a code or slug), never as database numbers, so that a document means the same
in every database. Bookkeeping, derived columns and the bare names of translated columns stay out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from django.db import models
from django.utils import timezone
from modeltranslation.manager import get_translatable_fields_for_model

from editorial.models import ContentModel, Entry
from editorial.models.translated import TranslatedFromField

Document: TypeAlias = dict[str, Any]


def translated_names(model: type[models.Model]) -> tuple[str, ...]:
    """Return the bare names of a model's translated fields."""
    return tuple(get_translatable_fields_for_model(model) or ())


def document_columns(model: type[ContentModel]) -> Iterator[models.Field[Any, Any]]:
    """Yield the columns that a document of this model holds, foreign keys included."""
    left_out = {*translated_names(model), *model.document_excluded}
    for field in model._meta.concrete_fields:
        is_ours = field.primary_key or isinstance(field, TranslatedFromField)
        if not is_ours and field.name not in left_out:
            yield field


def document_relations(
    model: type[ContentModel],
) -> Iterator[models.ManyToManyField[Any, Any]]:
    """Yield the many-to-many relations that a document of this model holds."""
    for field in model._meta.local_many_to_many:
        if field.name not in model.document_excluded:
            yield field


def reference_columns(model: type[ContentModel]) -> list[str]:
    """Return the names of the foreign keys that a document of this model holds."""
    return [field.name for field in document_columns(model) if isinstance(field, models.ForeignKey)]


def child_relation(model: type[ContentModel], name: str) -> models.ManyToOneRel:
    """Return the reverse relation by which a model's child rows hang on it.

    Raise LookupError if no rows of that name hang on it.
    """
    for relation in model._meta.related_objects:
        if relation.get_accessor_name() == name and isinstance(relation, models.ManyToOneRel):
            return relation
    raise LookupError(f"{model.__name__} has no child rows named {name}.")


def child_model(model: type[ContentModel], name: str) -> type[ContentModel]:
    """Return the model of a kind of child rows.

    Raise LookupError if those are no content.
    """
    related = child_relation(model, name).related_model
    if not issubclass(related, ContentModel):
        raise LookupError(f"{related.__name__} is no content: {model.__name__} cannot hold it.")
    return related


def holder_field(model: type[ContentModel]) -> str:
    """Return the foreign key to the record whose document holds those of this model, or nothing."""
    for field in model._meta.concrete_fields:
        holder = field.related_model
        if isinstance(holder, type) and issubclass(holder, ContentModel):
            names = holder.document_children
            if any(child_relation(holder, name).field is field for name in names):
                return field.name
    return ""


def holder_of(record: ContentModel) -> ContentModel | None:
    """Return the record whose document holds this one as a row, or None: one query at most."""
    name = holder_field(type(record))
    holder: ContentModel | None = getattr(record, name) if name else None
    return holder


def entries_behind(entry: Entry) -> list[Entry]:
    """Return the entries that this one belongs to: without them the public does not see it."""
    related = [
        getattr(entry, field.name)
        for field in entry._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
    ]
    return [record for record in related if isinstance(record, Entry)]


def unpublished_behind(entry: Entry) -> list[Entry]:
    """Return the entries that keep this one from the public, for they are not published."""
    needed = {
        getattr(entry, field.attname)
        for field in entry._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and not field.null
    }
    return [one for one in entries_behind(entry) if one.pk in needed and not one.is_published]


def reference_field(model: type[models.Model]) -> str:
    """Return the one field by which documents refer to a model's records.

    Raise LookupError for a model to which no document can refer.
    """
    key_fields: tuple[str, ...] = getattr(model, "key_fields", ("pk",))
    if len(key_fields) != 1:
        raise LookupError(f"Nothing can refer to {model.__name__}: its key has several fields.")
    return key_fields[0]


def can_be_referred_to(model: type[ContentModel]) -> bool:
    """Return whether one unique field is a model's key, so that other documents may name it."""
    key, *more = model.key_fields
    return not more and bool(getattr(model._meta.get_field(key), "unique", False))


def record_key(document: Document, model: type[ContentModel]) -> str:
    """Return the key of a document as text, the parts joined by a bar."""
    return "|".join(str(document.get(field, "")) for field in model.key_fields)


def key_of(record: ContentModel) -> str:
    """Return the key of a record, as its document gives it: no query if relations are loaded."""
    columns = {column.name: column for column in record._meta.concrete_fields}
    values = {name: column_value(record, columns[name]) for name in record.key_fields}
    return record_key(values, type(record))


def plain(value: Any) -> Any:
    """Return a column's value in the one way that documents write it.

    Decimals lose trailing zeros and date-times are in UTC, so that a value means the same whether
    it comes from a file, a form or either database.
    """
    if value is None or isinstance(value, str):
        return value  # Nine values in ten.
    match value:
        case Decimal():
            return format(value.normalize(), "f")
        case datetime():
            return timezone.localtime(value, timezone.get_fixed_timezone(0)).isoformat()
        case date():
            return value.isoformat()
        case tuple() | set() | frozenset():
            return list(value)
        case _:
            return value


def document_of(record: ContentModel) -> Document:
    """Return the document of a saved record: one query a relation and a kind of child row."""
    model = type(record)
    document: Document = {}
    for field in document_columns(model):
        document[field.name] = column_value(record, field)
    for relation in document_relations(model):
        document[relation.name] = _related_keys(record, relation)
    for name in model.document_children:
        document[name] = child_documents(record, name)
    return document


def whole_records(model: type[ContentModel]) -> models.QuerySet[Any]:
    """Return all records with everything that their documents hold loaded: a query a relation."""
    relations = [relation.name for relation in document_relations(model)]
    for name in model.document_children:
        child = child_model(model, name)
        below = [*reference_columns(child), *(found.name for found in document_relations(child))]
        relations += [name, *(f"{name}__{relation}" for relation in below)]
    return model._default_manager.prefetch_related(*reference_columns(model), *relations)


def column_value(record: ContentModel, field: models.Field[Any, Any]) -> Any:
    """Return one column of a record as documents write it; a foreign key as the other's key."""
    if isinstance(field, models.ForeignKey):
        related = getattr(record, field.name)
        return None if related is None else getattr(related, reference_field(type(related)))
    value = getattr(record, field.attname)
    if isinstance(value, str):
        return value
    if value is None and isinstance(field, models.CharField | models.TextField):
        return ""
    return plain(value)


def child_documents(record: ContentModel, name: str) -> list[Document]:
    """Return the documents of one kind of child row, in key order, without the way back up."""
    relation = child_relation(type(record), name)
    related = getattr(record, name)
    children: Iterable[ContentModel]
    children = related.all() if _is_loaded(record, name) else related.order_by()
    documents = [document_of(child) for child in children]
    for document in documents:
        document.pop(relation.field.name, None)
    model = child_model(type(record), name)
    return sorted(documents, key=lambda document: record_key(document, model))


def _related_keys(record: ContentModel, relation: models.ManyToManyField[Any, Any]) -> list[Any]:
    """Return the keys to which a relation leads, in order: of what is loaded, or by one query."""
    key = reference_field(relation.related_model)
    related = getattr(record, relation.name)
    if _is_loaded(record, relation.name):
        return sorted(getattr(one, key) for one in related.all())
    return sorted(related.order_by().values_list(key, flat=True))


def _is_loaded(record: ContentModel, name: str) -> bool:
    """Return whether what hangs on a record was loaded along with it."""
    return name in getattr(record, "_prefetched_objects_cache", ())


def digest(document: Document) -> str:
    """Return a short fingerprint of a document: equal documents, equal digests."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
