"""The public pages of rights, legislation, signs, publications, figures and duties."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from directory.service_list.url_mistakes import url_mistakes
from directory.snapshot.snapshot import current_snapshot
from editorial.editions.pages import stored
from editorial.former_urls import follow_former_slugs
from editorial.languages import current_language
from rights.figures import count_series
from rights.filters import PublicationFilterSet, RightFilterSet
from rights.models import Legislation, MunicipalDuty, Publication, Right, Signal, VictimCount
from rights.presentation import (
    RightListPage,
    RightPage,
    legislation_by_kind,
    publication_kinds,
    signal_sections,
)
from rights.snapshot import current_rights


@stored
@require_safe
def right_list(request: HttpRequest) -> HttpResponse:
    """Show all rights by what they are for this person; need orders, and never hides."""
    terms = current_snapshot().terms
    filterset = RightFilterSet(request.GET, snapshot=current_rights(), terms=terms)
    page = RightListPage(
        filterset,
        terms=terms,
        path=request.path,
        language=current_language(),
    )
    context = page.context() | {"url_mistakes": url_mistakes(filterset, request.path)}
    return render(request, "rights/right_list.html", context)


@stored
@require_safe
@follow_former_slugs(Right)
def right_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one right, to who asks: whether it holds, how to get it, by which law, who helps."""
    right = get_object_or_404(Right.objects.for_page(), slug=slug)
    snapshot = current_snapshot()
    asked = RightFilterSet(request.GET, snapshot=current_rights(), terms=snapshot.terms)
    page = RightPage(right, said=asked.circumstances, matcher=snapshot.matcher)
    return render(request, "rights/right_detail.html", page.context())


@stored
@require_safe
def legislation_list(request: HttpRequest) -> HttpResponse:
    """Show all legislation by kind; what is not law stands apart and says so."""
    found = list(Legislation.objects.by_kind())
    context = {
        "law": legislation_by_kind(
            instrument for instrument in found if not instrument.is_proposal
        ),
        "proposals": [instrument for instrument in found if instrument.is_proposal],
    }
    return render(request, "rights/legislation_list.html", context)


@stored
@require_safe
@follow_former_slugs(Legislation)
def legislation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one instrument: what it says, where its text is, and which rights rest on it."""
    instrument = get_object_or_404(Legislation.objects.for_page(), slug=slug)
    context = {
        "instrument": instrument,
        "identifiers": list(instrument.identifiers.all()),
        "provisions": list(instrument.provisions.all()),
        "amends": list(instrument.amends.all()),
        "amended_by": list(instrument.amended_by.all()),
        "publications": list(instrument.publications.all()),
    }
    return render(request, "rights/legislation_detail.html", context)


@stored
@require_safe
def signal_list(request: HttpRequest) -> HttpResponse:
    """Show how to recognize trafficking, for the public and for professionals apart."""
    sections = signal_sections(list(Signal.objects.for_page()))
    return render(request, "rights/signal_list.html", {"sections": sections})


@stored
@require_safe
def publication_list(request: HttpRequest) -> HttpResponse:
    """Show reports and guidance, newest first, of one kind or of every kind."""
    filterset = PublicationFilterSet(request.GET, queryset=Publication.objects.for_page())
    publications = list(filterset.qs)
    context = {
        "publications": publications,
        "kinds": publication_kinds(
            request.path,
            Publication.objects.count_by_kind(),
            filterset.form.cleaned_data["kind"],
        ),
    }
    return render(request, "rights/publication_list.html", context)


@stored
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show the registered victims per year, apart for each who counts, and the reports."""
    series = count_series(VictimCount.objects.newest_first())
    reports = {count.publication for one in series for count in one.counts}
    context = {
        "series": series,
        "publications": [
            publication for publication in Publication.objects.for_page() if publication in reports
        ],
    }
    return render(request, "rights/figures.html", context)


@stored
@require_safe
def municipal_duty_list(request: HttpRequest) -> HttpResponse:
    """Show what a municipality has to do, with its law, its guidance and its contacts."""
    context = {"duties": list(MunicipalDuty.objects.for_page())}
    return render(request, "rights/municipal_duty_list.html", context)
