"""What the signpost's rules are asked, what they answer, and what a person's answers leave."""

from collections.abc import Mapping
from dataclasses import dataclass

from directory.facets import IN_PERSON_ORDER, names
from directory.matching.bitset import Bits

RULE_FACETS = names(facet for facet in IN_PERSON_ORDER if facet.chooses_first_contact)
"""Facets on which a rule may depend."""

OFFICE_HOURS = "Mo-Fr 09:00-17:00; PH off"


@dataclass(frozen=True, slots=True)
class ContactRule:
    """One rule: for whom it is, why, and the services that it tries, in order.

    ``conditions`` holds codes per facet; a facet that is absent fits everyone. ``moment`` is
    ``any``, ``office_hours`` or ``out_of_hours``. ``need_chooses`` says among whom the need of the
    person chooses: ``nobody``, the ``options`` of the rule, or ``everybody`` who is known to help.
    ``reasons`` and ``doubts`` are by language.
    """

    slug: str
    reasons: Mapping[str, str]
    doubts: Mapping[str, str]
    conditions: Mapping[str, frozenset[str]]
    firsts: tuple[int, ...]
    alternatives: tuple[int, ...]
    in_danger: bool = False
    moment: str = "any"
    coordinator_first: bool = False
    marked_fallback: bool = False
    need_chooses: str = "nobody"

    @property
    def options(self) -> tuple[int, ...]:
        """Return the services that it names, the first before the alternatives."""
        return (*self.firsts, *self.alternatives)

    @property
    def is_never_hidden(self) -> bool:
        """Return whether its contacts stay however old their check: 112 and the fallbacks."""
        return self.is_fallback or self.in_danger

    @property
    def is_fallback(self) -> bool:
        """Return whether this is what anybody gets, of an age or without any condition at all."""
        return self.marked_fallback or not (
            self.conditions or self.in_danger or self.moment != "any"
        )


@dataclass(frozen=True, slots=True)
class FirstContact:
    """Whom a person should contact first, and why; every contact is the key of a service.

    ``also`` are at most two other contacts, best first, of other organizations, each reachable by
    a channel that this person can use; the first of them is no enforcement. ``needs_met`` are the
    needs that this person chose and that ``first`` meets: empty if no need chose it.

    One of the three meets a need and one is open, if anybody does or is who helps this person here
    and may stand there by the rule. ``opening`` is a contact whose hours are known: it tells when
    somebody can be reached while only 112 is open. ``is_reachable`` is false if this person can use
    no channel of ``first``. ``lacks_coordinator`` says that the region's care coordinator would
    come first, if one were confirmed. ``is_fallback``: this is what everyone gets, and nobody is
    known who serves the place, accepts this person and meets a need, by whatever way.
    """

    rule: ContactRule | None = None
    first: int | None = None
    also: tuple[int, ...] = ()
    needs_met: frozenset[str] = frozenset()
    opening: int | None = None
    is_first_open: bool = False
    is_coordinator: bool = False
    lacks_coordinator: bool = False
    is_reachable: bool = True
    is_fallback: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """What the answers of a person leave: rules that fit, and candidates in three sets.

    ``able`` are known to accept the person, ``reached`` can be reached by them, and ``barred``
    are not for them outside danger. What two answers leave is ``one & other``.
    """

    rules: Bits
    able: Bits
    reached: Bits
    barred: Bits

    def __and__(self, other: "Person") -> "Person":
        return Person(
            self.rules & other.rules,
            self.able & other.able,
            self.reached & other.reached,
            self.barred | other.barred,
        )


EVERYONE = Person(rules=-1, able=-1, reached=-1, barred=0)
"""Who has not answered anything yet: every rule may fit, and nobody is left out."""
