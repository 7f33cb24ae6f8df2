import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.formats.folding import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("'s-Hertogenbosch", "s hertogenbosch"),
        ("’s-Hertogenbosch", "s hertogenbosch"),
        ("Súdwest-Fryslân", "sudwest fryslan"),
        ("Noardeast-Fryslân", "noardeast fryslan"),
        ("De Fryske Marren", "de fryske marren"),
        ("Bergen (NH.)", "bergen nh"),
        ("Nuenen, Gerwen en Nederwetten", "nuenen gerwen en nederwetten"),
        ("Café  één", "cafe een"),
        ("coördinator", "coordinator"),
        ("Ĳsselstein", "ijsselstein"),
        ("IJsselstein", "ijsselstein"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Søren Æbelø", "soren aebelo"),
        ("Œuvre", "oeuvre"),
        ("Łódź", "lodz"),
        ("B8/3", "b8 3"),
        ("0800-5151", "0800 5151"),
        ("  \t\n ", ""),
        ("", ""),
        ("?!…", ""),
    ],
)
def test_a_name_folds_to_plain_small_letters(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_an_accent_typed_as_a_separate_mark_folds_the_same() -> None:
    assert fold("Frysla\N{COMBINING CIRCUMFLEX ACCENT}n") == fold("Fryslân")


@pytest.mark.parametrize("invisible", ["\0", "\N{SOFT HYPHEN}", "\N{ZERO WIDTH SPACE}"])
def test_invisible_characters_do_not_break_a_word(invisible: str) -> None:
    assert fold(f"op{invisible}vang") == "opvang"


def test_words_of_another_script_stay_searchable() -> None:
    assert fold("Допомога, будь ласка!") == "допомога будь ласка"
    assert fold("مُساعدة") == "مساعدة"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_folded_text_has_only_letters_and_digits_with_single_spaces(text: str) -> None:
    words = fold(text).split(" ")
    assert words == [""] or all(word.isalnum() for word in words)


@given(st.text(), st.text())
def test_two_texts_with_a_space_between_fold_one_by_one(first: str, second: str) -> None:
    assert fold(f"{first} {second}").split() == fold(first).split() + fold(second).split()


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_capitals_do_not_matter(text: str) -> None:
    assert fold(text.upper().lower()) == fold(text.upper())
