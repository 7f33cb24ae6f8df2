"""Words for what the directory holds as codes: languages and opening hours."""

from collections.abc import Iterable
from datetime import datetime

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from directory.formats.languages import language_name
from directory.formats.opening_hours import (
    OpeningHoursRow,
    describe_closing,
    describe_next_opening,
    describe_opening_hours,
)
from directory.formats.phone import href, numbers_in
from directory.formats.sentences import first_statement
from directory.service_list.cards import card
from editorial.languages import current_language

LINKED_NUMBER = '<a class="utrecht-link utrecht-link--html-a" href="{}" translate="no">{}</a>'

register = template.Library()
register.simple_tag(card, name="result_card")


@register.filter
def language_names(codes: Iterable[str]) -> SafeString:
    """Return the names of languages, each in that language, with commas between.

    Who looks for Tigrinya looks for ትግርኛ. A code that Babel does not know stands as it is: better
    odd than left out.
    """
    return format_html_join(
        ", ", '<bdi lang="{}">{}</bdi>', ((code, language_name(code, code)) for code in codes)
    )


@register.filter
def explained_language_names(codes: Iterable[str]) -> SafeString:
    """Return the same with the name in the language of the page behind it, for who reads that."""
    here = current_language()
    return format_html_join(
        ", ",
        '<bdi lang="{}">{}</bdi>{}',
        (
            (code, own, f" ({name})" if name.casefold() != own.casefold() else "")
            for code in codes
            for own, name in [(language_name(code, code), language_name(code, here))]
        ),
    )


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


@register.filter
def linked_numbers(text: str) -> SafeString:
    """Return a text, escaped, with its telephone numbers as links. What is around it names Dutch.

    112 is none of them: it stands on top of every page, always in view.
    """
    parts, end = [], 0
    for start, after, number in numbers_in(text):
        parts.append(escape(text[end:start]))
        parts.append(format_html(LINKED_NUMBER, href(number), unbroken(text[start:after])))
        end = after
    return SafeString("".join((*parts, escape(text[end:]))))


@register.filter
def with_numbers(text: object) -> SafeString:
    """Return a text without paragraphs with its numbers as links, and marked where it is Dutch.

    What ``linebreaks`` makes paragraphs of takes ``linked_numbers``, in an element for the Dutch.
    """
    linked, language = linked_numbers(str(text)), getattr(text, "lang", "")
    return format_html('<span lang="{}">{}</span>', language, linked) if language else linked


@register.filter
def first_sentence(text: str) -> str:
    """Return the first sentence of a text, with a question what answers it; Dutch stays marked."""
    return type(text)(first_statement(text))
