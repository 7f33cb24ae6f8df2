"""The keys of records, as a form or a URL names them."""

MAX_DIGITS = 18
"""Of a key: the database has room for no more, and fails on what is longer."""


def key_in(text: str) -> int | None:
    """Return the key that a text is; None for whatever else it says."""
    return int(text) if text.isdecimal() and len(text) <= MAX_DIGITS else None
