"""Writing many entries at once, by import or replacement, with the same care as one by hand.

What the public sees becomes a proposal for each entry, unless the caller may write it at once; the
rest is saved. Everything goes through the document, the history, the translations and the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from editorial.audit.log import name_of, record_event
from editorial.documents.apply import apply_document, fresh_document
from editorial.documents.differences import changed_names
from editorial.documents.document import Document
from editorial.models import (
    AuditAction,
    ContentModel,
    Entry,
    Proposal,
    ProposalOrigin,
    PublicationState,
    User,
    VersionReason,
)
from editorial.publishing.guards import BeforeChange
from editorial.publishing.history import keep_version, keep_what_was_found
from editorial.publishing.workflow import propose, publish_at_once
from editorial.translations.sources import note_translations


@dataclass(frozen=True, slots=True)
class Hand:
    """Who makes the changes and how: an account, or the name of a command at the shell.

    ``at_once`` writes what is published too: for an account as an emergency that is reviewed
    afterwards, for a command as it is.
    """

    by: User | None
    name: str
    reason: VersionReason
    at_once: bool = False
    note: str = ""

    @property
    def origin(self) -> ProposalOrigin:
        """Return where its proposals come from."""
        is_import = self.reason == VersionReason.IMPORTED
        return ProposalOrigin.IMPORT if is_import else ProposalOrigin.DESK

    def may_change(self, model: type[ContentModel]) -> bool:
        """Tell whether this hand changes this kind of record: a command changes every kind."""
        return self.by is None or self.by.has_perm(
            f"{model._meta.app_label}.change_{model._meta.model_name}"
        )

    @property
    def actor(self) -> str:
        """Return how the log knows who did it."""
        return name_of(self.by) if self.by is not None else self.name


@dataclass(slots=True)
class EntryChange:
    """An entry (None if it is new) with the document it had and the one it gets."""

    model: type[Entry]
    entry: Entry | None
    base: Document
    document: Document


def refuse_open_proposal(entry: Entry, hand: Hand) -> None:
    """Raise ``ValidationError`` if this account's open proposal would be written over: a query."""
    if not _becomes_proposal(entry, hand):
        return
    if Proposal.objects.of(entry).open().filter(author=hand.by).exists():
        raise ValidationError(
            _("You have an open proposal for “%(entry)s”. Finish that first.") % {"entry": entry}
        )


def write_change(change: EntryChange, hand: Hand) -> Entry | Proposal:
    """Write one change or propose it; raise ``ValidationError`` if its document is refused.

    To be called in the transaction of all changes together. A new entry is a draft.
    """
    if change.entry is None:
        return _add(change, hand)
    if _becomes_proposal(change.entry, hand):
        return propose(
            change.entry,
            change.document,
            base=change.base,
            by=hand.by,
            by_name=hand.name,
            note=hand.note,
            origin=hand.origin,
        )
    if _is_published(change.entry) and hand.by is not None:
        publish_at_once(change.entry, change.document, by=hand.by, note=hand.note)
        return change.entry
    keep_what_was_found(change.entry)
    before = fresh_document(change.entry)
    written = _apply(change, hand)
    changed = keep_version(written, hand.reason, before=before, by=hand.by, by_name=hand.name)
    record_event(AuditAction.CHANGED, actor=hand.actor, target=written, fields=changed)
    return written


@dataclass(slots=True)
class RecordChange:
    """A record that is no entry, such as a need or a search hint, with the document it gets."""

    record: ContentModel
    base: Document
    document: Document


def write_record(change: RecordChange, hand: Hand) -> None:
    """Write what has no history and needs no approval, and log the names of what changed."""
    written = apply_document(type(change.record), change.document, change.record)
    note_translations(written, hand.actor)
    names = changed_names(type(change.record), change.base, change.document)
    record_event(AuditAction.CHANGED, actor=hand.actor, target=written, fields=names)


@contextmanager
def nobody_left_alone(models: Iterable[type[ContentModel]], hand: Hand) -> Iterator[list[str]]:
    """Refuse what leaves somebody without an answer; where it is an emergency, tell it.

    Gives a list that holds, after the block, what has to be told. What becomes a proposal is
    guarded when it is approved.
    """
    told: list[str] = []
    if not hand.at_once:
        yield told
        return
    before = BeforeChange(*models)
    yield told
    if hand.by is None:
        before.refuse_new_problems()
    told += before.new_problems()


def _becomes_proposal(entry: Entry, hand: Hand) -> bool:
    return _is_published(entry) and not hand.at_once


def _is_published(entry: Entry) -> bool:
    return entry.state == PublicationState.PUBLISHED


def _add(change: EntryChange, hand: Hand) -> Entry:
    change.document = {**change.document, "state": PublicationState.DRAFT.value}
    written = _apply(change, hand)
    keep_version(written, hand.reason, before={}, by=hand.by, by_name=hand.name)
    record_event(AuditAction.ADDED, actor=hand.actor, target=written)
    return written


def _apply(change: EntryChange, hand: Hand) -> Entry:
    written = cast("Entry", apply_document(change.model, change.document, change.entry))
    note_translations(written, hand.actor)
    return written
