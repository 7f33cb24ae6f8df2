"""The rights of a person in the order to show them, with the words to show: for any page.

The list of rights, the page of one right and the signpost's answer all speak through this module.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from directory.facets import FACETS
from directory.matching.question import Circumstances
from directory.models import AgeGroup
from directory.service_list.query_url import ListURL
from rights.entitlement import (
    DECIDING,
    NO,
    ONLY_IF,
    YES,
    Decision,
    Rulebook,
    possible_people,
)
from rights.models import RESIDENCE_STATUSES, Condition, Entitlement, Right, RightVariant
from rights.snapshot import RightsSnapshot, rule_of

VALUES = (YES, ONLY_IF, NO)

STATUSES = tuple(status.value for status in RESIDENCE_STATUSES)


@dataclass(frozen=True, slots=True)
class RightAnswer:
    """One right for this person.

    ``text`` holds the words for this person (``summary``, ``warning``, ``how``, ``duration``,
    ``doubt``), and ``url`` leads to the page of the right for the same person. ``conditions`` still
    have to be met, ``failed`` are not met, ``explanations`` are the rows that say why not or what
    else; ``depends_on`` holds ``age`` or ``residence_status`` where the answer differs by what was
    not said.
    """

    right: Right
    text: Right | RightVariant
    url: str
    value: str
    conditions: tuple[Condition, ...]
    failed: tuple[Condition, ...]
    explanations: tuple[Entitlement, ...]
    depends_on: tuple[str, ...]
    meets_need: bool


@dataclass(frozen=True, slots=True)
class RightsAnswer:
    """All rights for this person: yes first, then only if, then no.

    Of those that are not for this person, only what was not met is worth telling: the others are
    for people of another age or with other papers.
    """

    yes: tuple[RightAnswer, ...]
    only_if: tuple[RightAnswer, ...]
    no: tuple[RightAnswer, ...]

    @property
    def not_met(self) -> tuple[RightAnswer, ...]:
        """Return the rights that would hold if something had not happened."""
        return tuple(answer for answer in self.no if answer.failed)

    @property
    def total(self) -> int:
        """Return how many rights there are to show."""
        return len(self.yes) + len(self.only_if) + len(self.not_met)

    @property
    def for_others(self) -> int:
        """Return how many rights are for people of another age or with other papers."""
        return len(self.no) - len(self.not_met)


def text_for(right: Right, said: Circumstances) -> Right | RightVariant:
    """Return what holds the words of a right for this person: a variant of it, or itself.

    That is the first variant that holds for everyone this person may be. No query if the variants
    are loaded.
    """
    people = frozenset(possible_people(said, AgeGroup.values, STATUSES))
    return next((found for found in right.variants.all() if found.holds_for(people)), right)


def personal_query(said: Circumstances) -> tuple[tuple[str, str], ...]:
    """Return what decides about rights as pairs of a query, for a page that is to know it too."""
    return tuple(
        (FACETS[facet].query_key if facet in FACETS else facet, code)
        for facet in DECIDING
        for code in sorted(said.said(facet))
    )


def says_something(said: Circumstances) -> bool:
    """Return whether anything was said that decides about rights."""
    return any(map(said.said, DECIDING))


def answer_for(right: Right, said: Circumstances) -> RightAnswer:
    """Return one right for this person: no query if the right was loaded for its page."""
    rulebook = Rulebook.build([rule_of(right)], AgeGroup.values, STATUSES)
    return _answer(right, said, rulebook.explain(0, said), meets_need=False)


def rights_for(
    said: Circumstances,
    *,
    snapshot: RightsSnapshot,
    needs: Iterable[str] = (),
    phases: Iterable[str] = (),
    scores: Mapping[int, float] | None = None,
) -> RightsAnswer:
    """Return the rights of this person: 4 queries, however many rights.

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
            answer = _answer(right, said, decision, meets_need=bool(meeting >> index & 1))
            answers[verdict.value_of(index)].append(answer)
    return RightsAnswer(*(tuple(answers[value]) for value in VALUES))


def _answer(
    right: Right, said: Circumstances, decision: Decision, *, meets_need: bool
) -> RightAnswer:
    conditions = {condition.key: condition for condition in right.conditions.all()}
    rows = {row.position: row for row in right.entitlements.all()}
    return RightAnswer(
        right=right,
        text=text_for(right, said),
        url=str(ListURL(right.get_absolute_url(), personal_query(said))),
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
