"""From draft to published and back: every change of what the public sees goes through here.

An editor proposes, a publisher who wrote no part of it approves; in an emergency one publisher
makes a change live at once and another looks at it afterwards. Everything is one transaction:
nothing is ever half published.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.audit.log import event_of, name_of, record_event
from editorial.documents.apply import apply_document, fresh_document, refuse_invalid
from editorial.documents.differences import Conflict, changed_names, merge
from editorial.documents.document import Document, digest
from editorial.documents.notes import refuse_note
from editorial.models import (
    AuditAction,
    AuditEvent,
    ContentVersion,
    Entry,
    Proposal,
    ProposalOrigin,
    ProposalState,
    PublicationState,
    User,
    VersionReason,
)
from editorial.models.proposal import PUBLISH
from editorial.publishing.guards import AnswerImpact
from editorial.publishing.history import (
    names_since_publication,
    record_initial_version,
    record_version,
    writers_since_publication,
)
from editorial.translations.missing import missing_translations
from editorial.translations.sources import note_translations

PUBLISHED = PublicationState.PUBLISHED.value
IN_REVIEW = PublicationState.IN_REVIEW.value
DRAFT = PublicationState.DRAFT.value
NAMES = ", "


class StaleError(Exception):
    """The entry or the proposal changed since the page was opened: look again before deciding."""


class Conflicting(Exception):
    """Somebody changed the same places of the entry since the proposal was written."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        super().__init__()
        self.conflicts = conflicts


def needs_approval(entry: Entry) -> bool:
    """Return whether the public sees this entry, so that a change of it is a proposal."""
    return entry.state == PUBLISHED


def may_decide(user: Any, proposal: Proposal) -> bool:
    """Return whether this account may approve or return: a publisher who had no part in it."""
    return bool(user.has_perm(PUBLISH)) and user.pk not in {
        *proposal.contributors,
        *proposal.barred,
    }


@transaction.atomic
def add_entry(model: type[Entry], document: Document, *, by: User) -> Entry:
    """Make a new entry, as a draft."""
    entry = cast("Entry", apply_document(model, {**document, "state": DRAFT}))
    note_translations(entry, by=name_of(by))
    record_version(entry, VersionReason.SAVED, before={}, by=by)
    record_event(AuditAction.ADDED, actor=by, target=entry)
    return entry


@transaction.atomic
def save_unpublished(entry: Entry, document: Document, *, by: User) -> Entry:
    """Write an entry that the public does not see; what waits for approval follows it.

    Raise PermissionDenied if the public sees it.
    """
    if needs_approval(entry) or document.get("state") not in {entry.state, DRAFT, IN_REVIEW}:
        raise PermissionDenied("What the public sees is changed by a proposal.")
    saved = write_entry(entry, document, VersionReason.SAVED, by=by)
    waiting = _open_proposals(saved).first() if saved.state == IN_REVIEW else None
    if waiting:
        _renew(waiting, _to_publish(saved), fresh_document(saved), by)
    return saved


@transaction.atomic
def submit(entry: Entry, *, by: User, note: str = "") -> Proposal:
    """Ask for the publication of a draft, or of an entry that was withdrawn.

    Raise PermissionDenied if it is published already.
    """
    if entry.state == PUBLISHED:
        raise PermissionDenied("This is published already.")
    document = {**fresh_document(entry), "state": IN_REVIEW}
    entry = write_entry(entry, document, VersionReason.SAVED, by=by)
    proposal = _open_proposals(entry).first() or _new_proposal(entry, by)
    proposal.note = note or proposal.note
    proposal.contributors = sorted({*proposal.contributors, *writers_since_publication(entry)})
    proposal.author_name = _names(names_since_publication(entry)) or proposal.author_name
    return _renew(proposal, _to_publish(entry), document, by, wrote=False)


@transaction.atomic
def propose(
    entry: Entry,
    document: Document,
    *,
    base: Document,
    by: User | None = None,
    by_name: str = "",
    note: str = "",
    origin: ProposalOrigin = ProposalOrigin.DESK,
    proposal: Proposal | None = None,
) -> Proposal:
    """Propose that an entry becomes this document, made from ``base``; the entry itself stays.

    Continues ``proposal``, or else the open proposal of the same account for this entry. An
    organization's own correction has no account, only a name; ``bar`` says who may not decide
    about it. Raise PermissionDenied if it is not published.
    """
    if document.get("state") == PUBLISHED != entry.state:
        raise PermissionDenied("An entry is published by submitting it.")
    if proposal is not None:
        proposal = lock_proposal(proposal)
        if not proposal.is_open:
            raise StaleError
    elif by is not None:
        proposal = _open_proposals(entry).filter(author=by).first()
    if proposal is not None and proposal.merge_into is not None:
        raise ValidationError(_("You proposed to merge this. Take that back first."))
    refuse_invalid(document, entry)
    proposal = proposal or _new_proposal(entry, by, by_name, origin)
    proposal.note = note or proposal.note
    return _renew(proposal, document, base, by)


def bar(proposal: Proposal, accounts: Collection[int]) -> None:
    """Let none of these accounts decide about a proposal, though they wrote nothing of it."""
    proposal.barred = sorted({*proposal.barred, *accounts})
    proposal.save(update_fields=["barred"])


def _open_proposals(entry: Entry) -> Any:
    return Proposal.objects.of(entry).open()


def _to_publish(entry: Entry) -> Document:
    return {**fresh_document(entry), "state": PUBLISHED}


def _new_proposal(
    entry: Entry,
    by: User | None,
    by_name: str = "",
    origin: ProposalOrigin = ProposalOrigin.DESK,
) -> Proposal:
    return Proposal(
        entry_model=entry._meta.label,
        entry_id=entry.pk,
        title=str(entry)[:250],
        author=by,
        author_name=by.get_username() if by else by_name,
        origin=origin,
    )


def _renew(
    proposal: Proposal, document: Document, base: Document, by: User | None, *, wrote: bool = True
) -> Proposal:
    """Write what is proposed; its author is named with everybody who wrote on, in that order."""
    if by is not None and wrote and proposal.document is not None:
        names = proposal.author_name.split(NAMES)
        if digest(proposal.document) != digest(document) and by.get_username() not in names:
            proposal.author_name = _names([*names, by.get_username()])
    proposal.document, proposal.base_document = document, base
    proposal.state = ProposalState.WAITING
    if by is not None:
        proposal.contributors = sorted({*proposal.contributors, by.pk})
    _save(proposal)
    log_proposal(AuditAction.PROPOSED, proposal, by)
    return proposal


def _names(names: Iterable[str]) -> str:
    return NAMES.join(names)[:200]


def log_proposal(action: AuditAction, proposal: Proposal, by: User | None) -> None:
    log_proposals(action, [proposal], by)


def log_proposals(action: AuditAction, proposals: Sequence[Proposal], by: User | None) -> None:
    AuditEvent.objects.bulk_create(
        event_of(
            action,
            actor=by if by is not None else proposal.author_name,
            label=proposal.entry_model,
            key=str(proposal.document.get("slug", proposal.entry_id)),
            fields=changed_names(proposal.entry_class, proposal.base_document, proposal.document),
        )
        for proposal in proposals
    )


def combined(proposal: Proposal, entry: Entry) -> tuple[Document, list[Conflict]]:
    """Return what the entry would become: its present document with the writer's changes."""
    return merge(type(entry), proposal.base_document, proposal.document, fresh_document(entry))


def fingerprint(proposal: Proposal, entry: Entry) -> str:
    """Return what a decision is about, so that it cannot be about something else unseen."""
    return digest({"live": fresh_document(entry), "proposed": proposal.document})


@transaction.atomic
def approve(proposal: Proposal, *, by: User, seen: str) -> Entry:
    """Make a proposal live, exactly as it was seen.

    Raises ``PermissionDenied``, ``StaleError``, ``Conflicting``, or ``ValidationError`` if English
    is missing or somebody would be left without an answer; then nothing changed.
    """
    proposal, entry = lock_decidable(proposal, by, seen)
    if proposal.merge_into is not None:
        raise PermissionDenied("A merge moves more than its document: see merging.")
    document, conflicts = combined(proposal, entry)
    if conflicts:
        raise Conflicting(conflicts)
    before = AnswerImpact(type(entry))
    note_decision(proposal, ProposalState.APPROVED, by)
    entry = write_entry(
        entry,
        document,
        VersionReason.APPROVED,
        by=proposal.author,
        by_name=proposal.author_name,
        approved_by=by,
    )
    _refuse_half_translated(entry)
    before.refuse_new_problems()
    return entry


@transaction.atomic
def return_to_author(proposal: Proposal, *, by: User, remark: str, seen: str) -> None:
    """Return a proposal to its writer with a remark; an entry in review becomes a draft again.

    Raise ValidationError without a remark.
    """
    if not remark.strip():
        raise ValidationError(_("Say what should be changed."))
    proposal, entry = lock_decidable(proposal, by, seen)
    proposal.remark = remark
    note_decision(proposal, ProposalState.RETURNED, by)
    _back_to_draft(entry, by)
    log_proposal(AuditAction.RETURNED, proposal, by)


@transaction.atomic
def withdraw(proposal: Proposal, *, by: User) -> None:
    """Withdraw a proposal that one wrote (a part of) oneself.

    Raise PermissionDenied for anyone who wrote nothing of it.
    """
    proposal = lock_proposal(proposal)
    if by.pk not in proposal.contributors:
        raise PermissionDenied("Only who wrote a proposal takes it back.")
    if not proposal.is_open:
        raise StaleError
    note_decision(proposal, ProposalState.TAKEN_BACK, by)
    entry = proposal.find_entry()
    if entry is not None:
        _back_to_draft(entry, by)
    log_proposal(AuditAction.PROPOSAL_WITHDRAWN, proposal, by)


@transaction.atomic
def publish_at_once(entry: Entry, document: Document, *, by: User, note: str) -> list[str]:
    """Make a change of a published entry live without a second person, to be reviewed afterwards.

    For a dead number, an alert, a withdrawal; Dutch alone will do. Returns who is left without an
    answer by it, to be told: in an emergency that is no reason to keep a dead number up.
    Raise PermissionDenied for an account that is no publisher.
    """
    if not by.has_perm(PUBLISH) or not needs_approval(entry):
        raise PermissionDenied("Only a publisher changes what is published at once.")
    if not note.strip():
        raise ValidationError(_("Say what the emergency is."))
    before = AnswerImpact(type(entry))
    proposal = _new_proposal(entry, by)
    proposal.document, proposal.base_document = document, fresh_document(entry)
    proposal.note, proposal.contributors = note, [by.pk]
    note_decision(proposal, ProposalState.UNREVIEWED, by)
    write_entry(entry, document, VersionReason.EMERGENCY, by=by)
    log_proposal(AuditAction.EMERGENCY, proposal, by)
    return before.new_problems()


@transaction.atomic
def review(proposal: Proposal, *, by: User, remark: str = "") -> None:
    """Note that another publisher looked at an emergency change afterwards.

    Raise PermissionDenied for who made the change, or is no publisher.
    """
    proposal = lock_proposal(proposal)
    if not may_decide(by, proposal):
        raise PermissionDenied("An emergency change is reviewed by another publisher.")
    if proposal.state != ProposalState.UNREVIEWED:
        raise StaleError
    proposal.remark = remark
    note_decision(proposal, ProposalState.REVIEWED, by)
    log_proposal(AuditAction.REVIEWED, proposal, by)


def lock_proposal(proposal: Proposal) -> Proposal:
    ContentVersion.lock()
    return Proposal.objects.select_for_update().get(pk=proposal.pk)


def lock_decidable(proposal: Proposal, by: User, seen: str) -> tuple[Proposal, Entry]:
    """Return a proposal and its entry, locked, if this account may decide on what it has seen.

    Raise PermissionDenied or ``StaleError`` otherwise.
    """
    proposal = lock_proposal(proposal)
    if not may_decide(by, proposal):
        raise PermissionDenied("A publisher who had no part in it decides.")
    entry = lock_entry(proposal.entry_class, proposal.entry_id)
    if entry is None or not proposal.is_waiting or fingerprint(proposal, entry) != seen:
        raise StaleError
    return proposal, entry


def lock_entry(model: type[Entry], pk: int) -> Entry | None:
    """Return an entry that nobody else can write until this transaction ends, or None."""
    ContentVersion.lock()
    return model._default_manager.select_for_update().filter(pk=pk).first()


def note_decision(proposal: Proposal, state: ProposalState, by: User) -> None:
    proposal.state = state
    proposal.decided_by, proposal.decided_at = name_of(by), timezone.now()
    _save(proposal)


def _save(proposal: Proposal) -> None:
    """Keep a proposal; raise ``ValidationError`` if what is noted beside it may not be kept."""
    refuse_note(proposal.find_entry(), proposal.note, proposal.remark)
    proposal.save()


def _back_to_draft(entry: Entry, by: User) -> None:
    if entry.state == IN_REVIEW:
        write_entry(entry, {**fresh_document(entry), "state": DRAFT}, VersionReason.SAVED, by=by)


def write_entry(
    entry: Entry,
    document: Document,
    reason: VersionReason,
    *,
    by: User | None,
    by_name: str = "",
    approved_by: User | None = None,
) -> Entry:
    """Write a document, keep the version, note the translations, and log the names."""
    record_initial_version(entry)
    before = fresh_document(entry)
    written = cast("Entry", apply_document(type(entry), document, entry))
    note_translations(written, by=by_name or name_of(by or ""))
    changed = record_version(written, reason, before=before, by=by, by_name=by_name)
    if changed:
        action = AuditAction.APPROVED if approved_by else AuditAction.CHANGED
        record_event(action, actor=approved_by or by, target=written, fields=changed)
    return written


def _refuse_half_translated(entry: Entry) -> None:
    missing = missing_translations(entry)
    if missing:
        raise ValidationError(
            _("The English is missing: %(names)s.") % {"names": ", ".join(missing)}
        )
