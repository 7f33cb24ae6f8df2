"""Bring the forms of one word together: betaalt, betaald and betalen; took and taken."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from editorial.languages import Language

_SNOWBALL_NAMES: Final[Mapping[Language, str]] = {"nl": "dutch", "en": "english"}

# Forms that no rule brings together, for words that people use about exploitation.
_BASE_FORMS: Final[Mapping[Language, Mapping[str, str]]] = {
    "nl": {
        "afgenomen": "afnemen",
        "dagen": "dag",
        "dwang": "dwingen",
        "gedwongen": "dwingen",
        "geholpen": "helpen",
        "geslagen": "slaan",
        "gestolen": "stelen",
        "ingenomen": "innemen",
        "kinder": "kind",
        "kinderen": "kind",
        "opgesloten": "opsluiten",
        "slaat": "slaan",
        "sliep": "slapen",
        "verkocht": "verkopen",
    },
    "en": {
        "beaten": "beat",
        "children": "child",
        "fled": "flee",
        "forgot": "forget",
        "forgotten": "forget",
        "held": "hold",
        "hid": "hide",
        "hidden": "hide",
        "kept": "keep",
        "men": "man",
        "paid": "pay",
        "slept": "sleep",
        "sold": "sell",
        "stole": "steal",
        "stolen": "steal",
        "taken": "take",
        "took": "take",
        "women": "woman",
    },
}

# Words in which Dutch Snowball takes a "ge" for a participle's: begeleiding would become beleid
# (policy), gemeente would become meen.
_WHOLE_STEMS: Final[Mapping[str, str]] = {
    "begeleid": "begelei",
    "begeleiden": "begelei",
    "begeleider": "begelei",
    "begeleiders": "begelei",
    "begeleidt": "begelei",
    "begeleiding": "begelei",
    "gemeente": "gemeente",
    "gemeenten": "gemeente",
    "gemeentes": "gemeente",
}

# Consonants after which a final t or d is a verb's ending rather than part of the word.
_BEFORE_FINAL_T = frozenset("bdfgklmnpr")
_BEFORE_FINAL_D = frozenset("bfgklmnprvz")


def stem(word: str, language: Language) -> str:
    """Return the form under which all forms of a folded `word` are indexed; no real word.

    Snowball's stem, mended for Dutch verbs (betaalt, bedreigd, meldt) and for irregular forms of
    this subject. A word with a digit in it stays as it is. About 2 microseconds.
    """
    if not word.isalpha():
        return word
    word = _BASE_FORMS[language].get(word, word)
    if language == "nl" and word in _WHOLE_STEMS:
        return _WHOLE_STEMS[word]
    stems = _snowball(language).analyze(word)
    if not stems:
        return word
    return _mend_dutch_stem(stems[0]) if language == "nl" else stems[0]


def _mend_dutch_stem(stem: str) -> str:
    """Take off what Dutch Snowball leaves on; collisions such as bond/bon are accepted."""
    if len(stem) >= 5 and stem[-1] == "t" and stem[-2] in _BEFORE_FINAL_T:
        stem = stem[:-1]
    if len(stem) >= 4 and stem[-1] == "d" and stem[-2] in _BEFORE_FINAL_D:
        return stem[:-1]
    if _has_english_plural(stem):
        return stem[:-1]
    if stem.endswith("atoor"):
        return stem.removesuffix("oor") + "or"
    return stem


def _has_english_plural(stem: str) -> bool:
    """Return whether a final s is that of loverboys or camera's, not that of huis or chaos."""
    if len(stem) < 5 or stem[-1] != "s":
        return False
    return stem[-2] == "y" or (stem[-2] in "ao" and stem[-3] not in "aeiou")


@cache
def _snowball(language: Language) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.whitespace())
    return builder.filter(Filter.stemmer(_SNOWBALL_NAMES[language])).build()
