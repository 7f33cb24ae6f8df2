import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.guesses import MAX_GUESSES, guessed_questions
from directory.search.lexicon import Lexicon

TEXTS = Lexicon(["opvang", "uitbuiting", "paspoort", "verblijfsvergunning", "kassen"], "nl")
PHRASES = Lexicon(["loverboy", "slaapplek", "opvanghuis"], "nl")


def guesses(q: str) -> list[str]:
    return guessed_questions(q, [TEXTS, PHRASES])


@pytest.mark.parametrize(
    ("q", "meant"),
    [
        ("opvagn", "opvang"),
        ("Uitbuitign!", "uitbuiting"),
        ("loverboi", "loverboy"),
        ("ik zoek een slaapplkk", "ik zoek een slaapplek"),
        ("vebrlijfsvergunning", "verblijfsvergunning"),
        ("pasport kwjit opvagn", "paspoort kwjit opvang"),
    ],
)
def test_a_typing_error_is_asked_about_with_the_other_words_beside_it(q: str, meant: str) -> None:
    assert guesses(q)[0] == meant


@pytest.mark.parametrize(
    "q", ["opvang", "opvanghuizen", "kussen", "kussens", "paspoorten", "xyzzyxyzzy", "", "?!", "ik"]
)
def test_what_is_known_or_like_nothing_is_not_asked_about(q: str) -> None:
    assert guesses(q) == []


@given(st.text(max_size=300))
def test_any_question_gets_a_few_guesses_at_most(q: str) -> None:
    assert len(guesses(q)) <= MAX_GUESSES
