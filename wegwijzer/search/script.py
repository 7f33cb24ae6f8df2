"""Words in letters that no text of this site is written in."""

import unicodedata


def is_of_another_script(text: str) -> bool:
    """Return whether there are letters in a text, and none of them is a Latin one."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and not any(
        unicodedata.name(letter, "").startswith("LATIN") for letter in letters
    )
