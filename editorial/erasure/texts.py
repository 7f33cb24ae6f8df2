"""Texts beside the content in which an address may have been written: they are rewritten too.

A verification keeps the value that was checked and a remark, a proposal why it was made, a link for
an organization what it wrote, a translation the Dutch behind it. When a place becomes secret, its
address leaves these as well (``editorial.erasure.copies``), and waiting uploads are thrown away.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from editorial.documents.document import key_of
from editorial.documents.reference import Reference
from editorial.erasure.copies import Rewrite
from editorial.models import (
    ConfirmationLink,
    ContactFact,
    Entry,
    LinkFinding,
    Proposal,
    TranslationSource,
    Verification,
)
from editorial.tables import uploads
from editorial.verification.verify import contacts_of

KEPT: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (Verification, ("name", "value", "remark")),
    (ConfirmationLink, ("name", "remark", "answered_by")),
)
"""The kinds of records that name an entry or a contact, with their texts."""


def rewrite_texts(entries: Sequence[Entry], rewrite: Rewrite) -> int:
    """Rewrite what was noted about these entries and their contacts; return how many changed."""
    contacts = contacts_of(entries)
    about = Q(pk__in=[])
    for record in (*entries, *contacts):
        reference = Reference.to(record)
        about |= Q(model=reference.model, key=reference.key)
    changed = sum(
        _rewrite(model._default_manager.filter(about), columns, rewrite) for model, columns in KEPT
    )
    for entry in entries:
        changed += _rewrite(Proposal.objects.of(entry), ("title", "note", "remark"), rewrite)
        sources = TranslationSource.objects.filter(
            entry_model=entry._meta.label, entry_key=key_of(entry)
        )
        changed += _rewrite(sources, ("source_text",), rewrite)
    return changed + _forget_links(about, rewrite) + _forget_assured(contacts, rewrite)


def delete_pending_uploads(entries: Sequence[Entry], rewrite: Rewrite) -> int:
    """Remove every file that waits for its import: a spreadsheet cannot be searched as it stands.

    They are kept for an hour at most, and whoever sent one sends it again. A trial that is undone
    removes nothing.
    """
    transaction.on_commit(uploads.forget_all)
    return 0


def _rewrite(rows: QuerySet[Any], columns: tuple[str, ...], rewrite: Rewrite) -> int:
    changed: list[Any] = []
    for row in rows:
        before = {column: getattr(row, column) for column in columns}
        after = rewrite(before)
        if after != before:
            for column in columns:
                setattr(row, column, after[column])
            changed.append(row)
    rows.model._default_manager.bulk_update(changed, columns)
    return len(changed)


def _forget_links(about: Q, rewrite: Rewrite) -> int:
    """Remove what was found of links with such a text; the next check finds what is left."""
    gone = [
        finding.pk
        for finding in LinkFinding.objects.filter(about)
        for texts in [{name: getattr(finding, name) for name in ("url", "final_url", "detail")}]
        if rewrite(texts) != texts
    ]
    LinkFinding.objects.filter(pk__in=gone).delete()
    return len(gone)


def _forget_assured(contacts: Iterable[ContactFact], rewrite: Rewrite) -> int:
    """Empty the value that was once verified of a contact that has another by now."""
    changed = 0
    for contact in contacts:
        assured = {"assured_value": contact.assured_value}
        if rewrite(assured) != assured:
            rows = type(contact)._default_manager.filter(pk=contact.pk)
            changed += rows.update(assured_value="", assured_date=None)
    return changed
