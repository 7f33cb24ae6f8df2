"""The pages that show where help is: by province for everyone, by municipality for staff."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.facets import FACETS, IN_PERSON_ORDER, FacetDefinition, Text
from directory.matching.coverage import Coverage, Nearness, Share
from directory.models import Area, AreaKind, AreaMember, FallbackCount
from directory.pages.dot_map import DotMap, Point, dot_map, municipal_points
from directory.service_list.filters import ServiceFilterSet
from directory.snapshot.snapshot import ServiceSnapshot, current_snapshot
from editorial.editions.pages import stored
from editorial.languages import current_language
from editorial.tables.files import CSV_TYPE, WITH_MARK

PERSON_FACETS = tuple(facet for facet in IN_PERSON_ORDER if facet.is_in_coverage)


@dataclass(frozen=True, slots=True)
class Select:
    """A choice of the form: for whom the coverage is shown."""

    key: str
    label: Text
    options: tuple[tuple[str, Text, bool], ...]


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One need with a cell a column."""

    label: Text
    cells: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True)
class ProvincesOfNeed:
    """How much of each province has help near for one need, in words and on a map."""

    label: Text
    cells: tuple[tuple[Text, Text], ...]
    map: DotMap


@dataclass(frozen=True, slots=True)
class GapsOfNeed:
    """Where help for one need is missing: on a map, and by name for each level of missing."""

    code: str
    label: str
    map: DotMap
    gaps: tuple[tuple[Text, list[str]], ...]


def asked_coverage(filterset: ServiceFilterSet) -> Coverage:
    """Return the coverage for the person that the URL describes, for the needs it names."""
    person = filterset.question
    needs = filterset.cleaned_data["need"] or filterset.snapshot.terms.codes("need")
    return Coverage.of(filterset.snapshot.matcher, person, needs)


@stored
@require_safe
def public_coverage(request: HttpRequest) -> HttpResponse:
    """Show how much of each province has help near, per need; never which municipality has none."""
    filterset, language = _asked(request)
    coverage = asked_coverage(filterset)
    provinces = _municipalities_of_provinces()
    points = municipal_points()
    rows = [
        _provinces_of_need(
            _need_label(filterset.snapshot, need, language),
            {province: coverage.share(need, codes) for province, codes in provinces.items()},
            provinces,
            points,
        )
        for need in (filterset.cleaned_data["need"] or ["shelter", "coordination", "advice"])
    ]
    context = {
        "selects": _selects(filterset, language, (FACETS["need"], *PERSON_FACETS)),
        "rows": rows,
    }
    return render(request, "directory/coverage.html", context)


@require_safe
def staff_coverage(request: HttpRequest) -> HttpResponse:
    """Show in how many municipalities help is how near, a map of it, and every gap; or a CSV."""
    filterset, language = _asked(request)
    snapshot, coverage = filterset.snapshot, asked_coverage(filterset)
    names = {code: found[language] for code, found in snapshot.municipalities.items()}
    labels = {need: str(_need_label(snapshot, need, language)) for need in coverage.by_need}
    if request.GET.get("format") == "csv":
        content = coverage.as_csv(names, labels).encode(WITH_MARK)
        response = HttpResponse(content, content_type=CSV_TYPE)
        response["Content-Disposition"] = 'attachment; filename="coverage.csv"'
        return response
    points = municipal_points() if filterset.cleaned_data["need"] else {}
    context = {
        **admin.site.each_context(request),
        "title": _("Where help is missing"),
        "selects": _selects(filterset, language, (FACETS["need"], *PERSON_FACETS)),
        "rows": [
            NeedRow(labels[need], tuple((level.label, str(counts[level])) for level in Nearness))
            for need in coverage.by_need
            for counts in [coverage.counts(need)]
        ],
        "levels": [level.label for level in Nearness],
        "needs": [
            _gaps_of_need(coverage, need, labels[need], names, points)
            for need in filterset.cleaned_data["need"]
        ],
        "fallbacks": [
            (month, _need_label(snapshot, need, language), count)
            for month, need, count in FallbackCount.shown()
        ],
        "query": request.GET.urlencode(),
    }
    return render(request, "admin/coverage.html", context)


def _gaps_of_need(
    coverage: Coverage,
    need: str,
    label: str,
    names: Mapping[str, str],
    points: Mapping[str, Point],
) -> GapsOfNeed:
    """Draw what is missing on top, and name it; what is near is in the table."""
    by_nearness: dict[Nearness, list[str]] = {level: [] for level in reversed(Nearness)}
    for code, nearness in coverage.gaps(need):
        by_nearness[nearness].append(names[code])
    legend: dict[str, Text] = {level: level.label for level in by_nearness}
    return GapsOfNeed(
        need,
        label,
        dot_map(points, coverage.by_need[need], legend),
        tuple((level.label, sorted(places)) for level, places in by_nearness.items() if places),
    )


def _asked(request: HttpRequest) -> tuple[ServiceFilterSet, str]:
    moment = timezone.localtime()
    filterset = ServiceFilterSet(request.GET, snapshot=current_snapshot(moment), moment=moment)
    return filterset, current_language()


def _selects(
    filterset: ServiceFilterSet, language: str, facets: tuple[FacetDefinition, ...]
) -> list[Select]:
    terms = filterset.snapshot.terms.by_facet
    return [
        Select(
            facet.query_key,
            facet.label,
            tuple(
                (term.code, term.label(language), term.code in filterset.said(facet.name))
                for term in terms[facet.name]
                if term.is_filter
            ),
        )
        for facet in facets
    ]


def _need_label(snapshot: ServiceSnapshot, need: str, language: str) -> Text:
    term = snapshot.terms.find("need", need)
    return term.label(language) if term else need


def _provinces_of_need(
    label: Text,
    shares: Mapping[Area, Share],
    provinces: Mapping[Area, list[str]],
    points: Mapping[str, Point],
) -> ProvincesOfNeed:
    """Give each point the share of its province: a municipality by itself is never shown."""
    level_of = {code: shares[province] for province, codes in provinces.items() for code in codes}
    return ProvincesOfNeed(
        label,
        tuple((province.name, share.label) for province, share in shares.items()),
        dot_map(points, level_of, {share: share.label for share in Share}),
    )


def _municipalities_of_provinces() -> dict[Area, list[str]]:
    provinces = {area.pk: area for area in Area.objects.filter(kind=AreaKind.PROVINCE)}
    found: dict[Area, list[str]] = {province: [] for province in provinces.values()}
    members = AreaMember.objects.filter(area__in=provinces)
    for area, code in members.values_list("area", "municipality__code"):
        found[provinces[area]].append(code)
    return found
