"""What differs between two texts, as the desk shows it."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from editorial.documents.describe import Pieces, name_in_words
from editorial.models import Entry

register = template.Library()


@register.filter
def mark(pieces: Pieces, tag: str) -> SafeString:
    """Return a text with what differs in it in an element: ``{{ difference.old|mark:"del" }}``.

    Made here, for a template would put its own white space between the pieces of one word.
    """
    if not pieces:
        return format_html('<span class="desk-nothing">{}</span>', _("nothing"))
    marked = (
        (format_html("<{0}>{1}</{0}>", tag, text) if differs else text,) for differs, text in pieces
    )
    return format_html('<span class="desk-text">{}</span>', format_html_join("", "{}", marked))


@register.filter
def in_words(names: list[str], entry: Entry) -> list[str]:
    """Return how the desk names the fields that a version changed."""
    return [name_in_words(type(entry), name) for name in names]
