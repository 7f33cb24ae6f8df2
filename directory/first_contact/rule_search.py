"""Whom the rules name for a person: the first rule that fits, and who of its services helps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.first_contact.candidates import Locality
from directory.matching.bitset import Bits, indices_of

if TYPE_CHECKING:
    from directory.first_contact.decision import FirstContacts


@dataclass(frozen=True, slots=True, eq=False)
class RuleOutcome:
    """What the rules say, before any need chooses; services as bits of the matcher.

    ``own`` are the services of the rule itself that help this person. ``others`` may stand beside
    the first contact, in order: of this rule and of every later one that fits, the enforcement
    only if this rule names it.
    """

    rule: int
    first: int
    is_coordinator: bool
    lacks_coordinator: bool
    is_reachable: bool
    own: Bits
    others: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RuleSearch:
    """One search through the rules that fit, over sets of candidates."""

    contacts: FirstContacts
    rules: Bits
    able: Bits
    reached: Bits
    coordinators: Bits
    locality: Locality

    def outcome(self) -> RuleOutcome | None:
        """Return whom the rules name; None if they name nobody."""
        found = self._first()
        if found is None:
            return None
        number, first, is_coordinator = found
        candidates = self.contacts.candidates
        rule = self.contacts.rules[number]
        own = self.contacts.options_of(1 << number, ("firsts", "alternatives"))
        later = self.contacts.options_of(self.rules >> number << number, ("alternatives", "firsts"))
        # A later rule must not send somebody to the police whom this one keeps away from them.
        allowed = self.able & (_set_of(own) | ~candidates.enforcement)
        allowed &= self.reached & ~(1 << first)
        others = (one for one in later if allowed >> one & 1)
        return RuleOutcome(
            rule=number,
            first=candidates.index(first),
            is_coordinator=is_coordinator,
            lacks_coordinator=rule.coordinator_first
            and self.locality.is_known
            and not is_coordinator,
            is_reachable=bool(self.reached >> first & 1),
            own=_set_of(map(candidates.index, indices_of(_set_of(own) & self._within_reach))),
            others=tuple(map(candidates.index, others)),
        )

    @property
    def _within_reach(self) -> Bits:
        return self.able & self.reached

    def _first(self) -> tuple[int, int, bool] | None:
        """Return the rule, the contact, and whether it is the region's care coordinator.

        Somebody whom no first contact can hear or read is given an alternative that can, before
        a first contact that cannot.
        """
        civilian = self.able & ~self.contacts.candidates.enforcement
        for allowed, options, coordinators in (
            (self._within_reach, self.contacts.firsts, self.coordinators),
            (civilian & self.reached, self.contacts.alternatives, 0),
            (self.able, self.contacts.firsts, self.coordinators),
        ):
            for number in indices_of(self.rules):
                if self.contacts.rules[number].coordinator_first:
                    nearest = self._nearest(allowed & coordinators)
                    if nearest is not None:
                        return number, nearest, True
                first = _pick(options[number], allowed)
                if first is not None:
                    return number, first, False
        return None

    def _nearest(self, coordinators: Bits) -> int | None:
        for covering in self.locality.nearer:
            found = _pick(self.contacts.confirmed, covering & coordinators)
            if found is not None:
                return found
        return None


def _pick(options: Iterable[int], allowed: Bits) -> int | None:
    """Return the first option that is allowed."""
    return next((option for option in options if allowed >> option & 1), None)


def _set_of(numbers: Iterable[int]) -> Bits:
    return sum(1 << number for number in set(numbers))
