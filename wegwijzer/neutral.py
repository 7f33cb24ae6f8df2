"""A second name of the site that does not say what it is about, for a history that is read."""

from django.conf import settings
from django.http import HttpRequest


def neutral_host_of(request: HttpRequest) -> str:
    """Return the neutral host by which a page was asked for, or "" for any other."""
    host = request.META.get("HTTP_HOST", "").partition(":")[0].lower()
    return host if host in settings.NEUTRAL_HOSTS else ""


def neutral_url() -> str:
    """Return the URL of the neutral front, or "" if there is none."""
    return f"https://{settings.NEUTRAL_HOSTS[0]}" if settings.NEUTRAL_HOSTS else ""
