"""The rights of a person in the order to show them, with the words to show: for any page.

The list of rights and the signpost's answer both speak through this module.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from directory.matching.question import Circumstances
from rights.entitlement import NO, ONLY_IF, YES, Decision
from rights.models import Condition, Entitlement, Right
from rights.snapshot import RightsSnapshot

VALUES = (YES, ONLY_IF, NO)


@dataclass(frozen=True, slots=True)
class RightAnswer:
    """One right for this person.

    ``conditions`` still have to be met, ``failed`` are not met, ``explanations`` are the rows
    that say why not or what else; ``depends_on`` holds ``age`` or ``residence_status`` where the
    answer differs by what was not said.
    """

    right: Right
    value: str
    conditions: tuple[Condition, ...]
    failed: tuple[Condition, ...]
    explanations: tuple[Entitlement, ...]
    depends_on: tuple[str, ...]
    meets_need: bool


@dataclass(frozen=True, slots=True)
class RightsAnswer:
    """All rights for this person: yes first, then only if, then no."""

    yes: tuple[RightAnswer, ...]
    only_if: tuple[RightAnswer, ...]
    no: tuple[RightAnswer, ...]

    @property
    def total(self) -> int:
        """Return how many rights there are."""
        return len(self.yes) + len(self.only_if) + len(self.no)


def rights_for(
    said: Circumstances,
    *,
    snapshot: RightsSnapshot,
    needs: Iterable[str] = (),
    phases: Iterable[str] = (),
    scores: Mapping[int, float] | None = None,
) -> RightsAnswer:
    """Return the rights of this person: 3 queries, however many rights.

    Phases and words leave rights out; needs only order: those that meet one come first.
    """
    meeting = snapshot.meeting(needs)
    verdict = snapshot.rulebook.decide(said)
    in_order = sorted(
        snapshot.shown(phases, scores),
        key=lambda index: (not meeting >> index & 1, -(scores[index] if scores else 0.0), index),
    )
    rows = {
        right.pk: right
        for right in Right.objects.for_cards().filter(pk__in=[snapshot.keys[i] for i in in_order])
    }
    answers: dict[str, list[RightAnswer]] = {value: [] for value in VALUES}
    for index in in_order:
        right = rows.get(snapshot.keys[index])
        if right is not None:
            decision = snapshot.rulebook.explain(index, said)
            answer = _answer(right, decision, meets_need=bool(meeting >> index & 1))
            answers[verdict.value_of(index)].append(answer)
    return RightsAnswer(*(tuple(answers[value]) for value in VALUES))


def _answer(right: Right, decision: Decision, *, meets_need: bool) -> RightAnswer:
    conditions = {condition.key: condition for condition in right.conditions.all()}
    rows = {row.position: row for row in right.entitlements.all()}
    return RightAnswer(
        right=right,
        value=decision.value,
        conditions=tuple(conditions[key] for key in decision.open_conditions if key in conditions),
        failed=tuple(conditions[key] for key in decision.failed_conditions if key in conditions),
        explanations=tuple(
            rows[position]
            for position in decision.rows
            if position in rows and rows[position].explanation_nl and not decision.depends_on
        ),
        depends_on=decision.depends_on,
        meets_need=meets_need,
    )
