"""Results as cards, kept with the services that they show.

A row of ``directory.rows`` lives as long as the content version it was read at, and so does what is
kept on it. Writing twenty cards at every request took two thirds of the time of a list.
"""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from directory.presentation import ServiceResult

register = template.Library()

MOST_VARIANTS = 4
"""Ways in which one service is shown at a time, about 3 kB each: with that many it starts anew."""


@register.filter
def card(result: ServiceResult) -> SafeString:
    """Return a result; one that says the same of its service was written before."""
    kept: dict[Any, SafeString] = vars(result.service).setdefault("_cards", {})
    variant = (
        get_language(),
        result.level_label,
        result.reasons,
        result.unknown_facets,
        result.is_overdue,
        result.open_state,
    )
    if variant not in kept:
        if len(kept) >= MOST_VARIANTS:
            kept.clear()
        kept[variant] = render_to_string("components/result.html", {"result": result})
    return kept[variant]


@register.filter
def card_head(result: ServiceResult) -> SafeString:
    """Return what a service is, for whom and how to reach it: written once in each language."""
    kept: dict[str | None, SafeString] = vars(result.service).setdefault("_card_heads", {})
    language = get_language()
    if language not in kept:
        kept[language] = render_to_string(
            "components/service_card.html",
            {"service": result.service, "channels": result.channels, "url": result.url},
        )
    return kept[language]
