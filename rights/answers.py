"""The rights of a person in the order to show them, with the words to show: for any page.

The list of rights, the page of one right and the signpost's answer all speak through this module.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from directory.facets import FACETS
from directory.matching.question import Circumstances
from directory.models import AgeGroup
from directory.service_list.query_url import ListURL
from editorial.reading.rows import load_rows
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

AGES = tuple(AgeGroup.values)
STATUSES = tuple(status.value for status in RESIDENCE_STATUSES)


@dataclass(frozen=True, slots=True)
class RightAnswer:
    """One right for this person.

    ``text`` holds the words for this person (``summary``, ``warning``, ``how``, ``duration``,
    ``doubt``); ``depends_on`` holds ``age`` or ``residence_status`` where the answer differs by
    what was not said. A page shows a few rights of many, so what it shows is looked up then.
    """

    right: Right
    said: Circumstances
    decision: Decision
    meets_need: bool

    @property
    def text(self) -> Right | RightVariant:
        """Return what holds the words: no query if the variants are loaded."""
        return text_for(self.right, self.said)

    @property
    def url(self) -> str:
        """Return the page of the right for the same person."""
        return str(ListURL(self.right.get_absolute_url(), personal_query(self.said)))

    @property
    def value(self) -> str:
        """Return yes, only if, or no."""
        return self.decision.value

    @property
    def depends_on(self) -> tuple[str, ...]:
        """Return by what the answer differs."""
        return self.decision.depends_on

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Return what still has to be met: no query if the conditions are loaded."""
        return self._conditions(self.decision.open_conditions)

    @property
    def failed(self) -> tuple[Condition, ...]:
        """Return what is not met: no query if the conditions are loaded."""
        return self._conditions(self.decision.failed_conditions)

    @property
    def explanations(self) -> tuple[Entitlement, ...]:
        """Return the rows that say why not or what else: no query if they are loaded."""
        if self.depends_on:
            return ()
        rows = {row.position: row for row in self.right.entitlements.all()}
        found = (rows[position] for position in self.decision.rows if position in rows)
        return tuple(row for row in found if row.explanation_nl)

    def _conditions(self, keys: tuple[str, ...]) -> tuple[Condition, ...]:
        found = {condition.key: condition for condition in self.right.conditions.all()}
        return tuple(found[key] for key in keys if key in found)


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
        return tuple(answer for answer in self.no if answer.decision.failed_conditions)

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
    people = frozenset(possible_people(said, AGES, STATUSES))
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
    rulebook = Rulebook.build([rule_of(right)], AGES, STATUSES)
    return RightAnswer(right, said, rulebook.explain(0, said), meets_need=False)


def rights_for(
    said: Circumstances,
    *,
    snapshot: RightsSnapshot,
    needs: Iterable[str] = (),
    phases: Iterable[str] = (),
    scores: Mapping[int, float] | None = None,
) -> RightsAnswer:
    """Return the rights of this person: 4 queries for rows that are not kept.

    Phases and words leave rights out; needs only order: those that meet one come first.
    """
    meeting = snapshot.meeting(needs)
    verdict = snapshot.rulebook.decide(said)
    in_order = sorted(
        snapshot.shown(phases, scores),
        key=lambda index: (not meeting >> index & 1, -(scores[index] if scores else 0.0), index),
    )
    rows = load_rows("right rows", [snapshot.keys[i] for i in in_order], Right.objects.for_cards)
    answers: dict[str, list[RightAnswer]] = {value: [] for value in VALUES}
    for index in in_order:
        right = rows.get(snapshot.keys[index])
        if right is not None and right.is_published:
            decision = snapshot.rulebook.explain(index, said)
            answer = RightAnswer(right, said, decision, meets_need=bool(meeting >> index & 1))
            answers[verdict.value_of(index)].append(answer)
    return RightsAnswer(*(tuple(answers[value]) for value in VALUES))
