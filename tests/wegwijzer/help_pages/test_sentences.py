"""What may stand on a help page: what was made from the Dutch of today; no promise unchecked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from django.conf import settings

from wegwijzer.help_pages.page_texts import PARTS_WHEN_CHECKED, PageTexts, page_texts
from wegwijzer.help_pages.sentences import (
    CONTENT,
    SHOWN_UNCHECKED,
    SHOWN_WHEN_CHECKED,
    Sentence,
    Texts,
    Translation,
    current_sentences,
    texts_of,
)

PLACEHOLDER = re.compile(r"\{\w+\}")

SENTENCES = {
    "danger": Sentence("Bent u nu in gevaar?", "danger"),
    "rights_heading": Sentence("Uw rechten", "rights"),
    "right_pay": Sentence("U hebt recht op loon.", "rights"),
}
POLISH = {
    "danger": Translation("Bent u nu in gevaar?", "Jesteś teraz w niebezpieczeństwie?"),
    "rights_heading": Translation("Uw rechten", "Twoje prawa"),
    "right_pay": Translation("U hebt recht op loon.", "Masz prawo do zapłaty."),
}
ENGLISH = {
    "danger": Translation("Bent u nu in gevaar?", "Are you in danger now?"),
    "rights_heading": Translation("Uw rechten", "Your rights"),
    "right_pay": Translation("U hebt recht op loon.", "You have a right to pay."),
}


def polish_page(
    sentences: dict[str, Sentence],
    polish: dict[str, Translation],
    english: dict[str, Translation],
    checked: Mapping[str, str] = {},
) -> PageTexts:
    texts = {
        "pl": Texts("Polski", ("en",), frozenset(), polish),
        "en": Texts("English", (), frozenset(), english),
    }
    return page_texts("pl", checked, sentences, texts)


CHECKED = {key: text.digest for key, text in POLISH.items()}


def test_there_is_a_file_for_each_language_and_no_other() -> None:
    found = {path.stem for path in CONTENT.glob("*.yaml")}
    assert found == {*settings.HELP_LANGUAGES, "nl", "en"}
    assert not set(settings.HELP_LANGUAGES) & {code for code, _name in settings.LANGUAGES}


def every_translation() -> Iterator[tuple[str, Translation]]:
    for code in settings.HELP_LANGUAGES:
        for key, translation in texts_of(code).translations.items():
            yield f"{key} in {code}", translation


def test_every_sentence_that_may_be_shown_was_made_from_the_dutch_of_today() -> None:
    sentences = current_sentences()
    for code in (*settings.HELP_LANGUAGES, "en"):
        translations = texts_of(code).translations
        assert set(translations) <= set(sentences)
        for key, sentence in sentences.items():
            if sentence.about in SHOWN_UNCHECKED:
                assert translations[key].is_of(sentence), (code, key)


def test_every_translation_stands_beside_what_it_says_in_dutch() -> None:
    for name, translation in every_translation():
        assert translation.back, name
        facts = PLACEHOLDER.findall(translation.nl)
        assert PLACEHOLDER.findall(translation.text) == facts, name
        assert PLACEHOLDER.findall(translation.back) == facts, name
        assert ("18" in translation.text) == ("18" in translation.nl) == ("18" in translation.back)
        assert ("112NL" in translation.text) == ("112NL" in translation.nl), name


def test_nothing_that_could_hurt_is_shown_before_it_was_checked() -> None:
    sentences = current_sentences()
    for code in settings.HELP_LANGUAGES:
        texts = page_texts(code, {})
        assert {sentences[key].about for key in texts.by_key} <= SHOWN_UNCHECKED, code
        assert texts.parts == (), code


def test_all_of_a_language_that_was_checked_is_shown() -> None:
    for code in settings.HELP_LANGUAGES:
        checked = {key: text.digest for key, text in texts_of(code).translations.items()}
        texts = page_texts(code, checked)
        assert texts.is_checked, code
        assert len(texts.parts) == len(PARTS_WHEN_CHECKED), code
        in_parts = sum(1 + len(part.sentences) for part in texts.parts)
        assert len(texts.by_key) + len(texts.way) + in_parts == len(checked), code


def test_a_sentence_whose_dutch_changed_is_replaced_by_english_and_the_page_says_so() -> None:
    changed = {**SENTENCES, "danger": Sentence("Bent u nú in gevaar?", "danger")}
    english = {**ENGLISH, "danger": Translation("Bent u nú in gevaar?", "In danger right now?")}
    shown = polish_page(changed, POLISH, english).by_key["danger"]
    assert (shown.text, shown.language, shown.is_own) == ("In danger right now?", "en", False)
    assert shown.language_name == "angielski"


def test_it_is_replaced_by_the_dutch_itself_if_nothing_else_is_of_today() -> None:
    changed = {**SENTENCES, "danger": Sentence("Bent u nú in gevaar?", "danger")}
    shown = polish_page(changed, POLISH, ENGLISH).by_key["danger"]
    assert (shown.text, shown.language) == ("Bent u nú in gevaar?", "nl")
    assert shown.language_name == "niderlandzki"


def test_a_sentence_that_is_missing_is_replaced_too() -> None:
    assert polish_page(SENTENCES, {}, ENGLISH).by_key["danger"].language == "en"


def test_a_right_is_shown_once_it_and_its_heading_are_checked() -> None:
    assert polish_page(SENTENCES, POLISH, ENGLISH).parts == ()
    [part] = polish_page(SENTENCES, POLISH, ENGLISH, CHECKED).parts
    assert part.heading.text == "Twoje prawa"
    assert [text.text for text in part.sentences] == ["Masz prawo do zapłaty."]
    assert polish_page(SENTENCES, POLISH, ENGLISH, CHECKED).is_checked


@pytest.mark.parametrize(
    "spoiled",
    [
        {"text": "Masz prawo do wszystkiego."},
        {"nl": "U hebt recht op alles."},
    ],
)
def test_a_check_holds_for_what_was_checked(spoiled: dict[str, str]) -> None:
    polish = {**POLISH, "right_pay": replace(POLISH["right_pay"], **spoiled)}
    sentences = {**SENTENCES, "right_pay": Sentence(polish["right_pay"].nl, "rights")}
    assert polish_page(sentences, polish, ENGLISH, CHECKED).parts == ()


def test_a_checked_right_whose_dutch_changed_is_shown_in_no_language() -> None:
    changed = {**SENTENCES, "right_pay": Sentence("U hebt misschien recht op loon.", "rights")}
    assert polish_page(changed, POLISH, ENGLISH, CHECKED).parts == ()


def test_one_unchecked_sentence_makes_a_page_unchecked() -> None:
    assert not polish_page(SENTENCES, POLISH, ENGLISH).is_checked


def test_everything_is_about_something_of_which_we_decided() -> None:
    assert not SHOWN_UNCHECKED & SHOWN_WHEN_CHECKED
    about = {sentence.about for sentence in current_sentences().values()}
    assert about == SHOWN_UNCHECKED | SHOWN_WHEN_CHECKED
