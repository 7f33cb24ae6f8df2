import pytest

from directory.search.everyday_words import is_everyday_word
from directory.snapshot.snapshot import current_snapshot
from editorial.languages import Language
from tests.directory.search.everyday_words import EVERYDAY_WORDS

LANGUAGES = list(EVERYDAY_WORDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everyday_words_are_known(language: Language) -> None:
    words = EVERYDAY_WORDS[language]
    assert len(words) > 200
    assert [word for word in words if not is_everyday_word(word)] == []


@pytest.mark.parametrize("word", ["opvagn", "mensehandel", "pasport", "trafficcing", "", "xqzjw"])
def test_what_nobody_writes_is_no_everyday_word(word: str) -> None:
    assert not is_everyday_word(word)


@pytest.mark.usefixtures("starter_content")
@pytest.mark.django_db
@pytest.mark.parametrize("page", LANGUAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_everyday_word_is_corrected_whichever_language_the_page_is_in(
    language: Language, page: Language
) -> None:
    snapshot = current_snapshot()
    corrected = {
        word: guesses
        for word in EVERYDAY_WORDS[language]
        if (guesses := snapshot.guessed_questions(word, page))
    }
    assert corrected == {}


@pytest.mark.usefixtures("starter_content")
@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_everyday_word_gives_a_filter_or_a_hint_of_another_word(language: Language) -> None:
    book = current_snapshot().phrase_books[language]
    read_as = {
        word: [match.phrase for match in matches]
        for word in EVERYDAY_WORDS[language]
        if (matches := book.suggest(word))
    }
    assert read_as == {}
