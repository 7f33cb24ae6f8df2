"""Pieces of HTML that many pages show: each is made once an edition for all that it is made of."""

import re
from collections.abc import Hashable, Mapping

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from editorial.languages import current_language
from editorial.reading.router import kept

MAX_FRAGMENTS = 10_000
"""About 2 kB each, in each process. When it is full it starts again."""

_PLACE = re.compile("\0([a-z_]+)\0")
"""Where a text belongs that is not kept."""


def fragment(template: str, **shown: Hashable) -> SafeString:
    """Return a template as HTML: 10 to 30 µs for the very same today, in this language and edition.

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


def fragment_around(template: str, unkept: Mapping[str, str], **shown: Hashable) -> SafeString:
    """Return a template as HTML of which some is not kept: what somebody said, and links with it.

    The template writes each by its name. It cannot ask whether one is empty: what it asks is shown.
    """
    places = {name: f"\0{name}\0" for name in unkept}
    parts = _PLACE.split(fragment(template, **shown, **places))
    parts[1::2] = [conditional_escape(unkept[name]) for name in parts[1::2]]
    return mark_safe("".join(parts))  # noqa: S308 - a template, and texts that are escaped
