"""Undoing an emergency change, for who made it and while nothing else happened."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from editorial.documents.apply import fresh_document
from editorial.documents.document import digest
from editorial.models import (
    AuditAction,
    Entry,
    EntryVersion,
    Proposal,
    ProposalState,
    User,
    VersionReason,
)
from editorial.models.proposal import PUBLISH
from editorial.publishing.workflow import (
    StaleError,
    lock_entry,
    lock_proposal,
    log_proposal,
    note_decision,
    write_entry,
)

TIME_TO_UNDO = timedelta(hours=1)


def may_undo(user: Any, proposal: Proposal) -> bool:
    """Return whether this account made the emergency change, within the last hour."""
    if proposal.state != ProposalState.UNREVIEWED or proposal.decided_at is None:
        return False
    is_own = proposal.contributors == [user.pk] and user.has_perm(PUBLISH)
    return is_own and timezone.now() - proposal.decided_at < TIME_TO_UNDO


@transaction.atomic
def undo(proposal: Proposal, *, by: User) -> None:
    """Make an entry live again as it was before an emergency change.

    That was approved before, so nobody looks at it again. Raise PermissionDenied for anyone but
    its maker, or after an hour; ``StaleError`` if anything else was written since, for that was
    approved by nobody.
    """
    proposal = lock_proposal(proposal)
    if not may_undo(by, proposal):
        raise PermissionDenied("Only who made an emergency change undoes it, within an hour.")
    entry = lock_entry(proposal.entry_class, proposal.entry_id)
    if entry is None or not _is_as_it_left(entry, by):
        raise StaleError
    note_decision(proposal, ProposalState.TAKEN_BACK, by)
    write_entry(entry, proposal.base_document, VersionReason.EMERGENCY, by=by)
    log_proposal(AuditAction.PROPOSAL_WITHDRAWN, proposal, by)


def _is_as_it_left(entry: Entry, by: User) -> bool:
    """Return whether the last thing written of an entry is an emergency change of this account."""
    latest = EntryVersion.objects.of(entry).first()
    return (
        latest is not None
        and (latest.reason, latest.author_id) == (VersionReason.EMERGENCY, by.pk)
        and digest(latest.document) == digest(fresh_document(entry))
    )
