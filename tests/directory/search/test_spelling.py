import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.spelling import Spelling, edit_distance

KNOWN_WORDS = [
    "opvang",
    "paspoort",
    "slaapplek",
    "mensenhandel",
    "vergunning",
    "vrouwen",
    "tolk",
]
SPELLING = Spelling(KNOWN_WORDS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("opvng", "opvang"),
        ("opvangg", "opvang"),
        ("opvnag", "opvang"),
        ("paspoord", "paspoort"),
        ("slaapplkk", "slaapplek"),
        ("mensehandl", "mensenhandel"),
        ("vegruning", "vergunning"),
        ("aspoort", "paspoort"),
    ],
)
def test_a_small_typing_error_is_forgiven(typed: str, meant: str) -> None:
    assert SPELLING.nearest(typed) == [meant]


@pytest.mark.parametrize("typed", ["tolj", "opvxxg", "paspxxrt", "", "huis", "x" * 200])
def test_short_words_and_larger_errors_are_not_guessed(typed: str) -> None:
    assert SPELLING.nearest(typed) == []


def test_the_fewest_edits_win() -> None:
    assert Spelling(["verblijven", "verblijver"]).nearest("verblijvem") == [
        "verblijven",
        "verblijver",
    ]
    assert Spelling(["uitbuiting", "uitbuitingen"]).nearest("uitbuitin") == ["uitbuiting"]


def test_a_word_with_the_same_first_letter_wins() -> None:
    assert Spelling(["trouwen", "vrouwe"]).nearest("vrouwen") == ["vrouwe"]
    assert Spelling(["trouwen"]).nearest("vrouwen") == ["trouwen"]


WORDS = st.text(alphabet="abcdefgh", max_size=12)


@given(WORDS, WORDS)
def test_the_distance_is_the_same_both_ways(first: str, second: str) -> None:
    assert edit_distance(first, second, at_most=12) == edit_distance(second, first, at_most=12)


@given(WORDS, WORDS, st.integers(0, 3))
def test_a_limit_only_hides_what_is_further_away(first: str, second: str, limit: int) -> None:
    distance = edit_distance(first, second, at_most=12)
    assert distance is not None
    expected = distance if distance <= limit else None
    assert edit_distance(first, second, at_most=limit) == expected


@given(st.sampled_from([word for word in KNOWN_WORDS if len(word) >= 6]), st.data())
def test_a_forgotten_letter_is_forgiven_anywhere(word: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(word) - 1))
    assert word in SPELLING.nearest(word[:position] + word[position + 1 :])
