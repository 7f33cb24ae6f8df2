"""Tags for what a page shows where it is shared."""

from django import template
from django.conf import settings
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockNode
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def shared_at(url: str, front: str) -> str:
    """Return a URL of this site at another front of it, for a card that shows where it leads."""
    return f"{front}{url.removeprefix(settings.SITE_URL)}"


@register.simple_tag(takes_context=True)
def block_again(context: Context, name: str) -> SafeString:
    """Render a block of this page a second time: a title is written once and shown twice.

    Django lets a block stand in a template only once.
    """
    block: BlockNode = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return mark_safe(block.render(context).strip())  # noqa: S308 - a block escapes what it shows
