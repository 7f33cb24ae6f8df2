"""What an editor can make plainer in a text: one answer for the desk and the tests."""

from dataclasses import dataclass

from editorial.languages import Language
from editorial.plain_language.hard_words import HardWord, HardWords
from editorial.plain_language.reading_ease import GOAL, reading_ease, reading_level
from editorial.plain_language.sentences import MAX_WORDS, count_words, split_sentences

MAX_TEXT = 20_000
"""How many characters are looked at: ten times the longest text there is."""


@dataclass(frozen=True, slots=True)
class LongSentence:
    """A sentence with more words than it may have."""

    text: str
    words: int


@dataclass(frozen=True, slots=True)
class PlainLanguage:
    """How plainly a text is written. A short text has no reading ease."""

    language: Language
    ease: float | None
    long_sentences: tuple[LongSentence, ...]
    hard_words: tuple[HardWord, ...]

    @property
    def level(self) -> str:
        """Return about which level it has; empty for a short text."""
        return "" if self.ease is None else reading_level(self.ease)

    @property
    def points(self) -> int:
        """Return the reading ease as it is shown: never more than it is."""
        return max(0, int(self.ease or 0))

    @property
    def is_hard(self) -> bool:
        """Return whether it reads less easily than the goal."""
        return self.ease is not None and self.ease < GOAL


def check_plain_language(text: str, language: Language, words: HardWords) -> PlainLanguage:
    """Return how plainly a text is written, up to 20,000 characters of it."""
    text = text[:MAX_TEXT]
    sentences = split_sentences(text)
    return PlainLanguage(
        language=language,
        ease=reading_ease(sentences, language),
        long_sentences=tuple(
            LongSentence(sentence, count)
            for sentence in sentences
            if (count := count_words(sentence)) > MAX_WORDS
        ),
        hard_words=tuple(words.find(text)),
    )
