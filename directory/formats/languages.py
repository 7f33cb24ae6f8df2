"""Names of languages: each in itself, and in another."""

from functools import cache

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _


@cache
def language_name(code: str, language: str) -> str:
    """Return the name of a language in a language; a code that Babel does not know as it is."""
    try:
        return str(Locale.parse(language).languages.get(code, code))
    except (UnknownLocaleError, ValueError):
        return code


language_name_lazy = lazy(language_name, str)
"""The same when it is shown: to read the names of 24 languages took 0.2 seconds of every start."""


@cache
def own_name(code: str) -> SafeString:
    """Return the name of a language in itself as HTML, so that it is read and written in it."""
    return format_html('<bdi lang="{}" translate="no">{}</bdi>', code, language_name(code, code))


TALK_QUESTION = _("In which language do you want to talk?")

WITHOUT_A_PAGE_OF_HELP = ("cs", "so", "ti")
"""Languages that somebody may want to talk and in which nobody here could write a page."""


@cache
def languages_to_talk() -> tuple[str, ...]:
    """Return the codes of the languages in which somebody can say to want to talk, Dutch first.

    Whether a service states one is another matter: an interpreter may speak it.
    """
    codes = (*dict(settings.LANGUAGES), *settings.HELP_LANGUAGES, *WITHOUT_A_PAGE_OF_HELP)
    return tuple(dict.fromkeys(code.partition("-")[0] for code in codes))


def validate_languages(codes: list[str]) -> None:
    """Raise ``ValidationError`` for a code without a name: ``ua`` is no Ukrainian."""
    unknown = [code for code in codes if language_name(code, "en") == code]
    if unknown:
        raise ValidationError(
            _("“%(code)s” is not a code of a language, such as nl, en or uk."),
            code="unknown_language",
            params={"code": unknown[0]},
        )
