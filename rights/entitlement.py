"""What a person is entitled to: yes, only if, or no, for every right at once.

A pure module over immutable rules. What a visitor said turns "only if" into yes or no; what was
not said stays "only if". Need and phase are no business of this module: they order, never decide.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from directory.matching.bitset import Bits
from directory.matching.question import Circumstances

YES, ONLY_IF, NO = "yes", "only_if", "no"

DECIDING = ("age", "residence_status", "step", "situation")
"""What decides about a right and its words: everything else only orders or leaves out."""

RATHER_NOT_SAY = "unknown"
"""The answer about papers that says nothing."""

STATUSES_RULED_OUT_BY_STEP: Mapping[str, frozenset[str]] = {
    "reflection": frozenset({"dutch"}),
    "b83_permit": frozenset({"dutch"}),
}
"""Papers that someone who took a step cannot have; used only where papers were not said."""

MAX_CACHED_DECISIONS = 50_000
"""How many different circumstances a rulebook remembers the verdict of: about 15 MB."""

MAX_CACHED_REASONS = 1_000
"""How many different circumstances it remembers the reasons of, right by right: about 15 MB."""

Asked = tuple[frozenset[str], ...]
"""What decides of what somebody said."""


@dataclass(frozen=True, slots=True)
class ConditionRule:
    """Which words of a visitor settle a condition; one without any stays open."""

    key: str
    steps: frozenset[str] = frozenset()
    situations: frozenset[str] = frozenset()
    excluding_steps: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EntitlementRule:
    """The value for these ages with these papers; all conditions of "only if" must be met."""

    ages: frozenset[str]
    statuses: frozenset[str]
    value: str
    conditions: tuple[str, ...] = ()
    position: int = 0


@dataclass(frozen=True, slots=True)
class RightRule:
    """One right: its conditions, and entitlements that answer every age and status once."""

    key: int
    conditions: tuple[ConditionRule, ...]
    entitlements: tuple[EntitlementRule, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The rights by value, as sets of their indices; together they are all rights."""

    yes: Bits
    only_if: Bits
    no: Bits

    def value_of(self, index: int) -> str:
        """Return the value of one right."""
        bit = 1 << index
        return YES if self.yes & bit else NO if self.no & bit else ONLY_IF


@dataclass(frozen=True, slots=True)
class Decision:
    """The value of one right, and why.

    ``open_conditions`` hold for every person it may still be and who can have the right: one who
    has it anyway leaves none. Where those persons differ, ``depends_on`` says by what (``age``,
    ``residence_status``). ``rows`` are the entitlements that apply.
    """

    value: str
    open_conditions: tuple[str, ...]
    failed_conditions: tuple[str, ...]
    depends_on: tuple[str, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    """One age with one status: what is decided, and what a visitor's words can still decide."""

    yes: Bits
    no: Bits
    conditional: tuple[tuple[Bits, Bits], ...]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rights, ready to be asked. Build one a content version with ``build``."""

    rights: tuple[RightRule, ...]
    ages: tuple[str, ...]
    statuses: tuple[str, ...]
    _cells: Mapping[tuple[str, str], _Cell]
    _met_by_step: Mapping[str, Bits]
    _met_by_situation: Mapping[str, Bits]
    _failed_by_step: Mapping[str, Bits]
    _telling_steps: frozenset[str]
    _telling_situations: frozenset[str]
    _remembered: dict[Asked, Verdict] = field(default_factory=dict, compare=False, repr=False)
    _explained: dict[Asked, dict[int, Decision]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @classmethod
    def build(
        cls, rights: Iterable[RightRule], ages: Iterable[str], statuses: Iterable[str]
    ) -> "Rulebook":
        """Sort all rights into the cells, their conditions numbered: about 2 ms."""
        rights, ages, statuses = tuple(rights), tuple(ages), tuple(statuses)
        numbers = {
            (index, condition.key): number
            for number, (index, condition) in enumerate(
                (index, condition)
                for index, right in enumerate(rights)
                for condition in right.conditions
            )
        }
        met_by_step: dict[str, Bits] = {}
        met_by_situation: dict[str, Bits] = {}
        failed_by_step: dict[str, Bits] = {}
        for index, right in enumerate(rights):
            for condition in right.conditions:
                bit = 1 << numbers[index, condition.key]
                for codes, settled in (
                    (condition.steps, met_by_step),
                    (condition.situations, met_by_situation),
                    (condition.excluding_steps, failed_by_step),
                ):
                    for code in codes:
                        settled[code] = settled.get(code, 0) | bit
        return cls(
            rights=rights,
            ages=ages,
            statuses=statuses,
            _cells={person: _cell(rights, person, numbers) for person in product(ages, statuses)},
            _met_by_step=met_by_step,
            _met_by_situation=met_by_situation,
            _failed_by_step=failed_by_step,
            _telling_steps=frozenset(met_by_step)
            | frozenset(failed_by_step)
            | STATUSES_RULED_OUT_BY_STEP.keys(),
            _telling_situations=frozenset(met_by_situation),
        )

    def decide(self, said: Circumstances) -> Verdict:
        """Return the value of every right: about 1 µs if asked before, 15 µs if not."""
        asked = self._asked(said)
        verdict = self._remembered.get(asked)
        if verdict is None:
            verdict = self._decide(said)
            if len(self._remembered) < MAX_CACHED_DECISIONS:
                self._remembered[asked] = verdict
        return verdict

    def explain(self, index: int, said: Circumstances) -> Decision:
        """Return the value of one right with its reasons: 1 µs if asked before, 30 µs if not."""
        asked = self._asked(said)
        explained = self._explained.get(asked)
        if explained is None:
            explained = {}
            if len(self._explained) < MAX_CACHED_REASONS:
                self._explained[asked] = explained
        if index not in explained:
            explained[index] = self._explain(index, said)
        return explained[index]

    def _asked(self, said: Circumstances) -> Asked:
        return (
            said.age,
            said.residence_status,
            said.step & self._telling_steps,
            said.situation & self._telling_situations,
        )

    def _explain(self, index: int, said: Circumstances) -> Decision:
        right = self.rights[index]
        people = list(self.people(said))
        rows = {person: _row_for(right, person) for person in people}
        settled = {condition.key: _settle(condition, said) for condition in right.conditions}
        outcomes = {person: _outcome(row, settled) for person, row in rows.items()}
        values = {outcome[0] for outcome in outcomes.values()}
        value = values.pop() if len(values) == 1 else ONLY_IF
        open_sets = [set(keys) for outcome, keys in outcomes.values() if outcome != NO]
        in_all = set.intersection(*open_sets) if open_sets else set()
        used = {key for row in rows.values() for key in row.conditions}
        in_order = [condition.key for condition in right.conditions]
        return Decision(
            value=value,
            open_conditions=tuple(key for key in in_order if key in in_all),
            failed_conditions=tuple(
                key for key in in_order if key in used and settled[key] is False
            ),
            depends_on=tuple(_differing(outcomes)),
            rows=tuple(sorted({row.position for row in rows.values()})),
        )

    def people(self, said: Circumstances) -> Iterator[tuple[str, str]]:
        """Yield the combinations of age and status that this person may be: see below."""
        return possible_people(said, self.ages, self.statuses)

    def _decide(self, said: Circumstances) -> Verdict:
        met = failed = 0
        for step in said.step:
            met |= self._met_by_step.get(step, 0)
            failed |= self._failed_by_step.get(step, 0)
        for situation in said.situation:
            met |= self._met_by_situation.get(situation, 0)
        contradicted = met & failed
        open_or_failed, failed = ~(met & ~contradicted), failed & ~contradicted
        everything = (1 << len(self.rights)) - 1
        yes = no = everything
        for person in self.people(said):
            cell = self._cells[person]
            cell_yes, cell_no = cell.yes, cell.no
            for right, conditions in cell.conditional:
                if conditions & failed:
                    cell_no |= right
                elif not conditions & open_or_failed:
                    cell_yes |= right
            yes &= cell_yes
            no &= cell_no
        return Verdict(yes, everything & ~yes & ~no, no)


def possible_people(
    said: Circumstances, ages: Iterable[str], statuses: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Yield the combinations of age and status that somebody may be who said this."""
    ages, statuses = tuple(ages), tuple(statuses)
    may_be = [status for status in statuses if status in said.residence_status]
    if not may_be or RATHER_NOT_SAY in said.residence_status:
        ruled_out = frozenset[str]().union(
            *(STATUSES_RULED_OUT_BY_STEP.get(step, frozenset()) for step in said.step)
        )
        may_be = [status for status in statuses if status not in ruled_out]
    return product([age for age in ages if age in said.age] or ages, may_be)


def _cell(
    rights: tuple[RightRule, ...],
    person: tuple[str, str],
    numbers: Mapping[tuple[int, str], int],
) -> _Cell:
    yes = no = 0
    conditional = []
    for index, right in enumerate(rights):
        row = _row_for(right, person)
        if row.value == YES:
            yes |= 1 << index
        elif row.value == NO:
            no |= 1 << index
        elif _can_be_settled(right, row):
            conditions = sum(1 << numbers[index, key] for key in set(row.conditions))
            conditional.append((1 << index, conditions))
    return _Cell(yes, no, tuple(conditional))


def _row_for(right: RightRule, person: tuple[str, str]) -> EntitlementRule:
    age, status = person
    return next(row for row in right.entitlements if age in row.ages and status in row.statuses)


def _can_be_settled(right: RightRule, row: EntitlementRule) -> bool:
    conditions = [condition for condition in right.conditions if condition.key in row.conditions]
    return any(condition.excluding_steps for condition in conditions) or all(
        condition.steps or condition.situations for condition in conditions
    )


def _settle(condition: ConditionRule, said: Circumstances) -> bool | None:
    """Return whether a condition is met or fails; None if it is open or the words contradict."""
    met = bool(condition.steps & said.step or condition.situations & said.situation)
    failed = bool(condition.excluding_steps & said.step)
    return met if met != failed else None


def _outcome(
    row: EntitlementRule, settled: Mapping[str, bool | None]
) -> tuple[str, tuple[str, ...]]:
    if row.value != ONLY_IF:
        return row.value, ()
    if any(settled[key] is False for key in row.conditions):
        return NO, ()
    still_open = tuple(key for key in row.conditions if settled[key] is None)
    return (ONLY_IF, still_open) if still_open else (YES, ())


def _differing(outcomes: Mapping[tuple[str, str], object]) -> Iterator[str]:
    """Yield the facets by which the outcome differs among the people it may be."""
    for position, facet in enumerate(("age", "residence_status")):
        by_other: dict[str, set[object]] = {}
        for person, outcome in outcomes.items():
            by_other.setdefault(person[1 - position], set()).add(outcome)
        if any(len(found) > 1 for found in by_other.values()):
            yield facet
