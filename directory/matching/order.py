"""The order of a set of services: its parts, best first, without looking at any one service."""

from collections.abc import Iterator, Sequence

from directory.matching.bitset import Bits, without

Preference = Sequence[Bits]
"""Sets of services, the better ones first; what is in none of them comes last."""


def in_parts(bits: Bits, preferences: Sequence[Preference]) -> Iterator[Bits]:
    """Yield the parts of a set, best first: by the first preference, then by the next, and so on.

    Parts are disjoint and never empty. What nobody asks for is not divided: the first part costs
    one intersection a preference.
    """
    if not bits:
        return
    if not preferences:
        yield bits
        return
    preference, *others = preferences
    for preferred in preference:
        yield from in_parts(bits & preferred, others)
        bits = without(bits, preferred)
    yield from in_parts(bits, others)
