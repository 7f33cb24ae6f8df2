"""The page of the matrix."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from directory.service_list.context import place_answer
from directory.service_list.facet_options import active_filters, facets_of
from directory.service_list.filters import ServiceFilterSet, TypedTextFilter
from directory.service_list.listing import ServiceListing
from directory.service_list.url_mistakes import url_mistakes
from directory.snapshot.snapshot import current_snapshot
from editorial.editions.pages import stored
from editorial.languages import current_language
from wegwijzer.matrix.owners import current_owners
from wegwijzer.matrix.table import columns_of, matrix_of
from wegwijzer.page_urls import page_url

ALL = "all"


class MatrixFilterSet(ServiceFilterSet):
    """Parse what the list of services takes, and whether all phases are wanted."""

    phases = TypedTextFilter(max_length=len(ALL))

    @property
    def wants_all_phases(self) -> bool:
        """Return whether the ten phases are wanted instead of the main ones."""
        wanted: bool = self.cleaned_data["phases"] == ALL
        return wanted


@stored
@require_safe
def who_does_what(request: HttpRequest) -> HttpResponse:
    """Show what each organization does in each phase, for this kind of victim in this place."""
    moment = timezone.localtime()
    snapshot = current_snapshot(moment)
    filterset = MatrixFilterSet(request.GET, snapshot=snapshot, moment=moment)
    place = filterset.found_place
    if place is not None and place.is_caribbean:
        return HttpResponseRedirect(page_url("caribbean"))
    listing = _listing(filterset, request.path)
    matrix = matrix_of(
        filterset.question,
        columns_of(filterset.cleaned_data["phase"], all_phases=filterset.wants_all_phases),
        snapshot.matcher,
        current_owners(moment),
    )
    area = filterset.municipality_found
    context = {
        "matrix": matrix,
        "place": place_answer(listing),
        "url_mistakes": url_mistakes(filterset, request.path),
        "typed_place": str(area) if area else filterset.cleaned_data["place"],
        "facets": facets_of(listing),
        "active_filters": active_filters(_without_phases(listing)),
        "hidden_fields": list(listing.url.hidden("place", "municipality")),
        "wants_all_phases": filterset.wants_all_phases,
        "other_phases_url": str(listing.url.toggled("phases", ALL)),
        "clear_url": request.path,
    }
    return render(request, "matrix/who_does_what.html", context)


def _listing(filterset: MatrixFilterSet, path: str) -> ServiceListing:
    listing = ServiceListing.of(filterset, path, current_language())
    if not filterset.wants_all_phases:
        return listing
    return replace(listing, url=listing.url.replaced("phases", ALL))


def _without_phases(listing: ServiceListing) -> ServiceListing:
    return replace(listing, url=listing.url.without("phases"))
