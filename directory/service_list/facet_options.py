"""The filters of a list: every option is a link, with the number of results that it gives."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from directory.matching.matcher import FACETS
from directory.models import NeedGroup
from directory.service_list.listing import ServiceListing
from directory.service_list.query_url import encoded
from directory.service_list.view_models import ActiveFilter, Facet, Option
from directory.snapshot.facet_terms import FACET_LABELS, Text, facet_label, in_language

OPEN_NOW = _("Open now")


def facets_of(listing: ServiceListing) -> list[Facet]:
    """Return every facet with its options; the first, and those in use, are unfolded."""
    filterset = listing.filterset
    counts = listing.snapshot.matcher.option_counts(filterset.question)
    start = listing.address.continued
    return [
        Facet(
            key=facet,
            label=facet_label(facet, listing.language),
            help_text="",
            options=_options(listing, facet, counts[facet], start),
            is_active=bool(filterset.asked[facet]),
            is_open=bool(filterset.asked[facet]) or facet == "need",
        )
        for facet in FACET_LABELS
    ]


def open_now_option(listing: ServiceListing) -> Option:
    """Return what asking for what is open now gives, or no longer asking for it."""
    filterset = listing.filterset
    selected = bool(filterset.asked["open_now"])
    toggled = replace(filterset.question, open_at=None if selected else filterset.moment)
    return Option(
        code="1",
        label=OPEN_NOW,
        count=listing.snapshot.matcher.count(toggled),
        url=str(listing.address.toggled("open_now", "1")),
        selected=selected,
    )


def active_filters(listing: ServiceListing) -> list[ActiveFilter]:
    """Return what is chosen now, each with the link that takes it away."""
    return [
        ActiveFilter(_label(listing, key, value), str(listing.address.toggled(key, value)))
        for key, value in listing.address.pairs
    ]


def _options(
    listing: ServiceListing, facet: str, counts: Mapping[str, int], start: str
) -> tuple[Option, ...]:
    asked, language = listing.filterset.asked[facet], listing.language
    return tuple(
        Option(
            term.code,
            term.label(language),
            counts[term.code],
            str(listing.address.toggled(facet, term.code))
            if term.code in asked
            else start + _pair(facet, term.code),
            term.code in asked,
            _group(term.group, language) if term.group else "",
        )
        for term in listing.snapshot.terms.by_facet[facet]
    )


@cache
def _pair(facet: str, code: str) -> str:
    return encoded((facet, code))


@cache
def _group(group: str, language: str) -> str:
    return in_language(NeedGroup(group).label, language)


def _label(listing: ServiceListing, key: str, value: str) -> Text:
    if key in FACETS:
        term = listing.snapshot.terms.find(key, value)
        return term.label(listing.language) if term else value
    if key == "municipality":
        area = listing.filterset.municipality_found
        return str(area) if area else value
    if key == "open_now":
        return OPEN_NOW
    return format_lazy("“{text}”", text=value)
