from hypothesis import given
from hypothesis import strategies as st

from directory.search.compounds import CompoundSplitter
from directory.search.stemming import stem
from editorial.languages import Language


def splitter(words: str, language: Language = "nl") -> CompoundSplitter:
    return CompoundSplitter({word: stem(word, language) for word in words.split()}, language)


def test_a_word_for_a_victim_of_human_trafficking_is_split_once() -> None:
    words = splitter("mensen handel mensenhandel slachtoffer")
    assert words.split("mensenhandelslachtoffer") == [("mensenhandel", "slachtoffer")]


def test_a_linking_s_or_en_between_parts_is_left_out() -> None:
    words = splitter("arbeid uitbuiting vreemdeling advocaat")
    assert words.split("arbeidsuitbuiting") == [("arbeid", "uitbuiting")]
    assert words.split("vreemdelingenadvocaat") == [("vreemdeling", "advocaat")]


def test_the_last_part_may_be_a_plural() -> None:
    words = splitter("vreemdelingen advocaat")
    assert ("vreemdelingen", "advocaten") in words.split("vreemdelingenadvocaten")


def test_each_way_to_split_into_the_fewest_parts_is_given() -> None:
    words = splitter("jeugd jeugdhulp hulp hulpverlener verlener")
    assert words.split("jeugdhulpverlener") == [
        ("jeugd", "hulpverlener"),
        ("jeugdhulp", "verlener"),
    ]


def test_a_short_first_part_does_not_hide_the_right_one() -> None:
    words = splitter("mens mensenhandel zaak officier")
    assert words.split("mensenhandelzaakofficier") == [("mensenhandel", "zaak", "officier")]


def test_words_of_grammar_are_no_parts() -> None:
    assert splitter("voor waarde onder betaald").split("voorwaarde") == []
    assert splitter("voor waarde onder betaald").split("onderbetaald") == []


def test_a_word_with_an_unknown_part_stays_whole() -> None:
    assert splitter("asiel").split("asielprocedurexyz") == []
    assert splitter("asiel").split("amsterdam") == []


def test_english_compounds_have_no_linking_letters() -> None:
    words = splitter("lover boy boys health care", "en")
    assert words.split("healthcare") == [("health", "care")]
    assert words.split("healthscare") == []


PARTS = st.sampled_from("opvang slachtoffer advocaat uitbuiting vergunning gezin taal".split())


@given(st.lists(PARTS, min_size=2, max_size=4), st.sampled_from(["", "s", "en", "e", "n"]))
def test_any_two_to_four_known_words_are_found_back(parts: list[str], link: str) -> None:
    splits = splitter(" ".join(parts)).split(link.join(parts))
    assert splits
    assert all(len(split) <= len(parts) for split in splits)


@given(st.text(alphabet="abeghlnops", max_size=80))
def test_any_word_is_answered_and_its_parts_stand_in_it(word: str) -> None:
    for split in splitter("opvang bang hangen slapen gaan logees").split(word):
        assert len(split) >= 2
        assert all(part in word for part in split)
