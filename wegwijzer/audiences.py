"""Who a request is for: a visitor, of whom nothing is kept, or an editor who signs in."""

from django.conf import settings
from django.http import HttpRequest


def is_for_editors(request: HttpRequest) -> bool:
    """Return whether the URL is one where people sign in and change content."""
    return request.path_info.startswith(settings.EDITOR_PATHS)
