"""The sentences of the help pages: a Dutch source, and in each language what was made from it.

A translation counts only while the Dutch that it was made from is the Dutch of today. Sentences
about danger, calling, cost, hours and languages may be shown before anybody checked them, and the
page says so. All others are shown once somebody has read exactly this text beside this Dutch: that
is recorded at the desk (``HelpTextCheck``).
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from unicodedata import category

import yaml
from django.core.exceptions import ImproperlyConfigured

from editorial.models.translated import text_digest

CONTENT: Final = Path(__file__).parent / "content"
SOURCE_LANGUAGE: Final = "nl"
DOTLESS_I: Final = "\N{LATIN SMALL LETTER DOTLESS I}"
SHOWN_UNCHECKED: Final = frozenset({"danger", "calling", "cost", "hours", "languages"})
SHORT_WAY: Final = "way"
SHOWN_WHEN_CHECKED: Final = frozenset({"signs", "rights", "papers", "police", "online", SHORT_WAY})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in Dutch, and what it is about."""

    text: str
    about: str


@dataclass(frozen=True, slots=True)
class Translation:
    """A text, the Dutch that it was made from, and what it says when it is turned into Dutch."""

    nl: str
    text: str
    back: str = ""

    def is_of(self, sentence: Sentence) -> bool:
        """Return whether the Dutch is still what this was made from."""
        return self.nl == sentence.text

    @property
    def digest(self) -> str:
        """Return the fingerprint of this text beside this Dutch, of which a check is."""
        return text_digest(f"{self.nl}\0{self.text}")


@dataclass(frozen=True, slots=True)
class Texts:
    """All of a language: its name in itself, what people type for help, and its translations."""

    name: str
    instead: tuple[str, ...]
    """Which languages stand in for a sentence that is held back, the best first."""
    search_words: frozenset[str]
    translations: Mapping[str, Translation]


def read_sentences(content: Path = CONTENT) -> dict[str, Sentence]:
    """Read the Dutch sentences by key, in the order of the page."""
    sentences = {key: Sentence(**entry) for key, entry in _read(content, SOURCE_LANGUAGE).items()}
    unknown = {one.about for one in sentences.values()} - SHOWN_UNCHECKED - SHOWN_WHEN_CHECKED
    if unknown:
        raise ImproperlyConfigured(f"Nobody decided when to show sentences about {unknown}.")
    return sentences


def read_texts(language: str, content: Path = CONTENT) -> Texts:
    """Read what is there in a language."""
    found = _read(content, language)
    return Texts(
        name=found["name"],
        instead=tuple(found["instead"]),
        search_words=frozenset(_folded(word) for word in (found["name"], *found["search_words"])),
        translations={key: Translation(**entry) for key, entry in found["texts"].items()},
    )


@cache
def current_sentences() -> Mapping[str, Sentence]:
    """Return the Dutch sentences, read once."""
    return read_sentences()


@cache
def texts_of(language: str) -> Texts:
    """Return what is there in a language, read once."""
    return read_texts(language)


def language_that_is_typed(q: str, languages: tuple[str, ...]) -> str | None:
    """Return the language in which somebody typed "help" or its name, if it is one of these."""
    typed = _folded(q)
    words = {typed, *typed.split()}
    return next((code for code in languages if texts_of(code).search_words & words), None)


def _folded(words: str) -> str:
    """Return words without capitals, accents and vowel signs; the Turkish I has no dot."""
    apart = unicodedata.normalize("NFKD", words.casefold()).replace(DOTLESS_I, "i")
    kept = (" " if category(one).startswith("P") else one for one in apart if category(one) != "Mn")
    return " ".join("".join(kept).split())


def _read(content: Path, language: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((content / f"{language}.yaml").read_text("utf-8"))
    return found
