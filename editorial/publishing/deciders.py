"""Who may decide about a proposal, to be told where nobody can."""

from django.db.models import QuerySet

from editorial.models import Proposal, User
from editorial.models.proposal import PUBLISH


def deciders(proposal: Proposal) -> QuerySet[User]:
    """Return the publishers who had no part in a proposal, by name: those of ``may_decide``."""
    _app, permission = PUBLISH.split(".")
    publishers = User.objects.filter(is_active=True, groups__permissions__codename=permission)
    took_part = {*proposal.contributors, *proposal.barred}
    return publishers.exclude(pk__in=took_part).order_by("username").distinct()
