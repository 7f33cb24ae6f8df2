"""Understand what somebody typed as a need, a form of exploitation or another facet.

"Mijn baas betaalt mij niet" has all words of the phrase "baas betaalt niet", so it leads where
that phrase leads. One shared word of a longer phrase is not enough.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple, Self

from directory.formats.folding import fold
from directory.search.lexicon import Lexicon, words_of_question
from directory.search.stop_words import GRAMMAR_WORDS
from editorial.languages import Language

_MAX_SUGGESTIONS: Final = 6
_CERTAINTY_OF_PART: Final = 0.9


class PhraseEntry(NamedTuple):
    """Words that people type, and the value of a facet that they stand for."""

    phrase: str
    facet: str
    code: str


class PhraseMatch(NamedTuple):
    """A facet's value that somebody may mean, the phrase that says so, and how well it fits."""

    facet: str
    code: str
    phrase: str
    score: float


class PhraseBook:
    """Recognize the phrases of one language in what somebody typed."""

    def __init__(self, entries: tuple[PhraseEntry, ...], language: Language) -> None:
        self._grammar_words: Final = GRAMMAR_WORDS[language]
        words_of_phrases = [self._meaningful(fold(entry.phrase).split()) for entry in entries]
        self._entries: Final = entries
        self.lexicon: Final = Lexicon({w for words in words_of_phrases for w in words}, language)
        self._stems: Final = [
            frozenset(map(self.lexicon.stem, words)) for words in words_of_phrases
        ]
        self._phrases_with: Final[dict[str, list[int]]] = defaultdict(list)
        for position, stems in enumerate(self._stems):
            for stem in stems:
                self._phrases_with[stem].append(position)

    @classmethod
    def build(cls, entries: Iterable[PhraseEntry], language: Language) -> Self:
        """Read the phrases once; about 20 microseconds an entry."""
        return cls(tuple(entries), language)

    def suggest(self, q: str) -> tuple[PhraseMatch, ...]:
        """Return at most six facet values that `q` speaks of, the best first, each once.

        A phrase fits when each of its words is in `q`, in any order and any form; as part of a
        compound it counts for less. More words and less left over are better. A word with a typing
        error is not understood: a guess leads nowhere by itself (see ``guesses``). Never raises.
        Takes about 0.1 ms.
        """
        words = words_of_question(q)
        certainty = self._certainty_of_stems(words)
        matched: Counter[int] = Counter()
        for stem in certainty:
            matched.update(self._phrases_with.get(stem, ()))
        asked = len(self._meaningful(words))
        best: dict[tuple[str, str], PhraseMatch] = {}
        for position, count in sorted(matched.items()):
            stems = self._stems[position]
            if count < len(stems):
                continue
            entry = self._entries[position]
            score = sum(certainty[stem] for stem in stems) + len(stems) / asked
            known = best.get((entry.facet, entry.code))
            if known is None or score > known.score:
                best[entry.facet, entry.code] = PhraseMatch(
                    entry.facet, entry.code, entry.phrase, score
                )
        by_score = sorted(best.values(), key=lambda suggestion: -suggestion.score)
        return tuple(by_score[:_MAX_SUGGESTIONS])

    def _meaningful(self, words: list[str]) -> list[str]:
        """Leave out words of grammar, unless there are no others."""
        return [word for word in words if word not in self._grammar_words] or words

    def _certainty_of_stems(self, words: list[str]) -> dict[str, float]:
        """Return the stems that `words` may stand for, with how sure that is."""
        certainty: dict[str, float] = {}
        for word in words:
            for stem, sure in self._stems_of(word):
                certainty[stem] = max(sure, certainty.get(stem, 0.0))
        return certainty

    def _stems_of(self, word: str) -> list[tuple[str, float]]:
        stem = self.lexicon.stem(word)
        if stem in self.lexicon:
            return [(stem, 1.0)]
        if word in self._grammar_words:
            return []
        if parts := {part for parts in self.lexicon.splits(word) for part in parts}:
            return [(part, _CERTAINTY_OF_PART) for part in parts]
        return [(part, _CERTAINTY_OF_PART) for part in self.lexicon.contained(word)]
