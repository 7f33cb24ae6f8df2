"""What a help page says: each sentence in its language, or in the best one that stands in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from babel import Locale

from directory.formats.languages import language_name
from wegwijzer.help_pages.sentences import (
    SHORT_WAY,
    SHOWN_UNCHECKED,
    SOURCE_LANGUAGE,
    Sentence,
    Texts,
    Translation,
    current_sentences,
    texts_of,
)

PARTS_WHEN_CHECKED: Final = ("signs", "rights", "police", "online")
"""What stands below the contacts once it is checked; a key begins with the name of its part."""

_STARTS: Final = {"signs": "sign_", "rights": "right_", "police": "police_", "online": "online_"}


def locale_of(code: str) -> Locale:
    """Return what Babel knows of a language."""
    return Locale.parse(code.replace("-", "_"))


@dataclass(frozen=True, slots=True)
class ShownText:
    """A sentence as a page shows it; one that stands in says its language, in that of the page."""

    text: str
    language: str
    is_own: bool
    is_checked: bool
    language_name: str

    @property
    def before(self) -> str:
        """Return what stands before the fact in the sentence."""
        return self.text.partition("{")[0]

    @property
    def after(self) -> str:
        """Return what stands behind the fact in the sentence."""
        return self.text.partition("}")[2]


@dataclass(frozen=True, slots=True)
class CheckedPart:
    """A heading and sentences that a reader has checked."""

    heading: ShownText
    sentences: tuple[ShownText, ...]


@dataclass(frozen=True, slots=True)
class PageTexts:
    """The sentences of one page by key, and whether a reader has checked all of them.

    ``way`` has those of the short way, or nothing while one of them is not checked.
    """

    by_key: Mapping[str, ShownText]
    parts: tuple[CheckedPart, ...]
    way: Mapping[str, ShownText]

    @property
    def is_checked(self) -> bool:
        """Return whether nothing on the page is unchecked."""
        return all(text.is_checked for text in self.by_key.values())


def page_texts(
    code: str,
    checked: Mapping[str, str],
    sentences: Mapping[str, Sentence] | None = None,
    texts: Mapping[str, Texts] | None = None,
) -> PageTexts:
    """Return what the page of a language says; by default of what is kept with the code.

    ``checked`` has the digest of each sentence that somebody has read.
    """
    sentences = current_sentences() if sentences is None else sentences
    own = texts[code] if texts else texts_of(code)
    order = [code, *own.instead]
    chosen = {one: texts[one] if texts else texts_of(one) for one in order}
    shown = {
        key: _shown(key, sentence, code, chosen, checked)
        for key, sentence in sentences.items()
        if sentence.about in SHOWN_UNCHECKED
    }
    shown_checked = dict(_checked(code, sentences, own, checked))
    return PageTexts(shown, tuple(_parts(shown_checked)), _way(sentences, shown_checked))


def dutch_texts() -> Mapping[str, ShownText]:
    """Return the Dutch sentences that the others were made from, by key."""
    return {
        key: ShownText(sentence.text, SOURCE_LANGUAGE, True, True, "")
        for key, sentence in current_sentences().items()
        if sentence.about in SHOWN_UNCHECKED
    }


def _shown(
    key: str,
    sentence: Sentence,
    code: str,
    chosen: Mapping[str, Texts],
    checked: Mapping[str, str],
) -> ShownText:
    for language, texts in chosen.items():
        found = texts.translations.get(key)
        if found is not None and found.is_of(sentence):
            is_own = language == code
            # Nobody waits for a native speaker of Dutch or English.
            is_checked = not is_own or checked.get(key) == found.digest
            return _of(found, language, code, is_checked)
    return ShownText(sentence.text, SOURCE_LANGUAGE, False, True, _name_for(SOURCE_LANGUAGE, code))


def _checked(
    code: str, sentences: Mapping[str, Sentence], own: Texts, checked: Mapping[str, str]
) -> Iterator[tuple[str, ShownText]]:
    """Yield what a wrong word would make dangerous, if it was checked; nothing stands in for it."""
    for key, sentence in sentences.items():
        found = own.translations.get(key)
        if sentence.about in SHOWN_UNCHECKED or found is None:
            continue
        if found.is_of(sentence) and checked.get(key) == found.digest:
            yield key, _of(found, code, code, is_checked=True)


def _parts(checked: Mapping[str, ShownText]) -> Iterator[CheckedPart]:
    for part in PARTS_WHEN_CHECKED:
        heading = checked.get(f"{part}_heading")
        sentences = tuple(
            text
            for key, text in checked.items()
            if key.startswith(_STARTS[part]) and not key.endswith("_heading")
        )
        if heading and sentences:
            yield CheckedPart(heading, sentences)


def _way(
    sentences: Mapping[str, Sentence], checked: Mapping[str, ShownText]
) -> Mapping[str, ShownText]:
    keys = [key for key, sentence in sentences.items() if sentence.about == SHORT_WAY]
    return {key: checked[key] for key in keys} if checked.keys() >= set(keys) else {}


def _of(found: Translation, language: str, code: str, is_checked: bool) -> ShownText:
    return ShownText(found.text, language, language == code, is_checked, _name_for(language, code))


def _name_for(language: str, reader: str) -> str:
    return language_name(str(locale_of(language)), str(locale_of(reader)))
