"""Texts of the content as readers get them: in their language, or in Dutch and marked so."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from editorial.models.translated import DutchText, OutdatedText
from editorial.translations import reader_texts

register = template.Library()


@register.filter
def reader_text(record: object, field: str) -> str:
    """Return a text of a record for this reader: ``{{ service|reader_text:"name" }}``.

    Dutch on a page in another language stands in an element with ``lang``. Where no markup may
    stand, in a title or an attribute, ``plain`` takes that away.
    """
    return reader_texts.reader_text(record, field)


@register.filter
def plain(text: object) -> str:
    """Return a text without the element that tells its language: ``…|reader_text:"name"|plain``."""
    return str(text)


@register.simple_tag
def only_dutch(text: object) -> SafeString | str:
    """Say in one sentence that a text is in Dutch on a page in another language, or nothing.

    For what is read as a text: it stands right after it. A name needs no such sentence.
    """
    if not isinstance(text, DutchText):
        return ""
    sentence = _("The English text is not ready yet, so this is in Dutch.")
    return format_html('<p class="utrecht-paragraph utrecht-paragraph--small">{}</p>', sentence)


@register.filter
def is_outdated(text: object) -> bool:
    """Return whether a text came marked from its row; any other text is taken as right."""
    return isinstance(text, OutdatedText)
