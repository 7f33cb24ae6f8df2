"""What the signpost and the matrix show again and again, made once an edition."""

from django import template
from django.utils.safestring import SafeString

from editorial.reading.fragments import fragment
from rights.answers import RightAnswer
from wegwijzer.matrix.table import Row
from wegwijzer.signpost.contact import ContactCard

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
def right_words(answer: RightAnswer, *, shows_law: bool) -> SafeString:
    """Return what a right says to this person, with the articles it rests on or without.

    The link to it stands beside: it holds what somebody said, which is kept nowhere.
    """
    return fragment(
        "signpost/right_words.html", right=answer.right, text=answer.text, shows_law=shows_law
    )


@register.simple_tag
def matrix_row(row: Row) -> SafeString:
    """Return an organization with what it does, phase by phase, as a row of the table."""
    return fragment("matrix/row.html", row=row)
