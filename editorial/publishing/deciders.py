"""Who may decide about a proposal, to be told where nobody can."""

from django.db.models import QuerySet

from editorial.models import Proposal, User
from editorial.models.proposal import PUBLISH, ProposalState

TO_DECIDE = (ProposalState.WAITING, ProposalState.UNREVIEWED)
"""What a publisher decides about: before it is live, or after an emergency."""


def deciders(proposal: Proposal) -> QuerySet[User]:
    """Return the publishers who had no part in a proposal, by name: those of ``may_decide``."""
    return _publishers().exclude(pk__in=_took_part(proposal)).order_by("username").distinct()


def waiting_without_decider() -> list[Proposal]:
    """Return what nobody may decide about, what waits longest first: 2 queries."""
    waiting = Proposal.objects.filter(state__in=TO_DECIDE).order_by("updated_at", "pk")
    shown = ("entry_model", "entry_id", "contributors", "barred", "updated_at")
    return without_decider(list(waiting.only(*shown)))


def without_decider(proposals: list[Proposal]) -> list[Proposal]:
    """Return those of these proposals in which every publisher had a part: 1 query if any."""
    publishers = set(_publishers().values_list("pk", flat=True)) if proposals else set()
    return [proposal for proposal in proposals if publishers <= _took_part(proposal)]


def _publishers() -> QuerySet[User]:
    _app, permission = PUBLISH.split(".")
    return User.objects.filter(is_active=True, groups__permissions__codename=permission)


def _took_part(proposal: Proposal) -> set[int]:
    return {*proposal.contributors, *proposal.barred}
