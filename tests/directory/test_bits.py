"""A set of services in bits behaves as a set, whichever kind of integer it is."""

from hypothesis import given
from hypothesis import strategies as st

from directory.bits import Bits, bits_of, holds, indices_of, without, without_lowest

SIZE = 300
MEMBERS = st.sets(st.integers(0, SIZE - 1))


def both_kinds(members: set[int]) -> tuple[Bits, Bits]:
    return bits_of(members, SIZE), sum(1 << member for member in members)


@given(members=MEMBERS, others=MEMBERS)
def test_the_operators_are_those_of_sets(members: set[int], others: set[int]) -> None:
    for bits in both_kinds(members):
        assert bits.bit_count() == len(members)
        for other in both_kinds(others):
            assert list(indices_of(bits & other)) == sorted(members & others)
            assert list(indices_of(bits | other)) == sorted(members | others)
            assert list(indices_of(without(bits, other))) == sorted(members - others)


@given(members=MEMBERS, index=st.integers(0, 2 * SIZE))
def test_a_set_holds_its_members_and_nothing_beyond_its_width(
    members: set[int], index: int
) -> None:
    for bits in both_kinds(members):
        assert holds(bits, index) == (index in members)


@given(members=MEMBERS, count=st.integers(0, SIZE + 1))
def test_a_page_further_on_begins_after_the_lowest_members(members: set[int], count: int) -> None:
    for bits in both_kinds(members):
        assert list(indices_of(without_lowest(bits, count))) == sorted(members)[count:]
