"""A set of services in bits behaves as a set."""

from hypothesis import given
from hypothesis import strategies as st

from directory.matching.bitset import bits_of, holds, indices_of, without

SIZE = 300
MEMBERS = st.sets(st.integers(0, SIZE - 1))


@given(members=MEMBERS, others=MEMBERS)
def test_the_operators_are_those_of_sets(members: set[int], others: set[int]) -> None:
    bits, other = bits_of(members, SIZE), bits_of(others, SIZE)
    assert bits.bit_count() == len(members)
    assert list(indices_of(bits & other)) == sorted(members & others)
    assert list(indices_of(bits | other)) == sorted(members | others)
    assert list(indices_of(without(bits, other))) == sorted(members - others)


@given(members=MEMBERS, index=st.integers(0, 2 * SIZE))
def test_a_set_holds_its_members_and_nothing_beyond_its_width(
    members: set[int], index: int
) -> None:
    assert holds(bits_of(members, SIZE), index) == (index in members)
