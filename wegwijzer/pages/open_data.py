"""The page for whoever builds on the directory."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from editorial.editions.pages import stored
from editorial.languages import current_language
from wegwijzer.open_data.answers import CHANGES
from wegwijzer.open_data.catalog import PATH as CATALOG_PATH
from wegwijzer.open_data.texts import BASE, absolute


@stored
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Say what is given out, under which terms, and how to take it, with three examples."""
    context = {
        "feed_url": absolute(f"{BASE}/{current_language()}"),
        "catalog_url": absolute(CATALOG_PATH),
        "license_url": settings.CONTENT_LICENSE,
        "versions": CHANGES.items(),
    }
    return render(request, "pages/open_data.html", context)
