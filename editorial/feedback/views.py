"""The pages on which a visitor says that something is not right."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from editorial.models import Entry, ReportReason
from editorial.verification.reports import add_report, find_reportable
from editorial.visitor_forms import visitor_form, waits_for_database


@waits_for_database("POST")
@visitor_form
def report(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Take one choice about an entry, and thank; said twice, it is counted, never shown twice."""
    entry = _entry(kind, slug)
    reason = request.POST.get("reason", "")
    if reason in entry.report_reasons:
        add_report(entry, ReportReason(reason), today=timezone.localdate())
        return HttpResponseRedirect(reverse("feedback:thanks", args=[kind, slug]))
    context = {
        "entry": entry,
        "is_missing": request.method == "POST",
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "feedback/report.html", context, status=status)


@require_safe
@never_cache
def thanks(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Say what happens with a report, and lead on to help."""
    return render(request, "feedback/thanks.html", {"entry": _entry(kind, slug)})


@require_safe
def report_elsewhere(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Lead to the machine with a desk, for this one keeps nothing; without one there is no page."""
    if not settings.DESK_URL:
        raise Http404
    return HttpResponseRedirect(f"{settings.DESK_URL}{request.path}")


def _entry(kind: str, slug: str) -> Entry:
    entry = find_reportable(kind, slug)
    if entry is None:
        raise Http404
    return entry
