"""Pages that say the same to everyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from editorial.editions.pages import stored

STATIC_PAGES = {
    "safety_online": "pages/safety_online.html",
    "privacy": "pages/privacy.html",
    "accessibility": "pages/accessibility.html",
    "about": "pages/about.html",
    "disclaimer": "pages/disclaimer.html",
    "contact": "pages/contact.html",
    "caribbean": "pages/caribbean.html",
}


@stored
@require_safe
def static_page(request: HttpRequest, template_name: str) -> HttpResponse:
    """Show a page that needs nothing from the database."""
    return render(request, template_name)
