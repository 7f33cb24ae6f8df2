"""Short sentences, on every page and in both languages."""

import re

import pytest

from editorial.languages import LANGUAGES
from editorial.plain_language.hard_words import official_words
from editorial.plain_language.sentences import MAX_WORDS, count_words
from tools.prose import Prose
from tools.served_site import ServedPage

pytestmark = [pytest.mark.served]

ON_AVERAGE = 12
MIN_FOR_AN_AVERAGE = 5
HURTS = re.compile(r"\billega(?:al|len)\b|prostituee", re.IGNORECASE)
"""Words for people; a law may still forbid an "illegale adoptie"."""

INFORMAL = re.compile(r"\b(?:je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
"""The site says "u" to everyone, children too: half of each reads as two voices."""


@pytest.fixture(scope="session")
def sentences(public_pages: dict[str, ServedPage]) -> dict[str, list[str]]:
    return {
        page.path: Prose(page.text).sentences
        for page in public_pages.values()
        if page.headers["content-type"].startswith("text/html")
    }


def test_a_page_has_sentences_of_twelve_words_on_average(sentences: dict[str, list[str]]) -> None:
    averages = {
        path: round(sum(map(count_words, found)) / len(found), 1)
        for path, found in sentences.items()
        if len(found) >= MIN_FOR_AN_AVERAGE
    }
    assert len(averages) > 600
    assert {path: average for path, average in averages.items() if average > ON_AVERAGE} == {}


def test_no_sentence_is_longer_than_twenty_words(sentences: dict[str, list[str]]) -> None:
    long = {
        sentence: path
        for path, found in sentences.items()
        for sentence in found
        if count_words(sentence) > MAX_WORDS
    }
    assert long == {}


def test_words_that_hurt_are_nowhere(sentences: dict[str, list[str]]) -> None:
    for path, found in sentences.items():
        assert not [sentence for sentence in found if HURTS.search(sentence)], path


def test_everybody_is_addressed_in_one_way(sentences: dict[str, list[str]]) -> None:
    informal = {
        sentence: path
        for path, found in sentences.items()
        if path.startswith("/nl/")
        for sentence in found
        if INFORMAL.search(sentence)
    }
    assert informal == {}


def test_no_page_has_a_word_that_an_editor_is_told_to_replace(
    sentences: dict[str, list[str]],
) -> None:
    words = official_words()
    found = {
        (word.written, sentence): path
        for path, prose in sentences.items()
        for language in LANGUAGES
        if path.startswith(f"/{language}/")
        for sentence in prose
        for word in words[language].find(sentence)
    }
    assert found == {}


def test_a_sentence_ends_where_a_reader_stops() -> None:
    page = """<html lang="en"><main><h1>Help</h1><p>Call us. <span translate="no">A B C</span>
    We listen to you!</p><ul><li>Free</li></ul><nav><p>Home page now.</p></nav></main></html>"""
    assert Prose(page).sentences == ["Call us.", "We listen to you!"]


def test_words_in_another_language_are_left_out() -> None:
    page = """<html lang="en"><main><p lang="nl">Bel ons nu.</p><p>Call us now.</p></main></html>"""
    assert Prose(page).sentences == ["Call us now."]
