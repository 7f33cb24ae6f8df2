"""Writing a document onto a record: approval, restoring and trying out all come here.

The starter content is written by the same code, so a document means the same wherever it is from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext

from editorial.documents.document import (
    Document,
    can_be_referred_to,
    child_documents,
    child_model,
    document_of,
    key_of,
    record_key,
    reference_field,
)
from editorial.documents.registry import Registry
from editorial.documents.renaming import follow_key
from editorial.documents.source_files import ContentError, SourceDocument
from editorial.documents.validation import Draft, build_draft, check_references
from editorial.documents.writing import InvalidContent, Writer, references_of
from editorial.former_urls import find_by_former_slug
from editorial.models import ContentModel
from editorial.versioning.rolled_back import rolled_back

DUTCH = ("nl",)


class InvalidDocument(ValidationError):
    """A document that cannot be written; ``by_field`` says why, the field empty if it is none."""

    def __init__(self, errors: Iterable[ContentError]) -> None:
        self.by_field = [(error.name, error.reason) for error in errors]
        super().__init__([error.message for error in errors])


def apply_document(
    model: type[ContentModel],
    document: Document,
    instance: ContentModel | None = None,
    *,
    languages: Collection[str] = DUTCH,
    registry: Registry | None = None,
    base: Document | None = None,
) -> ContentModel:
    """Write a document onto a saved record, or as a new one, with all its child rows.

    All or nothing, in one transaction; what names the record by its key follows it to another key.
    Raises ``InvalidDocument`` before anything is written if the document breaks a rule of its model
    or lacks a text in one of ``languages``. For one of many there are ``registry`` and ``base``, as
    of ``check_document``: relations and rows that stay as they are in ``base`` are not written.
    """
    draft, registry = _check(model, document, instance, languages, registry=registry, base=base)
    writer = Writer(registry)
    try:
        with transaction.atomic():
            if instance is None:
                writer.write(draft)
            else:
                old = _stored_key(instance) if base is None else record_key(base, model)
                writer.update(draft, instance)
                writer.remove_stale_children(draft)
                if record_key(document, model) != old:
                    follow_key(model, old, _stored_key(instance))
    except InvalidContent as error:
        raise InvalidDocument(error.errors) from error
    return model._default_manager.get(pk=draft.record.pk)


def _stored_key(instance: ContentModel) -> str:
    """Return the key that a record has in the database: one query."""
    model = type(instance)
    return key_of(model._default_manager.only(*model.key_fields).get(pk=instance.pk))


def check_document(
    model: type[ContentModel],
    document: Document,
    instance: ContentModel | None = None,
    *,
    languages: Collection[str] = DUTCH,
    registry: Registry | None = None,
    base: Document | None = None,
) -> None:
    """Raise ``InvalidDocument`` if ``apply_document`` would refuse a document; write nothing.

    For one of many: a ``registry`` keeps what documents refer to for the next, and what stands as
    it does in ``base``, the saved document, is not asked of the database again.
    """
    _check(model, document, instance, languages, registry=registry, base=base)


def _check(
    model: type[ContentModel],
    document: Document,
    instance: ContentModel | None,
    languages: Collection[str],
    *,
    registry: Registry | None = None,
    base: Document | None = None,
) -> tuple[Draft, Registry]:
    errors: list[ContentError] = []
    source = _source(model, document, errors)
    draft = build_draft(model, source, languages=languages)
    draft.saved, draft.base = instance, base
    registry = registry or Registry()
    _look_up_references(draft, registry)
    if base is None or record_key(base, model) != draft.key:
        _refuse_a_key_in_use(draft, instance)
    if not errors:
        check_references(draft, registry)
    if errors:
        raise InvalidDocument(errors)
    return draft, registry


def apply_on_trial(document: Document, instance: ContentModel) -> ContentModel:
    """Apply a document inside ``rolled_back``, so that an admin form can show and save it.

    Child rows that are not in the database get numbers that are the same each time, so that the
    form finds them again when it is sent.
    """
    model = type(instance)
    known = {name: set(_keys(instance, name)) for name in model.document_children}
    applied = apply_document(model, document, instance)
    for name in model.document_children:
        _number_rows(applied, name, known[name])
    return model._default_manager.get(pk=applied.pk)


def refuse_invalid(document: Document, instance: ContentModel) -> None:
    """Raise ``InvalidDocument`` if a document cannot be written onto a record; writes nothing."""
    with rolled_back():
        apply_document(type(instance), document, instance)


def fresh_document(record: ContentModel) -> Document:
    """Return the document of a record as the database has it now."""
    return document_of(type(record)._default_manager.get(pk=record.pk))


def _source(
    model: type[ContentModel], document: Document, errors: list[ContentError]
) -> SourceDocument:
    """Dress a document as one that was read from a file, child rows included."""
    values: dict[str, Any] = dict(document)
    for name in model.document_children:
        rows = document.get(name) or []
        if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
            values[name] = [_source(child_model(model, name), row, errors) for row in rows]
    return SourceDocument(Path(model._meta.label), 0, errors, values)


def _look_up_references(draft: Draft, registry: Registry) -> None:
    """Load what this one document refers to, and no more: one query a kind of record."""
    wanted: dict[type[models.Model], set[str]] = defaultdict(set)
    for model, key in _all_references(draft):
        wanted[model].add(key)
    for model, keys in wanted.items():
        registry.look_up(model, keys)


def _all_references(draft: Draft) -> Iterator[tuple[type[models.Model], str]]:
    yield from references_of(draft)
    for children in draft.children.values():
        for child in children:
            if can_be_referred_to(child.model):
                yield child.model, child.key
            yield from _all_references(child)


def _refuse_a_key_in_use(draft: Draft, instance: ContentModel | None) -> None:
    if not can_be_referred_to(draft.model):
        return
    name = reference_field(draft.model)
    others = draft.model._default_manager.filter(**{name: draft.key})
    if others.exclude(pk=instance and instance.pk).exists():
        draft.source.refuse(gettext("This is in use already."), name)
    other = find_by_former_slug(draft.model, draft.key)
    if (
        other is not None
        and other != instance
        and (not instance or _stored_key(instance) != draft.key)
    ):
        reason = gettext("This was the URL of “%(entry)s”, and still leads there.")
        draft.source.refuse(reason % {"entry": other}, name)


def _keys(record: ContentModel, name: str) -> Iterator[str]:
    model = child_model(type(record), name)
    for row in child_documents(record, name):
        yield record_key(row, model)


def _number_rows(record: ContentModel, name: str, known: set[str]) -> None:
    """Give rows that are new, and rows that are written again each time, a number below zero.

    Rows that others may refer to keep theirs if they were there before.
    """
    model = child_model(type(record), name)
    keeps_rows = can_be_referred_to(model)
    rows = sorted(getattr(record, name).all(), key=lambda row: record_key(document_of(row), model))
    for position, row in enumerate(rows, start=1):
        if not (keeps_rows and record_key(document_of(row), model) in known):
            numbered: Any = model._default_manager.filter(pk=row.pk)
            numbered.update(id=-position)
