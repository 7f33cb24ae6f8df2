"""Services as results: what each is, why it stands where it stands, and whether it is open."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache

from directory.facets import FACETS, Text
from directory.matching.bitset import Bits, holds
from directory.matching.matcher import NAMED, Match
from directory.models import Channel, ChannelKind, CoverageLevel, Service
from directory.service_list.listing import ServiceListing
from directory.service_list.view_models import HintResult, ServiceResult
from directory.snapshot.facet_terms import facet_label, in_language
from directory.snapshot.snapshot import HintedServices


def matched_results(
    listing: ServiceListing, matches: Iterable[Match], rows: Mapping[int, Service]
) -> list[ServiceResult]:
    """Return results in the order of their matches; what was withdrawn meanwhile is left out."""
    reasons = list(_possible_reasons(listing))
    return [
        _result(listing, rows[match.key], match, reasons) for match in matches if match.key in rows
    ]


def named_results(
    listing: ServiceListing, keys: Iterable[int], rows: Mapping[int, Service]
) -> list[ServiceResult]:
    """Return services that no filter led to, such as a fallback: without reasons."""
    matcher = listing.snapshot.matcher
    matches = (
        Match(key, NAMED, None, bool(matcher.overdue & matcher.services([key])), ()) for key in keys
    )
    return [_result(listing, rows[match.key], match, ()) for match in matches if match.key in rows]


def hint_results(
    listing: ServiceListing, hints: Iterable[HintedServices], rows: Mapping[int, Service]
) -> list[HintResult]:
    """Return explanations in the language of the list, with their services."""
    return [
        HintResult(
            hint.explanations[listing.language], tuple(named_results(listing, hint.services, rows))
        )
        for hint in hints
    ]


def fallback_keys(listing: ServiceListing) -> tuple[int, ...]:
    """Return the services that everyone of the ages asked for, or of any age, can turn to."""
    fallbacks = listing.snapshot.fallbacks
    ages = listing.filterset.cleaned_data["age"] or list(fallbacks)
    return tuple(dict.fromkeys(key for age in ages for key in fallbacks.get(age, ())))


def _result(
    listing: ServiceListing,
    service: Service,
    match: Match,
    possible_reasons: Iterable[tuple[Bits, Text]],
) -> ServiceResult:
    index = listing.snapshot.matcher.index_of(match.key)
    return ServiceResult(
        service=service,
        reasons=tuple(
            label
            for services, label in possible_reasons
            if index is not None and holds(services, index)
        ),
        level_label=_level(match.level, listing.language),
        unknown_facets=tuple(
            facet_label(facet, listing.language) for facet in match.unknown_facets
        ),
        is_overdue=match.is_overdue,
        open_state=service.open_state(listing.filterset.moment),
        first_channel=first_channel(service, listing.filterset.moment),
    )


def first_channel(service: Service, moment: datetime) -> Channel | None:
    """Return the one way to show of a service: no query if its channels are loaded.

    What is known to be open now comes first, a website after other ways, and then the order of the
    editor. A number for calls from abroad or a relay for deaf people never stands for the service.
    """
    ways = [
        channel
        for channel in service.channels_in_order
        if channel.href and not channel.abroad and channel.kind != ChannelKind.RELAY
    ]
    return min(
        ways,
        key=lambda channel: (not channel.is_open(moment), channel.kind == ChannelKind.WEB),
        default=None,
    )


@cache
def _level(level: int | None, language: str) -> str:
    return "" if level is None else in_language(CoverageLevel(level).label, language)


def _possible_reasons(listing: ServiceListing) -> Iterator[tuple[Bits, Text]]:
    """Yield what was asked, with the services that themselves name it."""
    stated = listing.snapshot.matcher.stated
    for name, facet in FACETS.items():
        if not facet.gives_reason:
            continue
        asked = listing.filterset.question.asked(name)
        for code in listing.filterset.cleaned_data[facet.query_key]:
            term = listing.snapshot.terms.find(name, code) if code in asked else None
            if term:
                yield stated[name][code], term.label(listing.language)
