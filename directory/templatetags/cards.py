"""The part of a result that stays the same, kept with the service that it shows."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from directory.presentation import ServiceResult

register = template.Library()


@register.filter
def card_head(result: ServiceResult) -> SafeString:
    """Return what a service is, for whom and how to reach it: written once in each language.

    A row of ``directory.rows`` lives as long as the content version it was read at, and so does
    what is kept on it. Writing twenty of these took a third of the time of the list of services.
    """
    kept: dict[str | None, SafeString] = vars(result.service).setdefault("_card_heads", {})
    language = get_language()
    if language not in kept:
        kept[language] = render_to_string(
            "components/service_card.html",
            {"service": result.service, "channels": result.channels, "url": result.url},
        )
    return kept[language]
