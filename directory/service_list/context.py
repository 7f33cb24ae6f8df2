"""The page of the list of services, put together from its parts."""

from typing import Any

from directory.formats.languages import own_name
from directory.matching.matcher import DUTCH
from directory.search.danger import speaks_of_danger
from directory.service_list.facet_options import (
    IN_VIEW,
    active_filters,
    facets_of,
    language_facet,
    open_now_option,
)
from directory.service_list.filters import HelpFilterSet
from directory.service_list.listing import ServiceListing
from directory.service_list.paging import PageLinks
from directory.service_list.results import (
    fallback_keys,
    hint_results,
    matched_results,
    named_results,
)
from directory.service_list.suggestions import (
    guessed_questions,
    hints_for,
    suggested_filters,
)
from directory.service_list.url_mistakes import url_mistakes
from directory.service_list.view_models import PlaceAnswer
from directory.snapshot.service_rows import load_service_rows

FIELDS = ("q", "place")
"""What the page's own form asks; all other choices are carried along."""


def service_list_context(
    filterset: HelpFilterSet, *, path: str, language: str, per_page: int
) -> dict[str, Any]:
    """Return the context of the template: 5 queries for the rows, 2 for a typed place."""
    listing = ServiceListing.of(filterset, path, language)
    page = filterset.matches(per_page)
    fallback = () if filterset.total else fallback_keys(listing)
    hints = list(hints_for(listing))
    rows = load_service_rows(
        {
            *(match.key for match in page),
            *fallback,
            *(key for hint in hints for key in hint.services),
        }
    )
    results = matched_results(listing, page, rows)
    facets = facets_of(listing)
    in_view, more = facets[: len(IN_VIEW)], [*facets[len(IN_VIEW) :], language_facet(listing)]
    return {
        "total": filterset.total,
        "results": results,
        "is_unchecked": not any(result.is_checked for result in results),
        "fallback": named_results(listing, fallback, rows),
        "hints": hint_results(listing, hints, rows),
        "facets": in_view,
        "more_facets": more,
        "is_more_open": any(facet.chosen for facet in more),
        "talk_languages": [
            own_name(code) for code in sorted(filterset.question.language - {DUTCH})
        ],
        "active_filters": active_filters(listing),
        "suggestions": suggested_filters(listing),
        "guesses": guessed_questions(listing),
        "speaks_of_danger": speaks_of_danger(filterset.cleaned_data["q"]),
        "place": place_answer(listing),
        "url_mistakes": url_mistakes(filterset, path),
        "page": PageLinks.of(page, listing.url),
        "form": _typed(listing),
        "hidden_fields": list(listing.url.hidden(*FIELDS)),
        "clear_url": path,
        "whole_country_url": str(listing.url.without("place", "municipality")),
        "query": listing.url.without("q", "open_now").query,
        "open_now": [open_now_option(listing)],
    }


def place_answer(listing: ServiceListing) -> PlaceAnswer | None:
    """Return what became of the place that was asked for, or None if none was."""
    found, area = listing.filterset.found_place, listing.filterset.municipality_found
    if found is None:
        return None
    url = listing.url.without("place", "municipality")
    choices = () if area else found.municipalities
    return PlaceAnswer(
        typed=found.typed,
        area_name=str(area) if area else "",
        place_name=found.name,
        choices=tuple(
            (str(choice), str(url.replaced("municipality", choice.code))) for choice in choices
        ),
        guesses=tuple(
            (str(guess), str(url.replaced("place", guess.name))) for guess in found.guesses
        ),
        region=str(found.region or ""),
        unknown=found.is_unknown,
        is_postcode=found.is_unknown and found.is_postcode,
        is_country=found.is_country,
        caribbean=found.is_caribbean,
        may_be_caribbean=found.may_be_caribbean,
    )


def _typed(listing: ServiceListing) -> dict[str, Any]:
    asked, area = listing.filterset.cleaned_data, listing.filterset.municipality_found
    return {
        "q": asked["q"],
        "place": str(area) if area else asked["place"],
    }
