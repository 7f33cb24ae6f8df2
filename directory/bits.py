"""Sets of services as Python integers: bit *i* stands for the *i*-th service in name order.

One machine instruction handles 64 services, so a filter over 100,000 of them costs microseconds.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

Bits = int


def bits_of(indices: Iterable[int], size: int) -> Bits:
    """Return the set of these indices; linear in the size, unlike adding bit by bit."""
    octets = bytearray(size // 8 + 1)
    for index in indices:
        octets[index >> 3] |= 1 << (index & 7)
    return int.from_bytes(octets, "little")


def indices_of(bits: Bits) -> Iterator[int]:
    """Yield the indices in a set, lowest first; each step costs time linear in the set's width."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def without_lowest(bits: Bits, count: int) -> Bits:
    """Return the set without its lowest ``count`` members, by bisection over the width."""
    if count <= 0:
        return bits
    width = bisect_left(
        range(bits.bit_length()), count, key=lambda width: (bits & ((1 << width) - 1)).bit_count()
    )
    return bits >> width << width
