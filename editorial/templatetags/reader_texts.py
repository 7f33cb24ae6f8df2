"""Texts of the content as readers get them: in their language, or in Dutch and marked so."""

from django import template

from editorial.models.translated import OutdatedText
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


@register.filter
def is_outdated(text: object) -> bool:
    """Return whether a text came marked from its row; any other text is taken as right."""
    return isinstance(text, OutdatedText)
