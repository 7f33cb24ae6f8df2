"""The public pages of services and organizations."""

from itertools import groupby

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from directory.geography.places import place_names
from directory.matching.question import Geography
from directory.models import Area, AreaKind, FallbackCount, Organization, Service
from directory.pages.dot_map import DotMap, dot_map, municipal_points
from directory.pages.service_profile import accepted_facets, disclosure_answers, fact_sources
from directory.service_list.context import service_list_context
from directory.service_list.filters import HelpFilterSet
from directory.service_list.typed_words import with_place_in_words
from directory.snapshot.snapshot import current_snapshot
from editorial.editions.counting import is_by_a_person
from editorial.editions.pages import stored
from editorial.former_urls import follow_former_slugs
from editorial.languages import current_language


@stored
@require_safe
def service_list(request: HttpRequest) -> HttpResponse:
    """Show the services that fit what the URL asks; never an empty page."""
    moment = timezone.localtime()
    asked, place_in_words = with_place_in_words(request.GET)
    filterset = HelpFilterSet(asked, snapshot=current_snapshot(moment), moment=moment)
    context = service_list_context(
        filterset,
        path=request.path,
        language=current_language(),
        per_page=settings.RESULTS_PER_PAGE,
    )
    if not filterset.total and is_by_a_person(request):
        FallbackCount.add(filterset.cleaned_data["need"], moment.date())
    return render(
        request, "directory/service_list.html", context | {"place_in_words": place_in_words}
    )


@stored
@require_safe
@follow_former_slugs(Service)
def service_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one service: for whom, where, how to reach it, and what happens with what you tell."""
    service = get_object_or_404(Service.objects.for_page(), slug=slug)
    snapshot = current_snapshot()
    areas = list(service.service_areas.all())
    context = {
        "service": service,
        "facets_accepted": accepted_facets(service, snapshot.terms),
        "is_no_first_contact": snapshot.is_no_first_contact(service.pk),
        "disclosure_answers": disclosure_answers(service),
        "open_state": service.open_state(timezone.localtime()),
        "channels": service.channels_in_order,
        "areas": areas,
        "map": _map_of(areas, snapshot.matcher.geography),
        "fact_sources": fact_sources(service),
        "related": list(
            service.organization.services.published().exclude(pk=service.pk).order_by("sort_key")
        ),
    }
    return render(request, "directory/service_detail.html", context)


def _map_of(areas: list[Area], geography: Geography) -> DotMap | None:
    """Return the map of whom help is for, or None if that is the whole country."""
    if any(area.kind == AreaKind.COUNTRY for area in areas):
        return None
    covered = geography.municipalities_in({area.code for area in areas})
    return dot_map(municipal_points(), dict.fromkeys(covered, "all"), {"all": ""})


@stored
@require_safe
def place_suggestions(request: HttpRequest) -> HttpResponse:
    """Give the names of places to who types one: all at once, so we never learn which is typed."""
    return JsonResponse(place_names(), safe=False, json_dumps_params={"ensure_ascii": False})


@stored
@require_safe
def organization_list(request: HttpRequest) -> HttpResponse:
    """Show all organizations from A to Z."""
    organizations = Organization.objects.all().alphabetical()
    letters = [
        (letter, list(group))
        for letter, group in groupby(organizations, key=lambda found: found.sort_key[:1].upper())
    ]
    return render(request, "directory/organization_list.html", {"letters": letters})


@stored
@require_safe
@follow_former_slugs(Organization)
def organization_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one organization: its role, how to reach it, and what it offers."""
    organization = get_object_or_404(Organization.objects.all().with_public_children(), slug=slug)
    context = {
        "organization": organization,
        "channels": list(organization.channels.all()),
        "services": organization.public_services,
    }
    return render(request, "directory/organization_detail.html", context)
