"""Pages that say the same to everyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from directory.models import Organization
from editorial.editions.pages import stored

STATIC_PAGES = {
    "safety_online": "pages/safety_online.html",
    "privacy": "pages/privacy.html",
    "accessibility": "pages/accessibility.html",
    "disclaimer": "pages/disclaimer.html",
    "contact": "pages/contact.html",
}


@stored
@require_safe
def static_page(request: HttpRequest, template_name: str) -> HttpResponse:
    """Show a page that needs nothing from the database."""
    return render(request, template_name)


SERVE_THE_ISLANDS = ("schadefonds",)
"""The organizations that a source says are also for Bonaire, Sint Eustatius and Saba."""


@stored
@require_safe
def caribbean(request: HttpRequest) -> HttpResponse:
    """Show whom people on the islands can call, and say that we know none but these."""
    organizations = Organization.objects.all().with_public_children()
    known = organizations.filter(slug__in=SERVE_THE_ISLANDS).alphabetical()
    return render(request, "pages/caribbean.html", {"organizations": list(known)})
