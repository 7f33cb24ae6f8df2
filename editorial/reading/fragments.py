"""Pieces of HTML that many pages show: each is made once an edition for all that it is made of."""

from collections.abc import Hashable

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from editorial.languages import current_language
from editorial.reading.router import kept

MAX_FRAGMENTS = 10_000
"""About 2 kB each, in each process. When it is full it starts again."""


def fragment(template: str, **shown: Hashable) -> SafeString:
    """Return a template as HTML: 10 µs for the very same today, in this language and edition.

    What it shows is also what it is kept by, so it can show nothing else. It is kept as long as the
    edition: nothing that somebody said may be in it.
    """
    fragments: dict[Hashable, SafeString] = kept("fragments")
    key = template, current_language(), timezone.localdate(), *shown.items()
    found = fragments.get(key)
    if found is None:
        found = render_to_string(template, shown)
        if len(fragments) >= MAX_FRAGMENTS:
            fragments.clear()
        fragments[key] = found
    return found
