"""Forgive one small typing error in a long word."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

_MIN_FORGIVEN_LENGTH = 5
_MIN_LENGTH_FORGIVEN_TWICE = 9
_MAX_SUGGESTIONS = 8


class Spelling:
    """Find the words of a lexicon that somebody may have meant."""

    def __init__(self, words: Iterable[str]) -> None:
        """Build from folded `words`; about 1 microsecond a word."""
        self._words_of_length: Final[dict[int, list[tuple[int, str]]]] = defaultdict(list)
        for word in words:
            if len(word) >= _MIN_FORGIVEN_LENGTH - 1 and word.isalpha():
                self._words_of_length[len(word)].append((_letters(word), word))

    def nearest(self, word: str) -> list[str]:
        """Return the words nearest to `word`, at most 8; empty when none is near enough.

        One edit (a letter too many, too few, wrong, or two exchanged) from five letters on, two
        from nine on. Words that begin with another letter come only when there are no others:
        people rarely mistype the first one, and "vrouwen" is not "trouwen". About 0.2 ms among
        20,000 words.
        """
        if len(word) < _MIN_FORGIVEN_LENGTH:
            return []
        most_edits = 2 if len(word) >= _MIN_LENGTH_FORGIVEN_TWICE else 1
        ranked: dict[tuple[int, bool], list[str]] = defaultdict(list)
        for candidate in self._candidates(word, most_edits):
            edits = edit_distance(word, candidate, at_most=most_edits)
            if edits is not None:
                ranked[edits, candidate[0] != word[0]].append(candidate)
        return sorted(ranked[min(ranked)])[:_MAX_SUGGESTIONS] if ranked else []

    def _candidates(self, word: str, most_edits: int) -> Iterable[str]:
        """Yield words of about the same length that have about the same letters."""
        letters = _letters(word)
        for length in range(len(word) - most_edits, len(word) + most_edits + 1):
            for candidate_letters, candidate in self._words_of_length.get(length, ()):
                if (letters ^ candidate_letters).bit_count() <= 2 * most_edits:
                    yield candidate


def edit_distance(first: str, second: str, *, at_most: int) -> int | None:
    """Return how many edits make `first` into `second`, None if more than `at_most`.

    An exchange of two neighbouring letters counts as one (optimal string alignment).
    """
    if abs(len(first) - len(second)) > at_most:
        return None
    before_previous: list[int] = []
    previous = list(range(len(second) + 1))
    for row, letter in enumerate(first, start=1):
        current = [row]
        for column, other in enumerate(second, start=1):
            edits = min(
                previous[column] + 1,
                current[column - 1] + 1,
                previous[column - 1] + (letter != other),
            )
            exchanged = (
                row > 1 and column > 1 and letter == second[column - 2] and first[row - 2] == other
            )
            if exchanged:
                edits = min(edits, before_previous[column - 2] + 1)
            current.append(edits)
        if min(current) > at_most:
            return None
        before_previous, previous = previous, current
    return previous[-1] if previous[-1] <= at_most else None


def _letters(word: str) -> int:
    """Return a set of the letters of `word` as the bits of a number."""
    letters = 0
    for letter in word:
        letters |= 1 << (ord(letter) & 63)
    return letters
