"""Writing many entries at once, by import or replacement, with the same care as one by hand.

What the public sees becomes a proposal for each entry, unless the caller may write it at once; the
rest is saved. Everything goes through the document, the history, the translations and the log.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from editorial.audit.log import event_of, name_of, record_event
from editorial.documents.apply import apply_document
from editorial.documents.bulk import documents_of
from editorial.documents.differences import changed_names
from editorial.documents.document import Document
from editorial.documents.registry import Registry
from editorial.models import (
    AuditAction,
    AuditEvent,
    ContentModel,
    Entry,
    Proposal,
    ProposalOrigin,
    PublicationState,
    User,
    VersionReason,
)
from editorial.publishing.guards import AnswerImpact
from editorial.publishing.history import record_initial_versions, record_versions
from editorial.publishing.workflow import log_proposals, propose, publish_at_once
from editorial.translations.sources import note_translations, note_translations_of

BATCH = 500


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
    """An entry with the document it had and the one it gets; of a new one the primary key is None.

    The entry itself is loaded when it is written, so that thousands of changes fit in memory.
    """

    model: type[Entry]
    primary_key: Any
    title: str
    base: Document
    document: Document

    @classmethod
    def of(cls, entry: Entry, base: Document, document: Document) -> EntryChange:
        """Return the change of a saved entry."""
        return cls(type(entry), entry.pk, str(entry), base, document)

    @property
    def is_published(self) -> bool:
        """Return whether the public sees the entry."""
        return bool(self.base.get("state") == PublicationState.PUBLISHED)

    def becomes_proposal(self, context: ChangeContext) -> bool:
        """Return whether somebody else approves this change before anything is written."""
        return self.is_published and not context.at_once

    def find_entry(self) -> Entry:
        """Return the entry as it is now: one query."""
        found: Entry = self.model._default_manager.get(pk=self.primary_key)
        return found


def entries_with_open_proposal(model: type[Entry], context: ChangeContext) -> set[int]:
    """Return the numbers of the entries of which this account has an open proposal: one query."""
    found = Proposal.objects.filter(author=context.by, entry_model=model._meta.label)
    return set(found.open().order_by().values_list("entry_id", flat=True))


def refuse_open_proposal(
    change: EntryChange, context: ChangeContext, proposed: Container[int]
) -> None:
    """Raise ``ValidationError`` if this account's open proposal would be written over: no query.

    ``proposed`` is what ``entries_with_open_proposal`` returned.
    """
    if change.becomes_proposal(context) and change.primary_key in proposed:
        raise ValidationError(
            _("You have an open proposal for “%(entry)s”. Finish that first.")
            % {"entry": change.title}
        )


def write_checked_changes(
    changes: Collection[EntryChange], context: ChangeContext, registry: Registry
) -> None:
    """Write or propose changes of one kind of entry whose documents and notes were checked.

    To be called in one transaction. Nothing is written on trial once more: proposals take the same
    few queries for every 500, and the rest two each beside the rows and relations that change.
    ``registry`` holds what was looked up for the check.
    """
    proposed = [change for change in changes if change.becomes_proposal(context)]
    if proposed:
        known = entries_with_open_proposal(proposed[0].model, context)
        for change in proposed:
            refuse_open_proposal(change, context, known)
    for batch in _batches(proposed):
        _propose(batch, context)
    others = [change for change in changes if not change.becomes_proposal(context)]
    if context.at_once and context.by is not None:
        for change in others:
            write_change(change, context)
    else:
        for batch in _batches(others):
            _write(batch, context, registry)


def _batches(changes: Sequence[EntryChange]) -> Iterator[Sequence[EntryChange]]:
    return (changes[start : start + BATCH] for start in range(0, len(changes), BATCH))


def _propose(changes: Iterable[EntryChange], context: ChangeContext) -> None:
    proposals = [
        Proposal(
            entry_model=change.model._meta.label,
            entry_id=change.primary_key,
            title=change.title[:250],
            author=context.by,
            author_name=context.actor,
            contributors=[context.by.pk] if context.by else [],
            origin=context.origin,
            base_document=change.base,
            document=change.document,
            note=context.note,
        )
        for change in changes
    ]
    Proposal.objects.bulk_create(proposals)
    log_proposals(AuditAction.PROPOSED, proposals, context.by)


def write_change(change: EntryChange, context: ChangeContext) -> None:
    """Write one change or propose it; raise ``ValidationError`` if its document is refused.

    To be called in the transaction of all changes together.
    """
    if change.becomes_proposal(context):
        propose(
            change.find_entry(),
            change.document,
            base=change.base,
            by=context.by,
            by_name=context.name,
            note=context.note,
            origin=context.origin,
        )
    elif change.is_published and context.by is not None:
        publish_at_once(change.find_entry(), change.document, by=context.by, note=context.note)
    else:
        _write([change], context)


def _write(
    changes: Sequence[EntryChange], context: ChangeContext, registry: Registry | None = None
) -> None:
    """Write changes of one kind of entry as they are; what is new is a draft."""
    model = changes[0].model
    keys = [change.primary_key for change in changes if change.primary_key is not None]
    entries = model._default_manager.in_bulk(keys)
    bases = dict(zip(entries, documents_of(list(entries.values())), strict=True))
    record_initial_versions(model, bases)
    written: list[Entry] = []
    for change in changes:
        key, document = change.primary_key, change.document
        if key is None:
            document = {**document, "state": PublicationState.DRAFT.value}
        entry, base = (None, None) if key is None else (entries[key], bases[key])
        applied = apply_document(model, document, entry, registry=registry, base=base)
        written.append(cast("Entry", applied))
    note_translations_of(written, context.actor)
    before = [bases.get(entry.pk, {}) for entry in written]
    names = record_versions(
        written, context.reason, before=before, by=context.by, by_name=context.name
    )
    AuditEvent.objects.bulk_create(
        event_of(AuditAction.CHANGED, actor=context.actor, target=entry, fields=changed)
        if entry.pk in bases
        else event_of(AuditAction.ADDED, actor=context.actor, target=entry)
        for entry, changed in zip(written, names, strict=True)
    )


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
