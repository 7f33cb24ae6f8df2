"""The page of the desk that shows how much is known, and whom to call first."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.guard.completeness import MIN_SHARE, completeness


@require_safe
def staff_completeness(request: HttpRequest) -> HttpResponse:
    """Show per field how much is known, and what is not of the most named: a second."""
    context = {
        **admin.site.each_context(request),
        "title": _("What is not known yet"),
        "found": completeness(timezone.now()),
        "min_share": f"{MIN_SHARE:.0%}",
    }
    return render(request, "admin/completeness.html", context)
