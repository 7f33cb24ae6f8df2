"""Tags for what a page shows where it is shared."""

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def shared_at(url: str, front: str) -> str:
    """Return a URL of this site at another front of it, for a card that shows where it leads."""
    return f"{front}{url.removeprefix(settings.SITE_URL)}"


@register.simple_block_tag
def shown_again(content: str) -> SafeString:
    """Name a part of a page, which stands in a template once, to show it twice: a title."""
    return mark_safe(content.strip())  # noqa: S308 - what a template wrote is escaped
