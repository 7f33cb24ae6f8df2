"""The few services that may be somebody's first contact, seen through the matcher.

The matcher decides over the whole directory; here its answers are narrowed to these services once,
so that asking about a person costs the same however large the directory is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from directory.facets import IN_PERSON_ORDER, names
from directory.matching.bitset import Bits, holds
from directory.matching.matcher import Matcher
from directory.matching.question import Circumstances
from directory.models.area import CoverageLevel

ACCEPTED_FACETS = names(facet for facet in IN_PERSON_ORDER if facet.must_be_accepted)
"""Facets on which a contact must be known to accept; it need not be the help that was asked for."""

ALL_MUST_BE_ACCEPTED = frozenset({"residence_status"})
"""A person has one kind of papers: who names two may have either."""

FREE_PHONE = "free_phone"
"""A telephone number that costs nothing; it is tagged as a telephone number too."""

CONTACT_CHANNELS = ("phone", FREE_PHONE, "chat", "whatsapp", "text", "email", "relay")
"""Ways to reach somebody; a website or a door alone is no first contact."""


@dataclass(frozen=True, slots=True, eq=False)
class Locality:
    """Which candidates serve a municipality, or everybody if no place was said.

    ``levels`` holds the candidates per coverage level, nearest first, each at its nearest.
    Municipalities that the same candidates serve share one locality.
    """

    serving: Bits
    levels: tuple[tuple[int, Bits], ...]
    is_known: bool

    @property
    def nearer(self) -> tuple[Bits, ...]:
        """Return the candidates per level nearer than the country."""
        return tuple(bits for level, bits in self.levels if level != CoverageLevel.COUNTRY)


@dataclass(slots=True)
class Candidates:
    """Services by number, and sets of those numbers. Build them with ``build``."""

    keys: tuple[int, ...]
    direct: Bits
    for_professionals: Bits
    enforcement: Bits
    too_old: Bits
    matcher: Matcher
    _indices: tuple[int | None, ...]
    _accepting: Mapping[str, Mapping[str, Bits]]
    _channels: Mapping[str, Bits]
    _youngest_first: tuple[str, ...]
    _localities: dict[str | None, Locality] = field(default_factory=dict)
    _shared: dict[tuple[object, ...], Locality] = field(default_factory=dict)

    @classmethod
    def build(cls, keys: Iterable[int], matcher: Matcher) -> "Candidates":
        """Ask the matcher about each of these services: 1 ms for forty."""
        keys = tuple(keys)
        indices = tuple(matcher.index_of(key) for key in keys)

        def tagged(tag: str) -> Bits:
            return _narrowed(matcher.tagged.get(tag, 0), indices)

        channels = {kind: tagged(f"channel:{kind}") for kind in CONTACT_CHANNELS}
        active = tagged("status:active") & united(channels.values())
        return cls(
            keys=keys,
            direct=active & tagged("intake:direct"),
            for_professionals=active & tagged("intake:professionals"),
            enforcement=tagged("enforcement"),
            too_old=tagged("too_old"),
            matcher=matcher,
            _indices=indices,
            _accepting={
                facet: {
                    code: _narrowed(
                        matcher.accepting(facet, (code,)) & ~matcher.not_known.get(facet, 0),
                        indices,
                    )
                    for code in matcher.vocabulary.codes(facet)
                }
                for facet in ACCEPTED_FACETS
            },
            _channels=channels,
            _youngest_first=matcher.vocabulary.codes("age"),
        )

    def index(self, number: int) -> int:
        """Return the bit of the matcher that stands for a candidate that is published."""
        index = self._indices[number]
        if index is None:
            raise LookupError(f"Nobody is published under {self.keys[number]}.")
        return index

    def accepting(self, facet: str, said: frozenset[str]) -> Bits:
        """Return those known to accept what was said on a facet; all of them if nothing was.

        The audience also decides who may simply come: lines for professionals are for them only.
        """
        accepting = self._accepting[facet]
        bits = (1 << len(self.keys)) - 1
        if facet == "audience":
            bits = self.direct | (self.for_professionals if said == {"professional"} else 0)
        if facet in ALL_MUST_BE_ACCEPTED:
            for code in said:
                bits &= accepting.get(code, 0)
        elif said:
            bits &= united(accepting.get(code, 0) for code in said)
        return bits

    def said(self, facet: str, circumstances: Circumstances) -> frozenset[str]:
        """Return what a person said; of several ages the youngest, who is safe with it."""
        said = circumstances.asked(facet)
        if facet == "age" and len(said) > 1:
            return frozenset({next(age for age in self._youngest_first if age in said)})
        return said

    def locality(self, municipality: str | None) -> Locality:
        """Return who serves a municipality; without one, who serves all of them."""
        found = self._localities.get(municipality)
        if found is None:
            levels = self._nationwide() if municipality is None else self._levels(municipality)
            found = self._localities[municipality] = self._shared.setdefault(
                (municipality is None, levels),
                Locality(united(bits for _, bits in levels), levels, municipality is not None),
            )
        return found

    def reached_by(self, channels: frozenset[str]) -> Bits:
        """Return those that any of these kinds of channel reaches."""
        return united(self._channels.get(channel, 0) for channel in channels)

    def _levels(self, municipality: str) -> tuple[tuple[int, Bits], ...]:
        return tuple(
            (level, _narrowed(bits, self._indices))
            for level, bits in self.matcher.serving(municipality)
        )

    def _nationwide(self) -> tuple[tuple[int, Bits], ...]:
        countries = {
            area
            for levels in self.matcher.geography.levels.values()
            for level, areas in levels
            if level == CoverageLevel.COUNTRY
            for area in areas
        }
        covering = united(self.matcher.covering.get(area, 0) for area in countries)
        return ((int(CoverageLevel.COUNTRY), _narrowed(covering, self._indices)),)


def _narrowed(bits: Bits, indices: tuple[int | None, ...]) -> Bits:
    narrow = 0
    for number, index in enumerate(indices):
        if index is not None and holds(bits, index):
            narrow |= 1 << number
    return narrow


def united(sets: Iterable[Bits]) -> Bits:
    """Return what is in any of some sets."""
    bits = 0
    for members in sets:
        bits |= members
    return bits
