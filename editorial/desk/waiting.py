"""What waits for one person, in counts: in the header of the desk, and in the daily mail."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from editorial.models import Proposal, ProposalState, User
from editorial.publishing.workflow import may_decide
from editorial.work.listing import last_counts
from editorial.work.tasks import TaskKind, Text

WORK: tuple[tuple[Text, tuple[TaskKind, ...]], ...] = (
    (_("found wrong"), (TaskKind.FOUND_WRONG,)),
    (_("reported"), (TaskKind.REPORTED,)),
    (_("overdue"), (TaskKind.OVERDUE, TaskKind.TOO_OLD)),
    (_("expired or soon"), (TaskKind.EXPIRED, TaskKind.EXPIRING)),
)
"""What of the work list is counted; the rest can wait until somebody opens the list."""

DECISIONS: tuple[tuple[Text, ProposalState], ...] = (
    (_("to approve"), ProposalState.WAITING),
    (_("to review afterwards"), ProposalState.UNREVIEWED),
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A kind of thing that waits, how many there are, and where they are listed."""

    label: Text
    count: int
    url: str


def waiting_in_header(user: User) -> list[Waiting]:
    """Return what waits for this person, the work as somebody's list counted it last: 2 queries."""
    return what_waits(user, last_counts())


def what_waits(user: User, counts: Mapping[str, int]) -> list[Waiting]:
    """Return what waits for this person, as far as there is any: one query."""
    found = [*_to_decide(user), *_work(user, counts)]
    return [one for one in found if one.count]


def _to_decide(user: User) -> Iterator[Waiting]:
    if not user.has_perm("editorial.view_proposal"):
        return
    states = [state for _label, state in DECISIONS]
    rows = Proposal.objects.filter(state__in=states).only("state", "contributors", "barred")
    decidable = [proposal.state for proposal in rows if may_decide(user, proposal)]
    listed = reverse("admin:editorial_proposal_changelist")
    for label, state in DECISIONS:
        yield Waiting(label, decidable.count(state), f"{listed}?state__exact={state.value}")


def _work(user: User, counts: Mapping[str, int]) -> Iterator[Waiting]:
    if not user.has_perm("editorial.view_verification"):
        return
    listed = reverse("admin:editorial_work_list")
    for label, kinds in WORK:
        query = urlencode([("kind", kind.value) for kind in kinds])
        count = sum(counts.get(kind, 0) for kind in kinds)
        yield Waiting(label, count, f"{listed}?{query}")
