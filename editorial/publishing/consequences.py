"""What a proposal changes and what follows from it, as a page shows it before a decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from editorial.documents.apply import apply_document, fresh_document
from editorial.documents.describe import describe_changes, describe_conflicts
from editorial.documents.document import Document, unpublished_behind
from editorial.models import Entry, Proposal, ProposalState, PublicationState, User
from editorial.publishing.guards import AnswerImpact, AnswersOnTrial
from editorial.publishing.merging import approve_merge, merge_entries, merge_fingerprint
from editorial.publishing.workflow import (
    Conflicting,
    StaleError,
    approve,
    combined,
    fingerprint,
    needs_approval,
)
from editorial.translations.missing import missing_translations
from editorial.versioning.rolled_back import rolled_back

REFUSALS = (StaleError, Conflicting, ValidationError)
"""What stops a decision that this account may take."""


def approve_as_seen(proposal: Proposal, *, by: User, seen: str) -> Entry:
    """Approve a proposal of either kind; raise as ``approve`` does."""
    return (approve if proposal.merge_into is None else approve_merge)(proposal, by=by, seen=seen)


def fingerprint_of(proposal: Proposal, entry: Entry) -> str:
    """Return what a decision about a proposal of either kind is about."""
    into = proposal.find_merge_target()
    return merge_fingerprint(proposal, entry, into) if into else fingerprint(proposal, entry)


def contents_of(proposal: Proposal, entry: Entry) -> dict[str, Any]:
    """Gather what a decision needs; what is only of use while it waits is left out afterwards."""
    model = type(entry)
    if proposal.state != ProposalState.WAITING:
        told = describe_changes(model, proposal.base_document, proposal.document)
        return {"differences": told, "conflicts": []}
    document, conflicts = combined(proposal, entry)
    live = fresh_document(entry) if needs_approval(entry) else _empty(document)
    return {
        "differences": describe_changes(model, live, document),
        "conflicts": describe_conflicts(model, conflicts),
        "seen": fingerprint_of(proposal, entry),
        **consequences_of(entry, document, _merging(proposal, entry)),
    }


def _merging(proposal: Proposal, entry: Entry) -> Callable[[], Entry] | None:
    into, author = proposal.find_merge_target(), proposal.author
    if into is None or author is None:
        return None
    return lambda: merge_entries(proposal, entry, into, by=author)


def _empty(document: Document) -> Document:
    """Return what the public sees of an entry that is not published: nothing."""
    return {name: [] if isinstance(value, list) else "" for name, value in document.items()}


def consequences_of(
    entry: Entry, document: Document, write: Callable[[], Entry] | None = None
) -> dict[str, Any]:
    """Try the change out: which answers change, what English is missing, whom it leaves alone.

    ``write`` does more than writing the document, if given.
    About two seconds where it touches what the signpost decides by, for that asks everyone twice.
    """
    before, on_trial = AnswerImpact(type(entry)), AnswersOnTrial(entry)
    try:
        with rolled_back():
            tried: Any = write() if write else apply_document(type(entry), document, entry)
            problems = before.new_problems()
            is_shown = document.get("state") == PublicationState.PUBLISHED
            missing = missing_translations(tried) if is_shown else []
            unseen_behind = unpublished_behind(tried) if is_shown else []
            on_trial.look_again()
    except ValidationError as error:
        return {"answers": [], "problems": error.messages, "missing": [], "unseen_behind": []}
    return {
        "answers": on_trial.changes(),
        "problems": problems,
        "missing": missing,
        "unseen_behind": unseen_behind,
    }


def tell_refusal(error: Exception) -> list[str]:
    """Return why a decision was refused, for whoever wanted it: ``error`` is of ``REFUSALS``."""
    if isinstance(error, StaleError):
        return [_("Something changed since you opened this page. Look again, then decide.")]
    if isinstance(error, ValidationError):
        return list(error.messages)
    return [_("Somebody changed the same place meanwhile. Work on the proposal first.")]
