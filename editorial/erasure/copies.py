"""Erasing something from all that the desk keeps of an entry, in one transaction.

An app decides what must go; ``editorial.erasure.texts`` knows which tables say something about an
entry. Whatever else keeps copies, such as files, is registered here.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from django.db import transaction

from editorial.erasure.texts import Rewrite, rewrite_rows
from editorial.models import Entry, FormDraft
from editorial.tables import uploads
from editorial.translations.sources import forget_old_texts

OtherCopies: TypeAlias = Callable[[Sequence[Entry], Rewrite], int]
"""Rewrites what another part of the desk keeps of entries; returns how much changed."""

_others: list[OtherCopies] = []


def register_copies(rewrite_copies: OtherCopies) -> None:
    """Name another place where something of entries is kept."""
    if rewrite_copies not in _others:
        _others.append(rewrite_copies)


@transaction.atomic
def rewrite_copies(
    entries: Sequence[Entry], rewrite: Rewrite, *, rewrite_live: Rewrite | None = None
) -> int:
    """Rewrite these entries and all that is kept of them, and return how much changed.

    ``rewrite_live`` is for what the entries say now, if that is another matter. Reads all of their
    history, so it costs time; it is for what must be forgotten.
    """
    changed = forget_old_texts(entries)
    changed += rewrite_rows(entries, rewrite, rewrite_live or rewrite)
    return changed + sum(rewrite_others(entries, rewrite) for rewrite_others in _others)


def delete_form_drafts(entries: Sequence[Entry], rewrite: Rewrite) -> int:
    """Delete every unfinished form: what somebody typed may say it in other words."""
    return FormDraft.objects.all().delete()[0]


def delete_pending_uploads(entries: Sequence[Entry], rewrite: Rewrite) -> int:
    """Remove every file that waits for its import: a spreadsheet cannot be searched as it stands.

    They are kept for an hour at most, and whoever sent one sends it again. A trial that is undone
    removes nothing.
    """
    transaction.on_commit(uploads.forget_all)
    return 0
