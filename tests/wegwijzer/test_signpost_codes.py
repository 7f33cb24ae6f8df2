"""The codes of the signpost: the same choices or nothing, and silent to whoever reads along."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.matching.question import Circumstances
from directory.models import AgeGroup, Audience, ResidenceStatus
from directory.snapshot.snapshot import current_snapshot
from rights.models import Step
from wegwijzer.signpost.codes import CodeBook
from wegwijzer.signpost.questions import QUESTIONS, THE_ANSWER

WORDS = {
    "exploitation": ("labour", "sexual", "criminal_exp", "unknown"),
    "situation": ("loverboy", "pregnant", "deaf_disability"),
    "need": ("shelter", "legal", "wages", "talk", "online"),
    "language": ("pl", "ti", "zh"),
}
BOOK = CodeBook(WORDS)


def several(codes: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(codes))


def at_most_one(codes: list[str]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(codes), max_size=1)


def somebody() -> st.SearchStrategy[Circumstances]:
    return st.builds(
        Circumstances,
        audience=at_most_one(Audience.values),
        in_danger=st.none() | st.booleans(),
        age=at_most_one(AgeGroup.values),
        exploitation=several(WORDS["exploitation"]),
        situation=several(WORDS["situation"]),
        need=several(WORDS["need"]),
        language=at_most_one(list(WORDS["language"])),
        municipality=st.none() | st.integers(1, 9999).map(lambda number: f"GM{number:04}"),
        step=st.frozensets(st.sampled_from(Step.values)),
        residence_status=at_most_one(ResidenceStatus.values),
    )


@given(choices=somebody(), number=st.integers(0, THE_ANSWER))
def test_a_code_gives_back_exactly_the_choices_it_was_made_of(
    choices: Circumstances, number: int
) -> None:
    assert BOOK.decode(BOOK.encode(choices, number)) == (choices, number)


@given(choices=somebody(), seed=st.integers())
def test_a_changed_code_stands_for_nothing(choices: Circumstances, seed: int) -> None:
    random, code = Random(seed), BOOK.encode(choices, 3)
    place = random.randrange(len(code))
    other = random.choice(
        [sign for sign in "abcdefghijklmnopqrstuvwxyz234567" if sign != code[place]]
    )

    # One in 65,536 mistypings passes the check; then it must at least be a code of its own.
    mistyped = code[:place] + other + code[place + 1 :]
    decoded = BOOK.decode(mistyped)
    assert decoded is None or BOOK.encode(*decoded) == mistyped


@given(st.text(max_size=500))
def test_any_text_is_a_code_or_is_not(text: str) -> None:
    decoded = BOOK.decode(text)

    assert decoded is None or BOOK.encode(*decoded) == text


def test_a_code_says_nothing_and_similar_answers_have_no_similar_codes() -> None:
    minor = BOOK.encode(Circumstances(age=frozenset({"minor"}), need=frozenset({"shelter"})), 4)
    adult = BOOK.encode(Circumstances(age=frozenset({"adult"}), need=frozenset({"shelter"})), 4)

    assert minor.isalnum()
    assert minor.islower()
    assert len(minor) == len(adult) == 16
    assert sum(one == other for one, other in zip(minor, adult, strict=True)) < 6


def test_a_word_that_is_gone_makes_a_code_good_for_nothing() -> None:
    code = BOOK.encode(Circumstances(need=frozenset({"shelter", "legal"})), 4)
    smaller = CodeBook(WORDS | {"need": ("shelter", "wages")})

    assert smaller.decode(code) is None


def test_new_and_moved_words_leave_old_codes_as_they_are() -> None:
    choices = Circumstances(
        need=frozenset({"shelter", "legal"}), exploitation=frozenset({"labour"})
    )
    code = BOOK.encode(choices, 4)
    larger = CodeBook(WORDS | {"need": ("music", *reversed(WORDS["need"])), "situation": ()})

    assert larger.decode(code) == (choices, 4)


@pytest.mark.django_db
@pytest.mark.usefixtures("starter_content")
def test_every_word_of_the_starter_content_has_a_code_of_its_own() -> None:
    snapshot = current_snapshot()
    book = CodeBook.of(snapshot.terms)
    for facet in ("exploitation", "situation", "need"):
        for word in snapshot.terms.codes(facet):
            choices = Circumstances().with_codes(facet, frozenset({word}))
            assert book.decode(book.encode(choices, 1)) == (choices, 1)
    everything = Circumstances(
        exploitation=frozenset(snapshot.terms.codes("exploitation")),
        situation=frozenset(snapshot.terms.codes("situation")),
        need=frozenset(snapshot.terms.codes("need")),
        step=frozenset(Step.values),
    )
    assert len(book.encode(everything, len(QUESTIONS))) < 250
