"""Who does what, when: the organizations along the phases, for one person and place."""

from dataclasses import dataclass, replace

from directory.facets import Text
from directory.matching.matcher import Match, Question
from directory.matching.question import Circumstances
from directory.models import CoverageLevel, Phase, Service
from directory.snapshot.service_rows import load_service_rows
from directory.snapshot.snapshot import ServiceSnapshot

SHOWN_IN_A_PHASE = 6

NOT_WHEN_DUTCH = frozenset({Phase.REFLECTION, Phase.RESIDENCE, Phase.RETURN})
"""What only concerns people who came from another country."""

PAST_AFTER_STEP: dict[str, frozenset[Phase]] = {
    "b83_permit": frozenset({Phase.REFLECTION}),
}
"""What lies behind who took a step."""


@dataclass(frozen=True, slots=True)
class ChainLink:
    """A service in a phase. ``meets_need``: it is what was asked for."""

    service: Service
    level_label: Text
    meets_need: bool
    is_known_to_fit: bool


@dataclass(frozen=True, slots=True)
class ChainPhase:
    """A phase with who is there for this person, nearest first, and how many there are in all."""

    phase: Phase
    links: tuple[ChainLink, ...]
    total: int

    @property
    def others(self) -> int:
        """Return how many more there are."""
        return self.total - len(self.links)


def chain(choices: Circumstances, snapshot: ServiceSnapshot) -> list[ChainPhase]:
    """Return the phases that apply to this person, with who does what: 1 query.

    Need orders: what was asked for stands first. Phases with nobody in them are left out.
    """
    question = replace(Question.about(choices), need=frozenset())
    found: dict[Phase, tuple[list[tuple[Match, bool]], int]] = {}
    for phase in applying_phases(choices):
        in_phase = replace(question, phase=frozenset({phase}))
        total = snapshot.matcher.count(in_phase)
        if total:
            found[phase] = (_nearest(in_phase, choices.need, snapshot), total)
    rows = load_service_rows(
        match.key for matches, _total in found.values() for match, _needed in matches
    )
    return [
        ChainPhase(
            phase,
            tuple(
                _link(rows[match.key], match, meets_need=needed)
                for match, needed in matches
                if match.key in rows
            ),
            total,
        )
        for phase, (matches, total) in found.items()
    ]


def applying_phases(choices: Circumstances) -> list[Phase]:
    """Return the phases that this person can be in, or those that were asked for."""
    left_out = NOT_WHEN_DUTCH if choices.residence_status == {"dutch"} else frozenset()
    left_out = left_out.union(*(PAST_AFTER_STEP.get(step, frozenset()) for step in choices.step))
    return [
        phase
        for phase in Phase
        if phase not in left_out and (not choices.phase or phase in choices.phase)
    ]


def _nearest(
    question: Question, need: frozenset[str], snapshot: ServiceSnapshot
) -> list[tuple[Match, bool]]:
    """Return the first matches, those that meet the need before the others."""
    ranked = snapshot.matcher.ranked
    needed = ranked(replace(question, need=need), limit=SHOWN_IN_A_PHASE) if need else []
    keys = {match.key for match in needed}
    others = [
        match
        for match in ranked(question, limit=SHOWN_IN_A_PHASE + len(needed))
        if match.key not in keys
    ]
    found = [(match, True) for match in needed] + [(match, False) for match in others]
    return found[:SHOWN_IN_A_PHASE]


def _link(service: Service, match: Match, *, meets_need: bool) -> ChainLink:
    level = "" if match.level is None else CoverageLevel(match.level).label
    return ChainLink(service, level, meets_need, not match.unknown_facets)
