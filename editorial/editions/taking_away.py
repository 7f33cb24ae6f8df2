"""Deny what is withdrawn, deleted or erased, right after the transaction that did it.

What is gone is found by comparing the keys in the kept editions with what the database says is
public now, so that a service that went with its organization, or by a bulk write, is found too. A
save that leaves a row public asks nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from editorial.documents.document import (
    Document,
    child_model,
    child_relation,
    document_of,
    whole_records,
)
from editorial.editions.building import content_version, opened_edition, public_keys
from editorial.editions.contents import PublicRows, public_content
from editorial.editions.deny import DenyList, Row, Why, add_denials, read_denied
from editorial.editions.store import EditionFolder, EditionRecord
from editorial.erasure.copies import register_copies
from editorial.erasure.texts import Rewrite
from editorial.models import ContentModel, Entry

HELD = "edition_that_holds_it"

_looked_at: dict[tuple[str, Path], tuple[int, int]] = {}


@cache
def taken_away_at_once() -> dict[type[Model], PublicRows]:
    """Return the models whose rows do not wait for an edition when they go."""
    return {public.model: public for public in public_content() if public.is_public is not None}


def deny_what_is_gone(
    folder: EditionFolder | None = None, *, using: str = DEFAULT_DB_ALIAS
) -> None:
    """Deny every row that a kept edition would still show and the public may not see now.

    Asked again about the same content and editions it costs one query.
    """
    folder = folder or EditionFolder()
    newest = folder.newest()
    if newest is None:
        return
    state = (content_version(using), newest.number)
    if _looked_at.get((using, folder.path)) == state:
        return
    gone = _shown_by_some_edition(folder) - _public_now(using)
    if gone:
        add_denials(folder.path, sorted(gone), Why.WITHDRAWN)
    _looked_at[using, folder.path] = state


def deny_what_holds(
    entries: Sequence[Entry], rewrite: Rewrite, folder: EditionFolder | None = None
) -> None:
    """Deny those of these entries and their rows in which an edition holds what must be forgotten.

    The editions that hold it are deleted when the next one is there.
    """
    folder = folder or EditionFolder()
    held: set[Row] = set()
    for record in folder.records():
        with suppress(DatabaseError), opened_edition(folder.file(record.number), HELD):
            for entry in entries:
                found = whole_records(type(entry)).using(HELD).filter(pk=entry.pk).first()
                if found is not None:
                    held.update(_rows_that_change(found, rewrite))
    if held:
        add_denials(folder.path, sorted(held), Why.ERASED)


def connect() -> None:
    """Listen to every save and deletion of what is taken away at once, and to every erasure."""
    register_copies(_note_erasure)
    for model in taken_away_at_once():
        name = f"editions.{model._meta.label_lower}"
        post_save.connect(_note_save, sender=model, dispatch_uid=f"{name}.saved")
        post_delete.connect(_note_deletion, sender=model, dispatch_uid=f"{name}.deleted")


def _note_save(sender: type[Model], instance: Model, using: str, **kwargs: Any) -> None:
    is_public = taken_away_at_once()[sender].is_public
    if is_public is not None and not is_public(instance):
        _note_deletion(sender, instance, using)


def _note_deletion(sender: type[Model], instance: Model, using: str, **kwargs: Any) -> None:
    transaction.on_commit(partial(deny_what_is_gone, using=using), using=using, robust=True)


def _note_erasure(entries: Sequence[Entry], rewrite: Rewrite) -> int:
    transaction.on_commit(partial(deny_what_holds, entries, rewrite), robust=True)
    return 0


def _shown_by_some_edition(folder: EditionFolder) -> set[Row]:
    """Return the rows of all kept editions that nothing denies yet."""
    denied = read_denied(folder.path)
    shown: set[Row] = set()
    for record in folder.records():
        with suppress(sqlite3.DatabaseError):
            shown.update(_shown_by(folder.file(record.number), record, denied))
    return shown


def _shown_by(path: Path, record: EditionRecord, denied: DenyList) -> Iterator[Row]:
    hidden = {(row.model, row.pk) for row in denied.after(record.deny_sequence)}
    with closing(
        sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    ) as file:
        for model in taken_away_at_once():
            for (key,) in file.execute(f'SELECT id FROM "{model._meta.db_table}"'):  # noqa: S608 - a model's table
                if (row := (model._meta.label_lower, key)) not in hidden:
                    yield row


def _public_now(using: str) -> set[Row]:
    keys = public_keys(timezone.now(), using)
    return {(model._meta.label_lower, key) for model in taken_away_at_once() for key in keys[model]}


def _rows_that_change(entry: Entry, rewrite: Rewrite) -> Iterator[Row]:
    """Yield the entry itself, or the child rows of it, that hold something of what must go."""
    model = type(entry)
    document = document_of(entry)
    own = {name: document[name] for name in document.keys() - set(model.document_children)}
    if rewrite(own) != own:
        yield model._meta.label_lower, entry.pk
    for name in model.document_children:
        for child in getattr(entry, name).all():
            row = {name: [_child_document(model, name, child)]}
            if rewrite(row) != row:
                yield child_model(model, name)._meta.label_lower, child.pk


def _child_document(model: type[ContentModel], name: str, child: ContentModel) -> Document:
    document = document_of(child)
    document.pop(child_relation(model, name).field.name, None)
    return document
