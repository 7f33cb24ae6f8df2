"""Parts of pages, and URLs, that are the same for everybody, kept in memory."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from editorial.languages import current_language
from wegwijzer.page_urls import page_url

MAX_KEPT = 1_000
"""About 2 kB each, in each process. When it is full it starts again."""

register = template.Library()
register.simple_tag(page_url)

kept_parts: dict[tuple[Any, ...], SafeString] = {}


class KeptNode(template.Node):
    """What is written once for the same values, in each language."""

    def __init__(self, nodelist: NodeList, name: str, values: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.name = name
        self.values = values

    def render(self, context: Context) -> SafeString:
        """Return what is kept, or write it."""
        key = (self.name, current_language(), *(value.resolve(context) for value in self.values))
        found = kept_parts.get(key)
        if found is None:
            found = self.nodelist.render(context)
            if len(kept_parts) >= MAX_KEPT:
                kept_parts.clear()
            kept_parts[key] = found
        return found


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Write a part of a page once: ``{% kept "bar" site.quick_exit_url %}…{% endkept %}``.

    Beside the language it may show nothing but the values that it names, and they are settings or
    names of views: it is kept as long as the process, so neither content nor what a visitor says is
    in it. Django's ``cache`` hashes its key and copies what it keeps: 45 µs each time, and this 4.
    """
    _tag, name, *values = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, name, [parser.compile_filter(value) for value in values])
