"""The languages of the content, as the settings list them, and the one of the page that is made."""

from typing import Literal, TypeAlias, cast

from django.conf import settings
from django.utils.translation import get_language

Language: TypeAlias = Literal["nl", "en"]

LANGUAGES = cast("tuple[Language, ...]", tuple(code for code, _name in settings.LANGUAGES))
"""Every text of the content has a column for each of these; Dutch, the default, comes first."""


def current_language() -> Language:
    """Return the active language; Dutch where none is, as in a command."""
    return cast("Language", get_language() or settings.LANGUAGE_CODE)
