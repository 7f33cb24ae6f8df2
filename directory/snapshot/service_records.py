"""Reading the published services as the matcher and the text index want them: in bulk.

A model instance a service would cost ten times as much; here each table is read once as tuples, and
those of services past the managers, which would look for a translation in every row.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone

from directory.facets import FACETS, TAXONOMIES, FacetDefinition
from directory.first_contact.candidates import FREE_PHONE
from directory.matching.matcher import INTERPRETER
from directory.matching.question import Acceptance, Geography, ServiceRecord
from directory.models import (
    Area,
    AreaKind,
    AreaMember,
    Channel,
    ChannelKind,
    FirstContactRule,
    NeedRank,
    Organization,
    Service,
)
from directory.models.area import LEVEL_OF_KIND
from directory.models.channel import CallCost
from directory.models.choices import Known
from directory.models.organization import ENFORCEMENT_KINDS
from directory.models.service import ServiceQuerySet
from directory.search.text_index import TextDocument
from editorial.freshness import Freshness, FreshnessLimits, freshness_of_record, local_day
from editorial.languages import LANGUAGES
from editorial.models import FreshnessPolicy, PublicationState

ROW = (
    "pk",
    "organization_id",
    "intake",
    "status",
    "languages",
    "interpreter",
    "opening_hours",
    "assured_date",
    "first_published_at",
    *(facet.rule for facet in FACETS.values() if facet.rule),
    *(facet.values for facet in FACETS.values() if not facet.is_taxonomy),
    *(facet.excluded for facet in FACETS.values() if facet.excluded),
)


@dataclass(frozen=True, slots=True)
class PublishedServices:
    """The records in name order, and the first moment at which they may no longer be right."""

    records: tuple[ServiceRecord, ...]
    valid_until: datetime | None


def load_geography() -> Geography:
    """Read which areas each municipality lies in, nearest level first: two queries."""
    kinds = {pk: (code, kind) for pk, code, kind in Area.objects.values_list("pk", "code", "kind")}
    countries = [code for code, kind in kinds.values() if kind == AreaKind.COUNTRY]
    found: dict[str, dict[int, list[str]]] = {
        code: {0: [code], int(LEVEL_OF_KIND[AreaKind.COUNTRY]): list(countries)}
        for code, kind in kinds.values()
        if kind == AreaKind.MUNICIPALITY
    }
    for area_pk, municipality_pk in AreaMember.objects.values_list("area", "municipality"):
        code, kind = kinds[area_pk]
        levels = found[kinds[municipality_pk][0]]
        levels.setdefault(int(LEVEL_OF_KIND[kind]), []).append(code)
    return Geography(
        {
            municipality: tuple((level, tuple(levels[level])) for level in sorted(levels))
            for municipality, levels in found.items()
        }
    )


def load_services(now: datetime, *, only: Collection[int] | None = None) -> PublishedServices:
    """Read what the matcher must know of every published service: 13 queries.

    ``only`` names a few of them, by key.
    """
    services = ServiceQuerySet(Service).published(at=now).order_by("sort_key", "pk")
    of_these = Q() if only is None else Q(service__in=only)
    if only is not None:
        services = services.filter(pk__in=only)
    rows = list(services.values_list(*ROW))
    terms = {name: _codes_by_service(FACETS[name].values, of_these) for name in TAXONOMIES}
    areas = _codes_by_service("service_areas", of_these)
    channels = _channels_by_service(of_these)
    ranks, never_first = _ranks_by_service(of_these)
    enforcement = set(
        Organization.all_objects.filter(kind__in=ENFORCEMENT_KINDS).values_list("pk", flat=True)
    )
    today = timezone.localdate(now)
    policy = FreshnessPolicy.current().limits
    records: list[ServiceRecord] = []
    changes_ahead: set[date] = set()
    for values in rows:
        row = dict(zip(ROW, values, strict=True))
        key = row["pk"]
        freshness = _freshness(row, channels[key], policy)
        changes_ahead.update(freshness.changes_after(today))
        tags = {f"intake:{row['intake']}", f"status:{row['status']}"}
        tags |= {tag for channel in channels[key] for tag in channel.tags}
        tags |= {f"language:{code}" for code in row["languages"]}
        if row["interpreter"] == Known.YES:
            tags.add(INTERPRETER)
        if row["organization_id"] in enforcement:
            tags.add("enforcement")
        if freshness.is_too_old(today):
            tags.add("too_old")
        own_hours = row["opening_hours"]
        hours = {own_hours} if own_hours else {channel.hours for channel in channels[key]}
        records.append(
            ServiceRecord(
                key=key,
                accepts={
                    name: _acceptance(
                        facet, row, terms[name][key] if facet.is_taxonomy else frozenset()
                    )
                    for name, facet in FACETS.items()
                },
                areas=areas[key],
                opening_hours=frozenset(hours - {""}),
                is_overdue=freshness.is_overdue(today),
                tags=frozenset(tags),
                ranks=ranks[key],
                never_first=frozenset(never_first[key]),
                doors=frozenset(
                    {
                        f"organization {row['organization_id']}",
                        *(
                            f"channel {channel.key}"
                            for channel in channels[key]
                            if channel.kind != ChannelKind.RELAY
                        ),
                    }
                ),
            )
        )
    limits = _dates_ahead(now)
    if changes_ahead:
        limits.append(timezone.make_aware(datetime.combine(min(changes_ahead), time())))
    return PublishedServices(tuple(records), min(limits, default=None))


def _freshness(
    row: Mapping[str, Any], channels: Iterable["_Channel"], limits: FreshnessLimits
) -> Freshness:
    published_at = row["first_published_at"]
    checked = [channel.checked_on for channel in channels if channel.checked_on]
    return freshness_of_record(
        limits,
        checked_on=row["assured_date"],
        first_published_on=local_day(published_at),
        has_contacts=bool(channels),
        contact_checked_on=max(checked, default=None),
    )


def _acceptance(
    facet: FacetDefinition, row: Mapping[str, Any], terms: frozenset[str]
) -> Acceptance:
    return Acceptance(
        row[facet.rule] if facet.rule else "only",
        terms if facet.is_taxonomy else frozenset(row[facet.values]),
        frozenset(row[facet.excluded]) if facet.excluded else frozenset(),
    )


def _codes_by_service(relation: str, of_these: Q) -> defaultdict[int, frozenset[str]]:
    descriptor = getattr(Service, relation)
    through, code = descriptor.through, f"{descriptor.field.m2m_reverse_field_name()}__code"
    collected: dict[int, list[str]] = defaultdict(list)
    for service, value in through.objects.filter(of_these).values_list("service_id", code):
        collected[service].append(value)
    return defaultdict(frozenset, {key: frozenset(codes) for key, codes in collected.items()})


class _Channel(NamedTuple):
    key: int
    kind: str
    cost: str
    hours: str
    checked_on: date | None

    @property
    def tags(self) -> set[str]:
        """Return by which kinds of channel it reaches somebody."""
        is_free = self.kind == ChannelKind.PHONE and self.cost == CallCost.FREE
        return {f"channel:{self.kind}"} | ({f"channel:{FREE_PHONE}"} if is_free else set())


def _channels_by_service(of_these: Q) -> defaultdict[int, list[_Channel]]:
    columns = ("pk", "kind", "cost", "opening_hours", "value", "assured_value", "assured_date")
    links = Service.channels.through.objects.filter(of_these)
    found = Channel.objects.filter(pk__in=links.values("channel")) if of_these else Channel.objects
    channels = {
        pk: _Channel(pk, kind, cost, hours, checked_on if value == checked_value else None)
        for pk, kind, cost, hours, value, checked_value, checked_on in found.values_list(*columns)
    }
    collected: defaultdict[int, list[_Channel]] = defaultdict(list)
    for service, channel in links.values_list("service_id", "channel_id"):
        collected[service].append(channels[channel])
    return collected


def _ranks_by_service(
    of_these: Q,
) -> tuple[defaultdict[int, dict[str, int]], defaultdict[int, set[str]]]:
    """Return the places that editors gave services, and the needs that never make them first."""
    ranks: defaultdict[int, dict[str, int]] = defaultdict(dict)
    never_first: defaultdict[int, set[str]] = defaultdict(set)
    rows = NeedRank.objects.filter(of_these).values_list(
        "service_id", "need__code", "rank", "may_be_first"
    )
    for service, need, rank, may_be_first in rows:
        ranks[service][need] = rank
        if not may_be_first:
            never_first[service].add(need)
    return ranks, never_first


def _dates_ahead(now: datetime) -> list[datetime]:
    """Return the moments at which a planned publication or expiry changes what is public."""
    ahead: list[datetime] = []
    for model in (Service, Organization, FirstContactRule):
        planned = model.all_objects.filter(
            Q(publish_at__gt=now) | Q(expires_at__gt=now), state=PublicationState.PUBLISHED
        ).values_list("publish_at", "expires_at")
        ahead.extend(moment for row in planned for moment in row if moment and moment > now)
    return ahead


def load_texts(
    records: Iterable[ServiceRecord], words: Mapping[tuple[str, str], Mapping[str, str]]
) -> dict[str, list[TextDocument]]:
    """Read what is searched, per language: two queries.

    ``words`` gives, per (facet, code) and language, the label that a service with that need, form
    or situation is found by.
    """
    names = ("name", "description", "eligibility_description")
    columns = [f"{name}_{language}" for language in LANGUAGES for name in names]
    texts = {
        row[0]: row[1:]
        for row in ServiceQuerySet(Service).values_list(
            "pk", "organization_id", "alternate_names", *columns
        )
    }
    organizations = {
        row[0]: row[1:]
        for row in Organization.all_objects.values_list(
            "pk", "abbreviation", "alternate_names", "name_nl", "name_en"
        )
    }
    documents: dict[str, list[TextDocument]] = {language: [] for language in LANGUAGES}
    for record in records:
        organization, other_names, *values = texts[record.key]
        abbreviation, known_as, *organization_names = organizations[organization]
        for number, language in enumerate(LANGUAGES):
            name, description, eligibility = values[3 * number : 3 * number + 3]
            documents[language].append(
                TextDocument(
                    record.key,
                    " ".join(
                        (
                            name or "",
                            organization_names[number] or "",
                            abbreviation,
                            *known_as,
                            *other_names,
                        )
                    ),
                    _vocabulary_text(record, words, language),
                    f"{description or ''} {eligibility or ''}",
                )
            )
    return documents


def _vocabulary_text(
    record: ServiceRecord, words: Mapping[tuple[str, str], Mapping[str, str]], language: str
) -> str:
    found = [(facet, code) for facet in TAXONOMIES for code in sorted(record.accepts[facet].values)]
    return " ".join(words[term][language] for term in found if term in words)
