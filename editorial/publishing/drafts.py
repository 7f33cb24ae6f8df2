"""Throwing a draft away that the public never saw."""

from editorial.models import AuditAction, Entry, Proposal, ProposalState, User
from editorial.publishing.workflow import log_proposal, note_decision


def close_proposals(entry: Entry, *, by: User) -> None:
    """Take back whatever is proposed for an entry that is about to go."""
    for proposal in Proposal.objects.of(entry).open():
        note_decision(proposal, ProposalState.TAKEN_BACK, by)
        log_proposal(AuditAction.PROPOSAL_WITHDRAWN, proposal, by)
