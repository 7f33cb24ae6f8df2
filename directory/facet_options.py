"""The filters of a list: every option is a link, with the number of results that it gives."""

from dataclasses import replace
from functools import cache

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from directory.addresses import encoded
from directory.listing import ServiceListing
from directory.matching import FACETS
from directory.models import NeedGroup
from directory.presentation import ActiveFilter, Facet, Option
from directory.terms import FACET_LABELS, Term, Text, in_language

OPEN_NOW = _("Open now")


def facets_of(listing: ServiceListing) -> list[Facet]:
    """Return every facet with its options; the first, and those in use, are unfolded."""
    filterset = listing.filterset
    counts = listing.snapshot.matcher.option_counts(filterset.question)
    start = listing.address.continued
    return [
        Facet(
            key=facet,
            label=label,
            help_text="",
            options=tuple(
                _option(listing, term, counts[facet][term.code], start)
                for term in listing.snapshot.terms.by_facet[facet]
            ),
            is_active=bool(filterset.asked[facet]),
            is_open=bool(filterset.asked[facet]) or facet == "need",
        )
        for facet, label in FACET_LABELS.items()
    ]


def open_now_option(listing: ServiceListing) -> Option:
    """Return what asking for what is open now gives, or no longer asking for it."""
    filterset = listing.filterset
    selected = bool(filterset.asked["open_now"])
    toggled = replace(filterset.question, open_at=None if selected else filterset.moment)
    return Option(
        code="1",
        label=OPEN_NOW,
        explanation="",
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


def _option(listing: ServiceListing, term: Term, count: int, start: str) -> Option:
    selected = term.code in listing.filterset.asked[term.facet]
    return Option(
        code=term.code,
        label=term.label(listing.language),
        explanation=term.explanation(listing.language),
        count=count,
        url=(
            str(listing.address.toggled(term.facet, term.code))
            if selected
            else start + encoded((term.facet, term.code))
        ),
        selected=selected,
        group=_group(term.group, listing.language),
    )


@cache
def _group(group: str, language: str) -> str:
    return in_language(NeedGroup(group).label, language) if group else ""


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
