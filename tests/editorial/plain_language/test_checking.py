"""What is told of a text: its level, its long sentences, and words that have a plainer one."""

import pytest

from editorial.languages import LANGUAGES, Language
from editorial.plain_language.checking import check_plain_language
from editorial.plain_language.hard_words import PLAIN_WORDS, official_words
from editorial.plain_language.reading_ease import count_syllables

EASY: dict[Language, str] = {
    "nl": "Wij helpen u. U kunt ons dag en nacht bellen. Het is gratis. U hoeft niet te zeggen"
    " wie u bent. Wij praten met u over wat u wilt.",
    "en": "We help you. You can call us day and night. It is free. You do not have to say who you"
    " are. We talk with you about what you want.",
}
HARD: dict[Language, str] = {
    "nl": "De gemeentelijke hulpverleningsinstantie faciliteert, conform de geldende"
    " uitvoeringsregeling, onafhankelijke cliëntondersteuning ten behoeve van vreemdelingen die"
    " rechtmatig verblijf genieten en die aangewezen zijn op maatschappelijke opvangvoorzieningen.",
    "en": "The municipal authority facilitates, in accordance with applicable administrative"
    " regulations, independent professional representation regarding individuals possessing"
    " temporary residence authorisation and requiring supplementary accommodation arrangements.",
}
SYLLABLES: dict[Language, dict[str, int]] = {
    "nl": {"open": 2, "opvang": 2, "idee": 2, "coördinator": 5, "mooie": 2, "nieuwe": 2, "B": 1},
    "en": {"help": 1, "people": 2, "police": 2, "needed": 2, "helped": 1, "safely": 2, "nurse": 1},
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plain_text_has_nothing_to_mend_and_that_of_an_official_has(language: Language) -> None:
    words = official_words()[language]
    easy = check_plain_language(EASY[language], language, words)
    assert (easy.level, easy.is_hard) == ("A2", False)
    assert (easy.long_sentences, easy.hard_words) == ((), ())
    hard = check_plain_language(HARD[language], language, words)
    assert (hard.level, hard.is_hard, hard.points) == ("C1", True, 0)
    assert [sentence.text for sentence in hard.long_sentences] == [HARD[language]]
    assert len(hard.hard_words) >= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_syllables_are_counted_as_they_are_heard(language: Language) -> None:
    heard = SYLLABLES[language]
    assert {word: count_syllables(word, language) for word in heard} == heard


def test_a_word_is_found_however_it_is_written_and_never_inside_another() -> None:
    words = official_words()["nl"]
    found = check_plain_language("INDIEN u Jou ziet. Indien niet: jouwen.", "nl", words).hard_words
    assert [(one.written, one.instead) for one in found] == [("Indien", "als"), ("Jou", "u")]


def test_no_plain_word_is_a_hard_one_too() -> None:
    for language, words in PLAIN_WORDS.items():
        for plain in words:
            assert not list(official_words()[language].find(plain)), plain


def test_every_text_gets_an_answer() -> None:
    for text in ("", "  \n", "…", "1 2 3", "?!" * 50, "\x00", "a" * 30_000, "a. " * 30_000):
        for language in LANGUAGES:
            found = check_plain_language(text, language, official_words()[language])
            assert not found.hard_words
            assert 0 <= found.points <= 210
