"""Take compound words apart: mensenhandelslachtoffer is mensenhandel and slachtoffer."""

from collections.abc import Iterator, Mapping
from typing import Final

from directory.search.stemming import stem
from directory.search.stop_words import TEXT_STOP_WORDS
from editorial.languages import Language

_MIN_PART_LENGTH = 4
_MAX_PARTS = 4
# Longer is not a word; it keeps a search for a thousand letters cheap.
_MAX_WORD_LENGTH = 60
_LINKS: Final[Mapping[Language, tuple[str, ...]]] = {"nl": ("", "s", "en", "e", "n"), "en": ("",)}

# Parts of which this subject's compounds are made, for a directory too small to have each of them
# as a word of its own.
_COMMON_PARTS: Final[Mapping[Language, frozenset[str]]] = {
    "nl": frozenset(
        """
        aangifte advies advocaat arbeid arts asiel baan begeleiding behandeling beleid bescherming
        bureau centrum coordinator crisis dienst drugs fonds geld geweld gezin handel huis hulp
        hulpverlener hulpverlening huur huwelijk jeugd jeugdhulp jongeren kind kinder kosten lijn
        loon loverboy meld melding mensen mensenhandel migrant moeder misbruik onderzoek opvang
        organisatie orgaan papieren paspoort plaats plek politie post procedure rechercheur recht
        regeling schade schuld seks slaap slachtoffer smokkel straf team telefoon toeslag uitbuiting
        uitkering veiligheid vergoeding vergunning verkeer verlener verlening verblijf verzekering
        voogd vreemdeling vrouwen werk werkgever werknemer woning woon zaak zoeker zorg
        """.split()
    ),
    "en": frozenset(),
}


class CompoundSplitter:
    """Split words into words of a lexicon, in the way that needs the fewest parts.

    Every part but the last is a word of the lexicon as it is written, perhaps with a linking s, en,
    e or n behind it. The last part, which has the plural, may be any form of such a word.
    """

    def __init__(self, stems: Mapping[str, str], language: Language) -> None:
        """Build the splitter from folded words and their stems; about 1 microsecond a word."""
        self._language: Final = language
        self._links: Final = _LINKS[language]
        self._stems: Final = {
            word: word_stem
            for word, word_stem in stems.items()
            if _MIN_PART_LENGTH <= len(word) <= _MAX_WORD_LENGTH
            and word not in TEXT_STOP_WORDS[language]
            and word.isalpha()
        }
        for word in _COMMON_PARTS[language]:
            self._stems.setdefault(word, stem(word, language))
        self._known_stems: Final = frozenset(self._stems.values())

    def split(self, word: str) -> list[tuple[str, ...]]:
        """Return each way to split `word` into the fewest parts; empty when it is no compound."""
        if not 2 * _MIN_PART_LENGTH <= len(word) <= _MAX_WORD_LENGTH:
            return []
        for parts in range(2, _MAX_PARTS + 1):
            splits = list(self._splits(word, parts))
            if splits:
                return splits
        return []

    def _splits(self, word: str, parts: int) -> Iterator[tuple[str, ...]]:
        if parts == 1:
            if self._is_known(word):
                yield (word,)
            return
        for end in range(_MIN_PART_LENGTH, len(word) - _MIN_PART_LENGTH * (parts - 1) + 1):
            if word[:end] not in self._stems:
                continue
            for link in self._links:
                if word.startswith(link, end):
                    for rest in self._splits(word[end + len(link) :], parts - 1):
                        yield (word[:end], *rest)

    def _is_known(self, word: str) -> bool:
        return len(word) >= _MIN_PART_LENGTH and (
            word in self._stems or stem(word, self._language) in self._known_stems
        )
