"""The cards of a list: each is made once an edition for all that it is made of."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from directory.service_list.view_models import ServiceResult
from editorial.languages import current_language
from editorial.reading.router import kept

MAX_CARDS = 10_000
"""About 2 kB a card, in each process. When it is full it starts again."""


def card(result: ServiceResult) -> SafeString:
    """Return a result as HTML: 0.5 ms, and 5 µs for the very same result of this edition.

    Nothing of who asks is in it but what the result says, and that is its key: why it fits, whether
    it is open and until when. A list is twenty cards, and they were most of what it cost.
    """
    cards: dict[tuple[object, ...], SafeString] = kept("cards")
    channel = result.first_channel
    key = (
        current_language(),
        result.service.pk,
        result.reasons,
        result.level_label,
        result.unknown_facets,
        result.is_overdue,
        result.open_state,
        channel.pk if channel else None,
    )
    found = cards.get(key)
    if found is None:
        found = render_to_string("components/result.html", {"result": result})
        if len(cards) >= MAX_CARDS:
            cards.clear()
        cards[key] = found
    return found
