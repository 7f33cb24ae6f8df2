"""The first contact and two beside it, of whom the rules name and who is known to help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from directory.first_contact.helpers import Helped, Served
from directory.first_contact.rule_search import RuleOutcome
from directory.first_contact.rules import ContactRule, FirstContact
from directory.matching.bitset import Bits, holds, indices_of, without
from directory.matching.matcher import NEED_OF_WHO_NAMES_NONE
from directory.matching.order import Preference

if TYPE_CHECKING:
    from directory.first_contact.decision import FirstContacts

MAX_ALSO = 2
"""How many contacts stand beside the first."""


TO_TALK = frozenset({NEED_OF_WHO_NAMES_NONE})


@dataclass(slots=True)
class Choice:
    """One decision. ``pool`` are those who help here and can be reached; ``needs`` what was asked.

    Of the pool, ``points`` may stand beside the first contact and not be it: nobody confirmed them.

    The rules say who may be first; a need chooses among those. One of the three meets the need and
    one is open, if anybody who may stand there does and is.
    """

    contacts: FirstContacts
    named: RuleOutcome
    needs: frozenset[str]
    pool: Bits
    points: Bits
    helped: Helped
    served: Served
    now: datetime
    speaking: Preference = ()
    _rule: ContactRule = field(init=False)
    _open: Bits = field(init=False)
    _meeting: Bits = field(init=False)
    _wanted: Bits = field(init=False)

    def __post_init__(self) -> None:
        """Look up once who is open, who meets the need, and who does so without being police."""
        self._rule = self.contacts.rules[self.named.rule]
        self._open = self.contacts.candidates.matcher.open_at(self.now)
        self._meeting = self.contacts.helpers.meeting(self.needs)
        civil = without(self._meeting, self.contacts.helpers.enforcement)
        self._wanted = civil if civil & self.pool else self._meeting

    @property
    def deciding(self) -> tuple[object, ...]:
        """Return what the decision depends on: two choices that are alike in it decide alike.

        Of every set only who may be chosen counts, so most people and places are alike: of 93,000
        choices of a preview 14,000 are left to decide.
        """
        named, pool = self.named, self.pool
        return (
            (named.rule, named.first, named.others, named.own & pool),
            (named.is_coordinator, named.lacks_coordinator, named.is_reachable),
            (self.needs, pool, self.points & pool, self.now, *self.speaking),
            (self.helped.limited & pool, self.helped.named & pool),
            self.helped.for_some_forms & pool,
            tuple(nearer & pool for nearer in self.served.nearer),
            self._is_need_met_here,
        )

    def contact(self) -> FirstContact:
        """Return the whole decision."""
        named, matcher = self.named, self.contacts.candidates.matcher
        chosen = self._chosen_by_need()
        first = named.first if chosen is None else chosen
        is_named = first == named.first
        also = self._also(first)
        timed = self.contacts.helpers.timed
        opening = next((one for one in (first, *also, *named.others) if holds(timed, one)), None)
        return FirstContact(
            rule=self._rule,
            first=matcher.keys[first],
            also=tuple(matcher.keys[index] for index in also),
            needs_met=frozenset(
                need for need in self.needs if holds(self.contacts.helpers.meeting((need,)), first)
            ),
            opening=None if opening is None else matcher.keys[opening],
            is_first_open=holds(self._open, first),
            is_coordinator=named.is_coordinator and is_named,
            lacks_coordinator=named.lacks_coordinator and is_named,
            is_reachable=named.is_reachable or not is_named,
            is_fallback=self._rule.is_fallback
            and not named.is_coordinator
            and bool(self.needs)
            and not self._is_need_met_here
            and not holds(self._meeting, first),
        )

    @property
    def _is_need_met_here(self) -> bool:
        """Return whether anybody accepts this person and meets the need here, by any channel."""
        return bool(self._meeting & self.helped.accepting & self.served.serving)

    def _chosen_by_need(self) -> int | None:
        """Return whom the need puts first, or None: the rule keeps who it names.

        Behind the door of whom the rule names it may choose, for that is the same number; in danger
        it chooses nobody.
        """
        allowed = self.contacts.helpers.may_be_first(
            self.needs, without(self.pool, self.points), self.helped
        )
        among = {"everybody": allowed, "options": allowed & self.named.own}
        chosen = self._best(among.get(self._rule.need_chooses, 0))
        if chosen is not None or self._rule.in_danger or holds(self._meeting, self.named.first):
            return chosen
        doors = self._doors([self.named.first])
        matcher = self.contacts.candidates.matcher
        behind = (index for index in indices_of(allowed) if matcher.doors[index] & doors)
        return self._best(sum(1 << index for index in behind))

    def _also(self, first: int) -> list[int]:
        """Return who stands beside the first: other doors, the first of them no enforcement.

        Whom the rules name comes first of these, unless one that meets the need and one that is
        open would then find no room. The regional point that a recent source names comes next.
        While the first is closed, whoever is open stands directly below it.
        """
        options = self.named.others
        if first != self.named.first and self.named.is_reachable:
            options = (self.named.first, *options)
        beside = self._beside([first], options)
        if point := self._regional_point():
            beside = self._beside([first], (*beside[:1], *point, *beside[1:]))
        civil = [one for one in beside if not holds(self.contacts.helpers.enforcement, one)]
        trio = self._completed([first, *civil[:1]])
        is_too_many = len(trio) > 1 + MAX_ALSO
        if is_too_many or not self._meets(trio):
            # Behind the door of whom the rule names may be the only one who meets the need.
            alone = self._completed([first])
            if is_too_many or self._meets(alone):
                trio = alone
        trio += self._beside(trio, self._speakers_first(civil))[: 1 + MAX_ALSO - len(trio)]
        wakes = 0 if holds(self._open, first) else self._open
        also = sorted(
            trio[1:],
            key=lambda one: (holds(self.contacts.helpers.enforcement, one), not holds(wakes, one)),
        )
        return [] if also and holds(self.contacts.helpers.enforcement, also[0]) else also

    def _speakers_first(self, contacts: list[int]) -> list[int]:
        """Return contacts in their order, those before others that speak the person's language."""
        spoken = [*self.speaking, -1]
        return sorted(
            contacts,
            key=lambda one: next(place for place, bits in enumerate(spoken) if holds(bits, one)),
        )

    def _regional_point(self) -> list[int]:
        """Return the nearest point of the region, outside danger: there 112 goes before all."""
        point = None if self._rule.in_danger else self._best(self.pool & self.points)
        return [] if point is None else [point]

    def _completed(self, contacts: list[int]) -> list[int]:
        """Return contacts with one more that meets the need and one that is open, if they lack."""
        if not self._meets(contacts):
            contacts = [*contacts, *self._meeting_best(contacts)]
        if not any(holds(self._open, index) for index in contacts):
            contacts = [*contacts, *self._open_best(contacts)]
        return contacts

    def _meets(self, contacts: list[int]) -> bool:
        return any(holds(self._wanted, index) for index in contacts)

    def _meeting_best(self, contacts: list[int]) -> list[int]:
        return self._best_elsewhere(self.pool & self._wanted, contacts)

    def _open_best(self, contacts: list[int]) -> list[int]:
        """Return one that is open: who meets the need, whom the rules name, anybody, the police.

        Of those who do not meet the need, who listens best comes first.
        """
        is_open = without(self.pool & self._open, self.contacts.helpers.enforcement)
        named = [one for one in self.named.others if holds(self._open, one)]
        civil = [one for one in named if not holds(self.contacts.helpers.enforcement, one)]
        return (
            self._best_elsewhere(is_open & self._meeting, contacts)
            or self._beside(contacts, civil)[:1]
            or self._best_elsewhere(is_open, contacts, TO_TALK)
            or self._beside(contacts, named)[:1]
        )

    def _beside(self, contacts: list[int], options: Iterable[int]) -> list[int]:
        """Return the options behind other doors than the contacts, and each than the others."""
        doors, beside = self._doors(contacts), []
        for option in options:
            behind = self.contacts.candidates.matcher.doors[option]
            if option not in contacts and option not in beside and not behind & doors:
                beside.append(option)
                doors |= behind
        return beside

    def _best_elsewhere(
        self, among: Bits, contacts: list[int], needs: frozenset[str] | None = None
    ) -> list[int]:
        """Return the best of a set that is behind another door than the contacts, if there is."""
        doors = self._doors(contacts)
        while (best := self._best(among, needs)) is not None:
            if not self.contacts.candidates.matcher.doors[best] & doors:
                return [best]
            among ^= 1 << best
        return []

    def _doors(self, contacts: list[int]) -> frozenset[str]:
        doors = self.contacts.candidates.matcher.doors
        return frozenset().union(*(doors[index] for index in contacts))

    def _best(self, among: Bits, needs: frozenset[str] | None = None) -> int | None:
        needs = needs or self.needs or TO_TALK
        return self.contacts.helpers.best(
            among, self.helped, self.served, needs, self.now, speaking=self.speaking
        )
