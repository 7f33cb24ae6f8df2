"""Telling a translation that is older than its Dutch text."""

from django import template

from editorial.models.translated import OutdatedText

register = template.Library()


@register.filter
def is_outdated(text: object) -> bool:
    """Tell whether a text came marked from its row; any other text is taken as right."""
    return isinstance(text, OutdatedText)
