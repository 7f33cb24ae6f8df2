"""Texts beside the content in which an address may have been written: they are rewritten too.

A verification keeps the value that was checked and a remark; a link for an organization keeps what
it wrote. When a place becomes secret, its address leaves these as well (see ``editorial.erasure``).
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, Q

from editorial.erasure import Rewrite
from editorial.models import ConfirmationLink, Entry, Verification
from editorial.reference import Reference
from editorial.verifying import contacts_of

KEPT: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (Verification, ("name", "value", "remark")),
    (ConfirmationLink, ("name", "remark")),
)
"""The kinds of records that name an entry, with their texts."""


def rewrite_texts(entries: Sequence[Entry], rewrite: Rewrite) -> int:
    """Rewrite what was noted about these entries and their contacts; return how many changed."""
    about = Q(pk__in=[])
    for record in (*entries, *contacts_of(entries)):
        reference = Reference.to(record)
        about |= Q(model=reference.model, key=reference.key)
    return sum(_rewrite(model, columns, about, rewrite) for model, columns in KEPT)


def _rewrite(model: type[Model], columns: tuple[str, ...], about: Q, rewrite: Rewrite) -> int:
    changed: list[Any] = []
    for row in model._default_manager.filter(about):
        before = {column: getattr(row, column) for column in columns}
        after = rewrite(before)
        if after != before:
            for column in columns:
                setattr(row, column, after[column])
            changed.append(row)
    model._default_manager.bulk_update(changed, columns)
    return len(changed)
