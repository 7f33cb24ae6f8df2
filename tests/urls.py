"""The kinds of public pages, by the names of their URLs."""

from functools import cache
from urllib.parse import urlsplit

from django.urls import LocalePrefixPattern, URLResolver, get_resolver, resolve
from django.utils.translation import get_language_from_path, override

ONLY_FOR_STAFF = frozenset({"style_guide"})
ONLY_BY_A_LINK = frozenset({"feedback:confirm", "hand_over"})
"""Nothing leads here but the link that an editor sends to an organization, or a form."""


def _names(resolver: URLResolver, prefix: str = "") -> dict[str, bool]:
    found: dict[str, bool] = {}
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            found |= _names(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        elif entry.name:
            found[prefix + entry.name] = "<" in str(entry.pattern)
    return found


def public_names() -> dict[str, bool]:
    """Return the name of every page in two languages, and whether it stands for many pages."""
    found: dict[str, bool] = {}
    for part in get_resolver().url_patterns:
        if isinstance(part, URLResolver) and isinstance(part.pattern, LocalePrefixPattern):
            found |= _names(part)
    left_out = ONLY_FOR_STAFF | ONLY_BY_A_LINK
    return {name: is_many for name, is_many in found.items() if name not in left_out}


KINDS = tuple(public_names())


@cache
def kind_of(path: str) -> str:
    """Return the name of the page at a URL."""
    path = urlsplit(path).path
    with override(get_language_from_path(path)):
        return resolve(path).view_name
