"""Marks of legislation."""

from django import template
from django.utils.functional import Promise

from rights.models.choices import LegalStatus

register = template.Library()

MARKS = {LegalStatus.PENDING: "utrecht-status-badge--warning"}
OTHER_MARK = "utrecht-status-badge--neutral"


@register.inclusion_tag("rights/legal_status.html")
def legal_status(code: str) -> dict[str, str | Promise]:
    """Mark an instrument or an article unless it is in force; an unknown code is a ``ValueError``.

    Nearly all of them are in force, so a mark on each of those told nothing.
    """
    status = LegalStatus(code)
    label = "" if status == LegalStatus.IN_FORCE else status.label
    return {"label": label, "mark": MARKS.get(status, OTHER_MARK)}
