"""Marks of legislation."""

from django import template
from django.utils.functional import Promise

from rights.models.choices import LegalStatus

register = template.Library()

MARKS = {
    LegalStatus.IN_FORCE: "utrecht-status-badge--safe",
    LegalStatus.PENDING: "utrecht-status-badge--warning",
}
OTHER_MARK = "utrecht-status-badge--neutral"


@register.inclusion_tag("rights/legal_status.html")
def legal_status(code: str) -> dict[str, str | Promise]:
    """Mark whether an instrument or an article holds; an unknown code is a ``ValueError``."""
    status = LegalStatus(code)
    return {"label": status.label, "mark": MARKS.get(status, OTHER_MARK)}
