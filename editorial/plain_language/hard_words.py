"""Words that the site replaces by plainer ones: those of officials, and those of the glossary."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from editorial.languages import LANGUAGES, Language
from editorial.models import GlossaryTerm

PLAIN_WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "nl": {
        "als": "indien, ingeval",
        "om": "teneinde",
        "door": "middels, door middel van",
        "ook": "tevens, eveneens, alsmede",
        "over": "omtrent, betreffende, aangaande, met betrekking tot, ten aanzien van",
        "voor": "ten behoeve van",
        "door, om": "ten gevolge van",
        "bij": "in het kader van",
        "volgens": "conform, ingevolge, krachtens",
        "al": "reeds",
        "maar": "doch",
        "dus": "derhalve",
        "voordat": "alvorens",
        "tijdens": "gedurende",
        "deze": "voornoemd, voornoemde",
        "nu": "thans",
        "moet, moeten": "dient te, dienen te",
        "geven": "verstrekken",
        "geeft": "verstrekt",
        "beginnen": "aanvangen",
        "hebben": "beschikken over",
        "heeft": "beschikt over",
        "woont": "woonachtig",
        "een plek om te wonen": "accommodatie",
        "helpen": "faciliteren",
        "zorgen voor": "zorgdragen, zorg dragen",
        "beginnen met": "initiëren",
        "doorgaan met": "continueren",
        "bellen of schrijven": "contacteren",
        "meedoen": "participeren",
        "bedenktijd": "bezinningsperiode",
        "zonder papieren": "illegaal",
        "mensen zonder papieren": "illegalen",
        "sekswerker": "prostituee, prostituees",
        "u": "je, jij, jou, jullie",
        "uw": "jouw",
    },
    "en": {
        "to": "in order to",
        "before": "prior to",
        "start": "commence, commences",
        "use": "utilise, utilize",
        "help": "facilitate, facilitates",
        "about": "regarding, with regard to",
        "if": "in the event of, in the event that",
        "get": "obtain",
        "buy": "purchase",
        "end": "terminate",
        "enough": "sufficient",
        "later": "subsequently",
        "despite": "notwithstanding",
        "under, by": "pursuant to, in accordance with",
        "live": "reside",
        "make sure": "ensure",
        "while": "whilst",
        "also": "furthermore",
        "try": "endeavour",
        "about, nearly": "approximately",
        "people without papers": "illegals, illegal immigrants",
    },
}
"""The plain word for each list of hard ones, of which no page has any; a test holds that."""


@dataclass(frozen=True, slots=True)
class HardWord:
    """A word as it stands in a text, what to write instead, and what the glossary adds to that."""

    written: str
    instead: str
    note: str = ""


@dataclass(slots=True)
class HardWords:
    """The hard words of one language, each with a plainer one."""

    _by_word: dict[str, tuple[str, str]] = field(default_factory=dict)
    _pattern: re.Pattern[str] | None = None

    def add(self, instead: str, words: str, note: str = "") -> None:
        """Replace each of these words, with commas between; what is said last counts."""
        for word in filter(None, map(str.strip, words.casefold().split(","))):
            self._by_word[word] = (instead, note)
        self._pattern = None

    def find(self, text: str) -> Iterator[HardWord]:
        """Yield each hard word that stands in a text, once: about 0.1 ms for 100 words."""
        if self._pattern is None:
            longest_first = sorted(self._by_word, key=len, reverse=True)
            words = "|".join(map(re.escape, longest_first))
            self._pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
        found = {word.casefold(): word for word in self._pattern.findall(text)} if text else {}
        for word, written in found.items():
            instead, note = self._by_word[word]
            yield HardWord(written, instead, note)


def official_words() -> dict[Language, HardWords]:
    """Return the words of officials in each language."""
    found = {language: HardWords() for language in LANGUAGES}
    for language, words in PLAIN_WORDS.items():
        for instead, hard in words.items():
            found[language].add(instead, hard)
    return found


def load_hard_words() -> dict[Language, HardWords]:
    """Return those and what the glossary adds, in each language: one query."""
    found = official_words()
    for term in GlossaryTerm.objects.all():
        for language in LANGUAGES:
            avoided = getattr(term, f"avoid_{language}")
            found[language].add(getattr(term, f"term_{language}"), avoided, term.note)
    return found
