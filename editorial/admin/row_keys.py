"""The keys of rows that others refer to: a form must not change one under them.

In a document a row is known by its key, so another key is another row. The old row would go, and
with it, without a word, from every service that uses it.
"""

from __future__ import annotations

from typing import TypeAlias

from editorial.documents.document import can_be_referred_to, child_model, key_of
from editorial.models import ContentModel

RowKeys: TypeAlias = dict[tuple[str, int], str]


def row_keys(record: ContentModel | None) -> RowKeys:
    """Return the keys of a record's saved rows that others may refer to; a query a kind of row."""
    if record is None:
        return {}
    return {
        (name, row.pk): key_of(row)
        for name in record.document_children
        if can_be_referred_to(child_model(type(record), name))
        for row in getattr(record, name).all()
    }


def renamed_rows(before: RowKeys, record: ContentModel) -> list[str]:
    """Return the old keys of rows that have another one now."""
    saved = type(record)._default_manager.get(pk=record.pk)
    after = row_keys(saved)
    return sorted(key for row, key in before.items() if row in after and after[row] != key)
