"""What the signpost and the matrix show again and again, made once an edition."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from editorial.reading.fragments import fragment, fragment_around
from rights.answers import RightAnswer
from wegwijzer.matrix.table import Matrix
from wegwijzer.signpost.contact import ContactCard, FirstContactAnswer

register = template.Library()


@register.simple_tag
def contact_row(card: ContactCard) -> SafeString:
    """Return one contact on a line, with its button, as an item of <ul class="ww-contacts">."""
    return fragment(
        "signpost/contact_row.html",
        service=card.service,
        open_state=card.open_state,
        is_for_who_refers=card.is_for_who_refers,
        button=card.button,
        talks=card.talks,
    )


@register.simple_tag
def call_card(
    contact: FirstContactAnswer, *, is_for_oneself: bool, lawyer_first: bool
) -> SafeString:
    """Return the contact to call first as a card, or nothing if there is none.

    Why it is this one, and whether a lawyer comes first, tells of who asks: that is kept nowhere.
    """
    card = contact.first
    if card is None:
        return SafeString()
    said = {"is_for_oneself": is_for_oneself}
    return fragment_around(
        "signpost/call_card.html",
        {
            "reason": str(card.reason),
            "lawyer": render_to_string("signpost/lawyer_first.html", said) if lawyer_first else "",
        },
        service=card.service,
        open_state=card.open_state,
        button=card.button,
        other_channels=card.other_channels,
        talks=card.talks,
        is_reachable=contact.is_reachable,
        **said,
    )


@register.simple_tag
def right_item(answer: RightAnswer, *, query: str, shows_law: bool) -> SafeString:
    """Return a right, folded, with what it says to this person and the link to all of it.

    The query of the link holds what somebody said, so it is kept nowhere.
    """
    return fragment_around(
        "signpost/right_item.html",
        {"query": query},
        right=answer.right,
        text=answer.text,
        shows_law=shows_law,
    )


@register.simple_tag
def matrix_table(matrix: Matrix, *, is_wide: bool) -> SafeString:
    """Return the table of the matrix: each row is kept, and what is around them all."""
    rows = [fragment("matrix/row.html", row=row) for row in matrix.rows]
    return fragment_around(
        "matrix/table.html",
        {"rows": mark_safe("\n".join(rows))},  # noqa: S308 - each is a template
        columns=matrix.columns,
        is_wide=is_wide,
    )
