"""Where a sentence ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.formats.sentences import first_statement


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Zij helpen u. Ook als u geen papieren hebt.", "Zij helpen u."),
        ("Wordt u gedwongen? U kunt bellen. Dat is gratis.", "Wordt u gedwongen? U kunt bellen."),
        ("Bel o.a. De Luisterlijn. Zij luisteren.", "Bel o.a. De Luisterlijn."),
        ("Hulp op St. Maarten en elders. Gratis.", "Hulp op St. Maarten en elders."),
        ("They say: “You are safe.” Then you call.", "They say: “You are safe.”"),
        ("Open from 9.00 to 17.00 on weekdays. Free.", "Open from 9.00 to 17.00 on weekdays."),
        ("No end in this one", "No end in this one"),
        ("A question alone?", "A question alone?"),
        ("", ""),
    ],
)
def test_a_text_begins_with_what_it_says(text: str, first: str) -> None:
    assert first_statement(text) == first


@given(st.text(max_size=200))
def test_nothing_is_made_up(text: str) -> None:
    assert text.startswith(first_statement(text))
