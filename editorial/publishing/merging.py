"""Merging an entry into another of its kind, by four eyes: what hangs on the one goes to the other.

The one that goes is withdrawn, not deleted: its history, its own checks and what says something of
it alone stay with it, and its URLs lead to the other. Checks of numbers and of what refers to it
stand by keys of their own, and so go along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from editorial.audit.log import record_event
from editorial.documents.apply import apply_document, fresh_document
from editorial.documents.document import (
    Document,
    can_be_referred_to,
    holder_field,
    key_of,
    reference_field,
)
from editorial.documents.document import digest as digest_of
from editorial.models import (
    AuditAction,
    ConfirmationLink,
    ContentModel,
    ContentVersion,
    Entry,
    Proposal,
    ProposalState,
    PublicationState,
    TranslationSource,
    User,
    VersionReason,
    VisitorReport,
)
from editorial.publishing.guards import AnswerImpact
from editorial.publishing.history import record_initial_version, record_version
from editorial.publishing.workflow import (
    StaleError,
    fingerprint,
    lock_decidable,
    note_decision,
    propose,
    write_entry,
)
from editorial.translations.sources import note_translations


@dataclass(frozen=True, slots=True)
class Moving:
    """What moves of one kind, as the desk names it."""

    kind: str
    names: list[str]


@transaction.atomic
def propose_merge(entry: Entry, into: Entry, *, by: User, note: str = "") -> Proposal:
    """Propose to merge an entry into another; nothing moves until somebody else approves it.

    Raise ``ValidationError`` if they cannot be merged.
    """
    _refuse_unmergeable(entry, into)
    base = fresh_document(entry)
    document = {**base, "state": PublicationState.WITHDRAWN.value}
    proposal = propose(entry, document, base=base, by=by, note=note)
    proposal.merge_into, proposal.title = into.pk, f"{entry} → {into}"[:250]
    proposal.save(update_fields=["merge_into", "title"])
    return proposal


@transaction.atomic
def approve_merge(proposal: Proposal, *, by: User, seen: str) -> Entry:
    """Merge, exactly as it was seen, and return the entry that goes.

    Raise what ``editorial.publishing.workflow.approve`` does; then nothing changed.
    """
    ContentVersion.lock()
    entry, into = proposal.find_entry(), proposal.find_merge_target()
    if entry is None or into is None or merge_fingerprint(proposal, entry, into) != seen:
        raise StaleError
    proposal, entry = lock_decidable(proposal, by, fingerprint(proposal, entry))
    before = AnswerImpact(type(entry), *{model for model, _field in _relations(type(entry))})
    note_decision(proposal, ProposalState.APPROVED, by)
    gone = merge_entries(proposal, entry, into, by=by)
    before.refuse_new_problems()
    return gone


def merge_fingerprint(proposal: Proposal, entry: Entry, into: Entry) -> str:
    """Return what a decision about a merge is about: both entries, and everything that moves."""
    moves = [
        *(f"{row._meta.label} {row.pk}" for rows in entry.rows_to_hand_over() for row in rows),
        *(f"{one._meta.label} {one.pk}" for _name, one in _referring(entry)),
        *(f"{report.pk} {report.count}" for report in _reports(entry).open()),
    ]
    return digest_of(
        {
            "itself": fingerprint(proposal, entry),
            "into": [into.pk, fresh_document(into)],
            "moves": sorted(moves),
        }
    )


def what_moves(entry: Entry) -> list[Moving]:
    """Return what goes to the other entry, by kind: a query a relation."""
    found: dict[type[models.Model], list[str]] = {}
    for rows in entry.rows_to_hand_over():
        for row in rows:
            found.setdefault(type(row), []).append(str(row))
    for _name, record in _referring(entry):
        found.setdefault(type(record), []).append(str(record))
    for report in _reports(entry).open():
        found.setdefault(VisitorReport, []).append(
            f"{report.get_reason_display()} ({report.count})"
        )
    return [
        Moving(capfirst(str(model._meta.verbose_name_plural)), names)
        for model, names in found.items()
    ]


def shared_contacts(entry: Entry, into: Entry) -> list[str]:
    """Return the numbers and addresses that both have, and the other one would have twice."""
    if not entry.contact_relation:
        return []
    contacts, others = (getattr(one, one.contact_relation) for one in (entry, into))
    return sorted(
        set(others.filter(value__in=contacts.values("value")).values_list("value", flat=True))
    )


def merge_entries(proposal: Proposal, entry: Entry, into: Entry, *, by: User) -> Entry:
    """Withdraw an entry and hand over what hangs on it; to be called in a transaction.

    Raise ``ValidationError`` if they cannot be merged, or anything that moves is refused.
    """
    _refuse_unmergeable(entry, into, proposal)
    write = _writer(proposal, by)
    record_initial_version(into)
    before = fresh_document(into)
    withdrawn = {**fresh_document(entry), "state": PublicationState.WITHDRAWN.value}
    entry = write(entry, withdrawn)
    _hand_over_rows(entry, into)
    _note(entry, withdrawn, proposal, by)
    for name, record in list(_referring(entry)):
        if isinstance(record, Entry):
            write(record, _referring_to(into, fresh_document(record), name, key_of(entry)))
        else:
            setattr(record, name, into)
            record.full_clean()
            record.save()
            record_event(AuditAction.CHANGED, actor=by, target=record, fields=[name])
    _hand_over_reports(entry, into)
    _hand_over_urls(entry, into)
    into = type(into)._default_manager.get(pk=into.pk)
    apply_document(type(into), fresh_document(into), into)
    note_translations(into, by=proposal.author_name)
    _note(into, before, proposal, by)
    return entry


def _writer(proposal: Proposal, by: User) -> Callable[[Entry, Document], Entry]:
    return lambda entry, document: write_entry(
        entry,
        document,
        VersionReason.APPROVED,
        by=proposal.author,
        by_name=proposal.author_name,
        approved_by=by,
    )


def _note(entry: Entry, before: Document, proposal: Proposal, by: User) -> None:
    """Keep the version of an entry whose rows came or went, and log it."""
    changed = record_version(
        entry,
        VersionReason.APPROVED,
        before=before,
        by=proposal.author,
        by_name=proposal.author_name,
    )
    if changed:
        record_event(AuditAction.APPROVED, actor=by, target=entry, fields=changed)


def _refuse_unmergeable(entry: Entry, into: Entry, proposal: Proposal | None = None) -> None:
    if type(entry) is not type(into) or entry.pk == into.pk or not entry.rows_to_hand_over():
        raise ValidationError(_("Choose another one."))
    if not into.is_published:
        raise ValidationError(_("“%(entry)s” is not public.") % {"entry": into})
    others = Proposal.objects.of(entry).open().exclude(pk=proposal.pk if proposal else 0)
    if others.exists():
        raise ValidationError(
            _("There is an open proposal for “%(entry)s”. Decide on that first.") % {"entry": entry}
        )
    asked = ConfirmationLink.objects.about(entry._meta.label, key_of(entry))
    if asked.open(timezone.now()).exists():
        raise ValidationError(
            _("“%(entry)s” was asked to confirm its entry. Wait for that, or revoke the link.")
            % {"entry": entry}
        )
    problem = entry.merge_problem(into)
    if problem:
        raise ValidationError(problem)


def _relations(model: type[Entry]) -> Iterator[tuple[Any, str]]:
    """Yield the kinds of records that refer to a kind, and by which field; rows of it excluded."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel | models.ManyToManyRel):
            continue
        related: Any = relation.related_model
        is_row = issubclass(related, ContentModel) and holder_field(related) == relation.field.name
        if not is_row and not related._meta.auto_created:
            yield related, relation.field.name


def _referring(entry: Entry) -> Iterator[tuple[str, models.Model]]:
    for model, name in _relations(type(entry)):
        for record in model._default_manager.filter(**{name: entry.pk}).order_by("pk"):
            yield name, record


def _referring_to(into: Entry, document: Document, name: str, old: str) -> Document:
    new = getattr(into, reference_field(type(into)))
    value = document[name]
    if not isinstance(value, list):
        return {**document, name: new}
    return {**document, name: sorted({*value, new} - {old})}


def _hand_over_rows(entry: Entry, into: Entry) -> None:
    """Let rows hang on the other entry, behind its own; numbers, keys and checks stay theirs."""
    for rows in entry.rows_to_hand_over():
        model: Any = rows.model
        holder = holder_field(model)
        for row in rows:
            _follow_translations(row, entry, into)
        changes: dict[str, Any] = {holder: into.pk}
        if "position" in {column.name for column in model._meta.concrete_fields}:
            own = model._default_manager.filter(**{holder: into.pk})
            last = own.aggregate(last=Max("position"))["last"]
            changes["position"] = F("position") + (0 if last is None else last + 1)
        rows.update(**changes)


def _follow_translations(row: Any, entry: Entry, into: Entry) -> None:
    old, new, key = key_of(entry), key_of(into), key_of(row)
    is_unique = can_be_referred_to(type(row))
    TranslationSource.objects.filter(
        model=row._meta.label, key=key if is_unique else f"{old}/{key}"
    ).update(
        key=key if is_unique else f"{new}/{key}",
        entry_key=new,
    )


def _reports(entry: Entry) -> Any:
    return VisitorReport.objects.about(entry._meta.label, key_of(entry))


def _hand_over_reports(entry: Entry, into: Entry) -> None:
    """Let what visitors said be about the other one; of one reason and day it is added up."""
    for report in _reports(entry).open():
        same = _reports(into).open().filter(reason=report.reason, day=report.day)
        if same.update(count=F("count") + report.count):
            report.delete()
    _reports(entry).update(key=key_of(into))


def _hand_over_urls(entry: Entry, into: Entry) -> None:
    """Let every URL that the public has seen of the one lead to the other."""
    manager = type(entry)._default_manager
    led_here = entry.former_slugs.split()
    if entry.first_published_at is not None:
        led_here.append(entry.slug)
    for slug in led_here:
        into.former_slugs = into.forwarding(slug)
    manager.filter(pk=entry.pk).update(former_slugs="")
    manager.filter(pk=into.pk).update(former_slugs=into.former_slugs)
