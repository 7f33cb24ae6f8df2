"""Services as results: what each is, why it stands where it stands, and whether it is open."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from directory.availability import service_open_state
from directory.listing import ServiceListing
from directory.matching import NAMED, Match
from directory.models import CoverageLevel, Service
from directory.presentation import ServiceResult
from directory.terms import FACET_LABELS, Text, in_language

GIVES_REASONS = ("need", "exploitation", "age", "status", "situation", "gender")


def matched_results(
    listing: ServiceListing, matches: Iterable[Match], rows: Mapping[int, Service]
) -> list[ServiceResult]:
    """Return results in the order of their matches; what was withdrawn meanwhile is left out."""
    return [_result(listing, rows[match.key], match) for match in matches if match.key in rows]


def named_results(
    listing: ServiceListing, keys: Iterable[int], rows: Mapping[int, Service]
) -> list[ServiceResult]:
    """Return services that no filter led to, such as a fallback: without reasons."""
    matcher = listing.snapshot.matcher
    matches = (
        Match(key, NAMED, None, bool(matcher.overdue & matcher.services([key])), ()) for key in keys
    )
    return [
        _result(listing, rows[match.key], match, give_reasons=False)
        for match in matches
        if match.key in rows
    ]


def fallback_keys(listing: ServiceListing) -> tuple[int, ...]:
    """Return the services that everyone of the ages asked for, or of any age, can turn to."""
    fallbacks = listing.snapshot.fallbacks
    ages = listing.filterset.asked["age"] or list(fallbacks)
    return tuple(dict.fromkeys(key for age in ages for key in fallbacks.get(age, ())))


def _result(
    listing: ServiceListing, service: Service, match: Match, *, give_reasons: bool = True
) -> ServiceResult:
    return ServiceResult(
        service=service,
        reasons=tuple(_reasons(listing, match)) if give_reasons else (),
        level_label=_level(match.level, listing.language),
        unknown_facets=tuple(_label(facet, listing.language) for facet in match.unknown_facets),
        is_overdue=match.is_overdue,
        open_state=service_open_state(service, listing.filterset.moment),
    )


@cache
def _label(facet: str, language: str) -> str:
    return in_language(FACET_LABELS[facet], language)


@cache
def _level(level: int | None, language: str) -> str:
    return "" if level is None else in_language(CoverageLevel(level).label, language)


def _reasons(listing: ServiceListing, match: Match) -> Iterator[Text]:
    """Yield what was asked and the service itself names."""
    matcher = listing.snapshot.matcher
    this = matcher.services([match.key])
    for facet in GIVES_REASONS:
        asked = listing.filterset.question.asked(facet)
        for code in listing.filterset.asked[facet]:
            if code in asked and matcher.stated[facet][code] & this:
                term = listing.snapshot.terms.find(facet, code)
                if term:
                    yield term.label(listing.language)
