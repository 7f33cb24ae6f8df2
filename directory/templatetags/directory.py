"""Words for what the directory holds as codes: languages and opening hours."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from babel import Locale
from django import template

from directory.formats.opening_hours import (
    OpeningHoursRow,
    describe_closing,
    describe_next_opening,
    describe_opening_hours,
)
from editorial.languages import current_language

register = template.Library()


@register.filter
def language_names(codes: Iterable[str]) -> str:
    """Return the names of these languages in the language of the page, with commas between.

    A code that Babel does not know stands as it is: better odd than left out.
    """
    return ", ".join(_name(code, current_language()) for code in codes)


@register.filter
def week(opening_hours: str) -> list[OpeningHoursRow]:
    """Return opening hours as rows of days and times; no rows when they are not known."""
    return describe_opening_hours(opening_hours)


@register.filter
def closing_time(moment: datetime) -> str:
    """Return until when something is open as people write it: 17.00, or 5pm."""
    return describe_closing(moment)


@register.filter
def next_opening(moment: datetime) -> str:
    """Return the day and time at which something opens: maandag 9.00, or Monday 9am."""
    return describe_next_opening(moment)


@register.filter
def unbroken(text: object) -> str:
    """Return the text with spaces at which no line breaks, for numbers: 033 448 11 86."""
    return str(text).replace(" ", "\N{NO-BREAK SPACE}")


@cache
def _name(code: str, language: str) -> str:
    return str(Locale.parse(language).languages.get(code, code))
