"""The sentences of a text and the words in them, counted as the tests of the pages count them."""

import re
from typing import Final

MAX_WORDS: Final = 20
"""How many words a sentence may have, on every page and in every text of the desk."""

_END: Final = re.compile(r"(?<=[.!?…])[”’)]?\s+")
_WORD: Final = re.compile(r"\w[\w’'.-]*")


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text; what has no end yet is one too, and so is each line."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [sentence for line in lines for sentence in _END.split(line) if sentence]


def words_of(sentence: str) -> list[str]:
    """Return the words of a sentence; one with a hyphen, a point or an apostrophe in it is one."""
    return _WORD.findall(sentence)


def count_words(sentence: str) -> int:
    """Count the words of a sentence."""
    return len(words_of(sentence))
