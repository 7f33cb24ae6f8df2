"""The filters of a list: every option is a link, with the number of results that it gives."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from directory.facets import BY_QUERY_KEY, IN_FILTER_ORDER, FacetDefinition, Text
from directory.formats.languages import TALK_QUESTION, languages_to_talk, own_name
from directory.matching.matcher import DUTCH
from directory.service_list.listing import ServiceListing
from directory.service_list.query_url import encoded
from directory.service_list.view_models import ActiveFilter, Facet, Option
from directory.snapshot.facet_terms import facet_label
from editorial.editions.pages import hold_this_minute

OPEN_NOW = _("Open now")


IN_VIEW = ("need", "age", "residence_status")
"""What nearly everyone can choose by, and first in the list of filters."""


def facets_of(listing: ServiceListing) -> list[Facet]:
    """Return every facet with its options, those in view first."""
    counts = listing.snapshot.matcher.option_counts(listing.filterset.question)
    start = listing.url.continued
    return [
        Facet(
            label=facet_label(facet.name, listing.language),
            options=_options(listing, facet, counts[facet.name], start),
        )
        for facet in sorted(IN_FILTER_ORDER, key=lambda facet: facet.name not in IN_VIEW)
    ]


def language_facet(listing: ServiceListing) -> Facet:
    """Return the languages to talk in, each by its own name; one takes the place of another.

    None leaves anything out, so each gives the results that there are now. Dutch orders nothing.
    """
    asked, url = listing.filterset.cleaned_data["language"], listing.url.without("language")
    start, total = url.continued, listing.filterset.total
    return Facet(
        label=TALK_QUESTION,
        options=tuple(
            Option(
                code,
                own_name(code),
                str(url) if code in asked else start + _pair("language", code),
                code in asked,
                count=total,
            )
            for code in languages_to_talk()
            if code != DUTCH
        ),
    )


def open_now_option(listing: ServiceListing) -> Option:
    """Return what asking for what is open now gives, or no longer asking for it."""
    filterset = listing.filterset
    selected = bool(filterset.cleaned_data["open_now"])
    hold_this_minute()
    toggled = replace(filterset.question, open_at=None if selected else filterset.moment)
    return Option(
        code="1",
        label=OPEN_NOW,
        count=listing.snapshot.matcher.count(toggled),
        url=str(listing.url.toggled("open_now", "1")),
        selected=selected,
    )


def active_filters(listing: ServiceListing) -> list[ActiveFilter]:
    """Return what is chosen now, each with the link that takes it away."""
    return [
        ActiveFilter(_label(listing, key, value), str(listing.url.toggled(key, value)))
        for key, value in listing.url.pairs
    ]


def _options(
    listing: ServiceListing, facet: FacetDefinition, counts: Mapping[str, int], start: str
) -> tuple[Option, ...]:
    key, language = facet.query_key, listing.language
    asked = listing.filterset.cleaned_data[key]
    return tuple(
        Option(
            term.code,
            term.label(language),
            str(listing.url.toggled(key, term.code))
            if term.code in asked
            else start + _pair(key, term.code),
            term.code in asked,
            term.group_label(language),
            counts[term.code],
        )
        for term in listing.snapshot.terms.by_facet[facet.name]
    )


@cache
def _pair(key: str, code: str) -> str:
    return encoded((key, code))


def _label(listing: ServiceListing, key: str, value: str) -> Text:
    if key in BY_QUERY_KEY:
        term = listing.snapshot.terms.find(BY_QUERY_KEY[key].name, value)
        return term.label(listing.language) if term else value
    if key == "language":
        return own_name(value)
    if key == "municipality":
        area = listing.filterset.municipality_found
        return str(area) if area else value
    if key == "open_now":
        return OPEN_NOW
    return format_lazy("“{text}”", text=value)
