"""How much is known of the services, most of all of those that the signpost names most."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.facets import Text
from directory.guard.naming import shares_of_named
from directory.guard.problems import stored_first_contacts
from directory.models import AgeGroup, Channel, FacetRule, Known, OrganizationFact, Service
from directory.models.channel import NUMBER_KINDS
from editorial.models import ContentVersion
from editorial.reading.parts import forget_with_everything
from editorial.versioning.rolled_back import is_on_trial

MIN_SHARE = 0.01
"""A service that is named in at least this part of all combinations is one of the most named."""

FIELDS: Mapping[str, tuple[Text, Callable[[Service], bool]]] = {
    "hours": (_("opening hours"), lambda service: bool(_hours(service))),
    "languages": (
        _("languages"),
        lambda service: bool(service.languages) or service.interpreter != Known.UNKNOWN,
    ),
    "anonymous": (
        _("can you stay anonymous?"),
        lambda service: service.anonymous_possible != Known.UNKNOWN,
    ),
    "identity": (
        _("do they ask who you are?"),
        lambda service: service.identity_asked != Known.UNKNOWN,
    ),
    "parents": (
        _("are parents told?"),
        lambda service: service.parents_told != Known.UNKNOWN or _is_for_adults(service),
    ),
    "police": (
        _("is there a link with the police?"),
        lambda service: service.police_link != Known.UNKNOWN,
    ),
    "disclosure": (
        _("what happens with what you tell"),
        lambda service: bool(service.disclosure_nl),
    ),
    "cost": (_("cost"), lambda service: service.cost != "unknown"),
    "wait": (_("waiting time"), lambda service: bool(service.wait_time_nl)),
}
"""What a person wants to know before making contact, with how to see that it is known."""


@dataclass(frozen=True, slots=True)
class KnownField:
    """Of how many services a field is known, of all and of those that are named most."""

    label: Text
    known: int
    total: int
    known_of_named: int
    named: int


@dataclass(frozen=True, slots=True)
class UnknownOfService:
    """What is not known of a service that is named for this part of all combinations."""

    service: Service
    share: float
    labels: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much is known, what is not known of the most named, and which numbers have no year."""

    fields: tuple[KnownField, ...]
    unknown: tuple[UnknownOfService, ...]
    numbers: int
    numbers_without_year: tuple[Channel, ...]


def completeness(now: datetime) -> Completeness:
    """Return what is known of the published services, the most named first where it is not.

    30 queries and a second, to ask who is named; kept for a content version and a day.
    """
    kept_for = (ContentVersion.current(), timezone.localdate(now))
    found = _kept.get(kept_for)
    if found is None:
        found = _count(now)
        _kept.clear()
        if not is_on_trial():
            _kept[kept_for] = found
    return found


_kept: dict[tuple[object, ...], Completeness] = {}
forget_with_everything(_kept.clear)


def _count(now: datetime) -> Completeness:
    services = list(Service.objects.for_cards())
    shares = shares_of_named(stored_first_contacts(now), now)
    named = sorted(
        (service for service in services if shares.get(service.pk, 0) >= MIN_SHARE),
        key=lambda service: -shares[service.pk],
    )
    fields = tuple(
        KnownField(
            label,
            sum(map(is_known, services)),
            len(services),
            sum(map(is_known, named)),
            len(named),
        )
        for label, is_known in FIELDS.values()
    )
    numbers, without_year = _numbers()
    return Completeness(fields, tuple(_unknown(named, shares)), numbers, without_year)


def _unknown(named: Iterable[Service], shares: Mapping[int, float]) -> Iterator[UnknownOfService]:
    for service in named:
        missing = tuple(label for label, is_known in FIELDS.values() if not is_known(service))
        if missing:
            yield UnknownOfService(service, shares[service.pk], missing)


def _is_for_adults(service: Service) -> bool:
    """Return whether a service is for adults alone, so that parents are no question."""
    return service.age_rule == FacetRule.ONLY and AgeGroup.MINOR not in service.age_groups


def _hours(service: Service) -> bool:
    return bool(service.opening_hours or service.channel_hours)


def _numbers() -> tuple[int, tuple[Channel, ...]]:
    """Return how many numbers services are reached by, and those of which no source has a year."""
    dated = set(
        OrganizationFact.objects.filter(field="value")
        .exclude(source_date="")
        .values_list("channel", flat=True)
    )
    numbers = list(
        Channel.objects.filter(kind__in=NUMBER_KINDS, services__in=Service.objects.all())
        .select_related("organization")
        .distinct()
        .order_by("organization__sort_key", "position", "pk")
    )
    return len(numbers), tuple(number for number in numbers if number.key not in dated)
