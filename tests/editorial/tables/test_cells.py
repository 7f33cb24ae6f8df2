"""What stands in a cell comes back as it was, and a spreadsheet never runs it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from directory.models import Channel, Service
from editorial.tables.cells import clean_cell, read, written

TEXT = Service._meta.get_field("source")
LINES = Service._meta.get_field("alternate_names")
TRUTH = Channel._meta.get_field("abroad")
FORMULA_STARTS = ("=", "+", "-", "@")

printable = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="<\xa0"), max_size=60
).map(str.strip)


@given(text=printable)
def test_a_text_comes_back(text: str) -> None:
    assert read(written(text), TEXT) == text


@given(text=printable)
def test_no_cell_starts_like_a_formula(text: str) -> None:
    assert not written(text).startswith(FORMULA_STARTS)


@given(parts=st.lists(printable.filter(bool), max_size=5))
def test_a_list_comes_back_bars_and_all(parts: list[str]) -> None:
    assert read(written(parts), LINES) == parts


@pytest.mark.parametrize("value", [True, False])
def test_a_truth_comes_back(value: bool) -> None:
    assert read(written(value), TRUTH) is value


@pytest.mark.parametrize("word", ["WAAR", "ja", "1"])
def test_what_a_dutch_spreadsheet_makes_of_a_truth_is_read(word: str) -> None:
    assert read(word, TRUTH) is True


def test_a_number_with_a_country_code_needs_no_apostrophe() -> None:
    assert read("+31334481186", TEXT) == "+31334481186"


def test_a_number_that_a_spreadsheet_counted_with_stays_whole() -> None:
    assert clean_cell(112.0) == "112"


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        '=HYPERLINK("https://example.org")',
        "@SUM(A1)",
        "-1+cmd|'/C calc'!A0",
        "<script>alert(1)</script>",
        "Bel <b>nu</b>",
        "x" * 10_001,
        "nul\x00",
    ],
)
@pytest.mark.parametrize("field", [TEXT, LINES])
def test_what_no_cell_may_hold_is_refused(cell: str, field: "models.Field[object, object]") -> None:
    with pytest.raises(ValidationError):
        read(cell, field)
