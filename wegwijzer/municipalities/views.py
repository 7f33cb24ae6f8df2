"""The pages of the municipalities."""

from collections.abc import Sequence
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from directory.formats.folding import fold
from directory.geography.places import FoundPlace, PlaceGuess, find_municipality, find_place
from directory.models import Area, AreaKind
from directory.pages.dot_map import dot_map, municipal_points
from directory.snapshot.snapshot import current_snapshot
from editorial.editions.pages import stored
from rights.models import MunicipalDuty
from wegwijzer.municipalities.coverage import municipal_coverage

MAX_QUESTION_LENGTH = 100


@stored
@require_safe
def municipality_list(request: HttpRequest) -> HttpResponse:
    """Show all municipalities from A to Z, or those that typed words or a postcode lead to."""
    typed = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:MAX_QUESTION_LENGTH]
    found = find_place(typed) if typed else FoundPlace("")
    if found.is_caribbean:
        return HttpResponseRedirect(reverse("caribbean"))
    return _list(request, typed, _matching(typed, found), guesses=found.guesses)


@stored
@require_safe
def municipality_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show one municipality; a code of the past leads to today's, or to a choice of them.

    Raise Http404 for a code that never was one.
    """
    found = find_municipality(code)
    if found.is_unknown:
        raise Http404
    municipality = found.municipality
    if municipality is None:
        return _list(request, found.typed, list(found.municipalities))
    if municipality.code != code:
        return HttpResponseRedirect(reverse("municipality", args=[municipality.code]))
    context = {
        "municipality": municipality,
        "regions": _regions(municipality),
        "coverage": municipal_coverage(municipality.code, current_snapshot()),
        "duties": list(MunicipalDuty.objects.order_by("position", "pk")),
        "map": dot_map(municipal_points(), {municipality.code: "here"}, {"here": ""}),
    }
    return render(request, "municipalities/detail.html", context)


def _regions(municipality: Area) -> list[Area]:
    """Return the regions that a municipality lies in, the province first."""
    return sorted(
        municipality.regions.exclude(kind=AreaKind.MUNICIPALITY).order_by("folded_name"),
        key=lambda area: AreaKind.values.index(area.kind),
    )


def _matching(typed: str, found: FoundPlace) -> list[Area]:
    """Return those whose name holds the words, after those that a place or postcode lies in."""
    everything = list(Area.objects.municipalities())
    if not typed:
        return everything
    folded = fold(typed)
    named = [area for area in everything if folded and folded in area.folded_name]
    return list(dict.fromkeys([*found.municipalities, *named]))


def _list(
    request: HttpRequest,
    typed: str,
    municipalities: list[Area],
    *,
    guesses: Sequence[PlaceGuess] = (),
) -> HttpResponse:
    letters = groupby(municipalities, key=lambda area: area.folded_name[:1].upper())
    context = {
        "typed": typed,
        "total": len(municipalities),
        "guesses": [] if municipalities else list(guesses),
        "letters": [(letter, list(group)) for letter, group in letters],
    }
    return render(request, "municipalities/list.html", context)
