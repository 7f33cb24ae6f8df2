"""Who runs the site, and how far its facts can be relied on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from directory.pages.fact_ages import fact_ages
from editorial.editions.pages import stored


@stored
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say who runs this site, how facts are checked, and how old they are now."""
    return render(request, "pages/about.html", {"ages": fact_ages()})
