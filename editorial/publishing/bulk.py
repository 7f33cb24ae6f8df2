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
from editorial.publishing.guards import AnswerImpact
from editorial.publishing.history import record_initial_version, record_version
from editorial.publishing.workflow import propose, publish_at_once
from editorial.translations.sources import note_translations


@dataclass(frozen=True, slots=True)
class ChangeContext:
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
        """Return whether this hand changes this kind of record: a command changes every kind."""
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


def refuse_open_proposal(entry: Entry, context: ChangeContext) -> None:
    """Raise ``ValidationError`` if this account's open proposal would be written over: a query."""
    if not _becomes_proposal(entry, context):
        return
    if Proposal.objects.of(entry).open().filter(author=context.by).exists():
        raise ValidationError(
            _("You have an open proposal for “%(entry)s”. Finish that first.") % {"entry": entry}
        )


def write_change(change: EntryChange, context: ChangeContext) -> Entry | Proposal:
    """Write one change or propose it; raise ``ValidationError`` if its document is refused.

    To be called in the transaction of all changes together. A new entry is a draft.
    """
    if change.entry is None:
        return _add(change, context)
    if _becomes_proposal(change.entry, context):
        return propose(
            change.entry,
            change.document,
            base=change.base,
            by=context.by,
            by_name=context.name,
            note=context.note,
            origin=context.origin,
        )
    if _is_published(change.entry) and context.by is not None:
        publish_at_once(change.entry, change.document, by=context.by, note=context.note)
        return change.entry
    record_initial_version(change.entry)
    before = fresh_document(change.entry)
    written = _apply(change, context)
    changed = record_version(
        written, context.reason, before=before, by=context.by, by_name=context.name
    )
    record_event(AuditAction.CHANGED, actor=context.actor, target=written, fields=changed)
    return written


@dataclass(slots=True)
class RecordChange:
    """A record that is no entry, such as a need or a search hint, with the document it gets."""

    record: ContentModel
    base: Document
    document: Document


def write_record(change: RecordChange, context: ChangeContext) -> None:
    """Write what has no history and needs no approval, and log the names of what changed."""
    written = apply_document(type(change.record), change.document, change.record)
    note_translations(written, context.actor)
    names = changed_names(type(change.record), change.base, change.document)
    record_event(AuditAction.CHANGED, actor=context.actor, target=written, fields=names)


@contextmanager
def guard_answers(
    models: Iterable[type[ContentModel]], context: ChangeContext
) -> Iterator[list[str]]:
    """Refuse what leaves somebody without an answer; where it is an emergency, tell it.

    Gives a list that holds, after the block, what has to be told. What becomes a proposal is
    guarded when it is approved.
    """
    told: list[str] = []
    if not context.at_once:
        yield told
        return
    before = AnswerImpact(*models)
    yield told
    if context.by is None:
        before.refuse_new_problems()
    told += before.new_problems()


def _becomes_proposal(entry: Entry, context: ChangeContext) -> bool:
    return _is_published(entry) and not context.at_once


def _is_published(entry: Entry) -> bool:
    return entry.state == PublicationState.PUBLISHED


def _add(change: EntryChange, context: ChangeContext) -> Entry:
    change.document = {**change.document, "state": PublicationState.DRAFT.value}
    written = _apply(change, context)
    record_version(written, context.reason, before={}, by=context.by, by_name=context.name)
    record_event(AuditAction.ADDED, actor=context.actor, target=written)
    return written


def _apply(change: EntryChange, context: ChangeContext) -> Entry:
    written = cast("Entry", apply_document(change.model, change.document, change.entry))
    note_translations(written, context.actor)
    return written
