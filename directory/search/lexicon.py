"""The words of one collection of texts, and what a typed word may mean among them."""

import re
from collections.abc import Iterable
from typing import Final

from directory.formats.folding import fold
from directory.search.compounds import CompoundSplitter
from directory.search.everyday_words import is_everyday_word
from directory.search.spelling import Spelling
from directory.search.stemming import stem
from editorial.languages import Language

MAX_QUESTION_LENGTH: Final = 200
_MIN_CONTAINED_LENGTH: Final = 6
_MIN_REST_LENGTH: Final = 4
_MAX_LENGTH_TAKEN_APART: Final = 60
# The numbers of emergency services as people write them out.
_WRITTEN_OUT: Final = {
    "112": r"een een twee|1 1 2|honderd ?(?:en )?twaalf|one one two|one hundred (?:and )?twelve",
    "911": r"nine one one|nine eleven|9 1 1|negen een een|negen elf",
    "999": r"nine nine nine|triple nine|9 9 9|negen negen negen",
}
_NUMBER_BY_WORDS: Final = {
    number: re.compile(rf"\b(?:{words})\b") for number, words in _WRITTEN_OUT.items()
}


def words_of_question(q: str) -> list[str]:
    """Return the folded words of what somebody typed, once each, in order.

    More than 200 characters are cut at the end of a word. A number of the emergency services that
    is written out ("één-één-twee") becomes a number.
    """
    if len(q) > MAX_QUESTION_LENGTH:
        whole_words, space, _ = q[: MAX_QUESTION_LENGTH + 1].rpartition(" ")
        q = whole_words if space else q[:MAX_QUESTION_LENGTH]
    folded = fold(q)
    for number, written_out in _NUMBER_BY_WORDS.items():
        folded = written_out.sub(number, folded)
    return list(dict.fromkeys(folded.split()))


class Lexicon:
    """Answer which stems a folded word stands for, given the words that are known."""

    def __init__(self, words: Iterable[str], language: Language) -> None:
        self._language: Final = language
        self._stems: Final = {word: stem(word, language) for word in words}
        self._known_stems: Final = frozenset(self._stems.values())
        self._splitter: Final = CompoundSplitter(self._stems, language)
        self._spelling: Final = Spelling(self._stems)

    def __contains__(self, word_stem: str) -> bool:
        """Return whether a known word has this stem."""
        return word_stem in self._known_stems

    def stem(self, word: str) -> str:
        """Return the stem of `word`, known or not."""
        return self._stems.get(word) or stem(word, self._language)

    def splits(self, word: str) -> list[tuple[str, ...]]:
        """Return the stems of the parts of a compound, for each way to split it."""
        return [tuple(self.stem(part) for part in parts) for parts in self._splitter.split(word)]

    def guesses(self, word: str) -> list[str]:
        """Return the known words that differ from `word` by a small typing error.

        An everyday word is none: "kracht" is no "klacht", and "hotel" no "hostel".
        """
        return [] if is_everyday_word(word) else self._spelling.nearest(word)

    def understands(self, word: str) -> bool:
        """Return whether `word` is known in some form, or made of words that are."""
        return self.stem(word) in self or bool(self._splitter.split(word) or self.contained(word))

    def contained(self, word: str) -> list[str]:
        """Return the stems of the longest known words at both ends of a compound `word`.

        So "zelfmoordgedachten" is understood where only "zelfmoord" is known. What is left must be
        an everyday word: "overtuigen" has nothing to do with "getuigen". English writes compounds
        apart: an everyday word of it, such as "newspaper", stands for itself.
        """
        if len(word) > _MAX_LENGTH_TAKEN_APART:
            return []
        if self._language == "en" and is_everyday_word(word):
            return []
        beginnings = (
            word[:end]
            for end in range(len(word) - _MIN_REST_LENGTH, _MIN_CONTAINED_LENGTH - 1, -1)
            if self.stem(word[:end]) in self and is_everyday_word(word[:end])
            if is_everyday_word(word[end:])
        )
        endings = (
            word[start:]
            for start in range(_MIN_REST_LENGTH, len(word) - _MIN_CONTAINED_LENGTH + 1)
            if word[start:] in self._stems and is_everyday_word(word[:start])
        )
        found = (next(parts, None) for parts in (beginnings, endings))
        return [self.stem(part) for part in found if part is not None]
