"""How fresh an entry is, in words."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone

from editorial.freshness import FreshnessLimits
from editorial.models import ContactFact, Entry, FreshnessPolicy

register = template.Library()


@register.inclusion_tag("components/freshness.html", takes_context=True)
def freshness(context: Context, entry: Entry) -> dict[str, Any]:
    """Say when a person last checked this entry: one query for all tags of a page."""
    found = entry.freshness(_limits(context))
    return {
        "checked_on": entry.assured_date,
        "is_found_wrong": entry.found_wrong_on is not None,
        "is_overdue": found.is_overdue(timezone.localdate()),
    }


@register.simple_tag(takes_context=True)
def is_contact_overdue(context: Context, contact: ContactFact, entry: Entry) -> bool:
    """Return whether a number has to be marked by itself.

    It was found wrong, or its entry is in time and it is not.
    """
    if contact.is_found_wrong:
        return True
    limits, today = _limits(context), timezone.localdate()
    if entry.freshness(limits).is_overdue(today):
        return False
    return contact.freshness(limits, first_published_on=entry.first_published_on).is_overdue(today)


def _limits(context: Context) -> FreshnessLimits:
    """Return the policy's limits, read once a request."""
    request = getattr(context, "request", None)
    limits: FreshnessLimits | None = getattr(request, "freshness_limits", None)
    if limits is None:
        limits = FreshnessPolicy.current().limits
        if request is not None:
            request.freshness_limits = limits
    return limits
