"""Erasing something from every copy that the desk keeps of an entry, in one transaction.

An app decides what must go; this module knows where copies are: versions, proposals, the Dutch
behind outdated translations, and whatever else is registered, such as the log of an import.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from django.db import models, transaction

from editorial.documents.document import Document
from editorial.models import Entry, EntryVersion, Proposal
from editorial.translations.sources import forget_old_texts

Rewrite: TypeAlias = Callable[[Document], Document]
"""Returns a document without what must go; the same document if there is nothing of it."""

OtherCopies: TypeAlias = Callable[[Sequence[Entry], Rewrite], int]
"""Rewrites the copies that another part of the desk keeps of entries; returns how many."""

BATCH = 100

_others: list[OtherCopies] = []


def register_copies(rewrite_copies: OtherCopies) -> None:
    """Name another place where documents of entries are kept."""
    if rewrite_copies not in _others:
        _others.append(rewrite_copies)


@transaction.atomic
def rewrite_copies(entries: Sequence[Entry], rewrite: Rewrite) -> int:
    """Rewrite every kept document of these entries and return how many changed.

    Reads all of their history, so it costs time; it is for what must be forgotten.
    """
    changed = forget_old_texts(entries)
    for entry in entries:
        for model, columns in (
            (EntryVersion, ("document",)),
            (Proposal, ("document", "base_document")),
        ):
            changed += _rewrite(model.objects.of(entry), columns, rewrite)
    return changed + sum(rewrite_others(entries, rewrite) for rewrite_others in _others)


def _rewrite(kept: models.QuerySet[Any], columns: tuple[str, ...], rewrite: Rewrite) -> int:
    changed = []
    for row in kept.iterator(chunk_size=BATCH):
        before = [getattr(row, column) for column in columns]
        after = [rewrite(document) for document in before]
        if after != before:
            for column, document in zip(columns, after, strict=True):
                setattr(row, column, document)
            changed.append(row)
    kept.model._default_manager.bulk_update(changed, columns, batch_size=BATCH)
    return len(changed)
