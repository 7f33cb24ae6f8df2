"""Services by what they say, as sets of bits: the slow part of building a matcher, done once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from directory.facets import FACETS, VICTIM_FACETS
from directory.matching.bitset import Bits, bits_of
from directory.matching.question import ServiceRecord, TermHierarchy


class MatchIndexBuilder:
    """The indices of services by what they say, gathered in one pass over the records."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.overdue: list[int] = []
        self.doors: list[frozenset[str]] = []
        self._ranks: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._groups: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))

    def add(self, index: int, record: ServiceRecord) -> None:
        """Note what one service says; indices come in order."""
        for facet, acceptance in record.accepts.items():
            if acceptance.rule == "only":
                self._note(facet, acceptance.values, index)
            else:
                self._note(f"rule {acceptance.rule}", (facet,), index)
            self._note(f"excluded {facet}", acceptance.excluded, index)
        self._note("area", record.areas, index)
        self._note("hours", record.opening_hours, index)
        self._note("tag", record.tags, index)
        self._note("never first", record.never_first, index)
        self.doors.append(record.doors)
        for need, rank in record.ranks.items():
            self._ranks[need][rank].append(index)
        if record.is_overdue:
            self.overdue.append(index)

    def group(self, name: str) -> Mapping[str, Bits]:
        """Return the set of services for each code of a group."""
        return {code: bits_of(found, self.size) for code, found in self._groups[name].items()}

    def with_rule(self, rule: str) -> Mapping[str, Bits]:
        """Return, per facet of a person, the services that answer it with a rule."""
        found = self.group(f"rule {rule}")
        return {facet: found.get(facet, 0) for facet in VICTIM_FACETS}

    def ranks(self) -> Mapping[str, Mapping[int, Bits]]:
        """Return, per need, the services that editors gave a place, the first place first."""
        return {
            need: {rank: bits_of(places[rank], self.size) for rank in sorted(places)}
            for need, places in self._ranks.items()
        }

    def stated(self, vocabulary: TermHierarchy) -> Mapping[str, Mapping[str, Bits]]:
        """Return, per facet and code, the services that name it or a wider code.

        A code that a service excludes does not come along with a wider one.
        """
        stated: dict[str, dict[str, Bits]] = {}
        for facet in FACETS:
            named = self.group(facet)
            stated[facet] = {}
            for code, wider in vocabulary.accepted_as[facet].items():
                bits = 0
                for accepted in wider:
                    bits |= named.get(accepted, 0)
                stated[facet][code] = bits
            for code, excluding in self.group(f"excluded {facet}").items():
                if code in stated[facet]:
                    stated[facet][code] &= ~excluding | named.get(code, 0)
        return stated

    def _note(self, group: str, codes: Iterable[str], index: int) -> None:
        found = self._groups[group]
        for code in codes:
            found[code].append(index)
