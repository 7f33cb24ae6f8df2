"""All objects of the feed, a batch at a time, so that little is held however much there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeAlias, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import override

from directory.models import (
    Area,
    Channel,
    ExploitationForm,
    Need,
    Organization,
    Service,
    Situation,
)
from editorial.languages import LANGUAGES
from wegwijzer.open_data.moments import Written
from wegwijzer.open_data.places import Places, public_locations
from wegwijzer.open_data.profile import ProfileRecords
from wegwijzer.open_data.services import organization_facts, service_facts, without_lists
from wegwijzer.open_data.terms import Terms, taxonomy_facts
from wegwijzer.open_data.texts import Facts, encode

Row = TypeVar("Row", bound=Model)

FactsByTable: TypeAlias = dict[str, list[Facts]]

MAX_IN_BATCH = 500
"""How many organizations or services are in memory at once: about 30 MB in both languages."""

TERMS = {"needs": Need, "exploitation_forms": ExploitationForm, "situations": Situation}
AREA_COLUMNS = ("code", "kind", "name_nl", "name_en", "translated_from")


def written_in_batches() -> Iterator[dict[str, Written]]:
    """Yield all objects by language and table, each with the JSON of it."""
    for batch in facts_in_batches():
        yield {
            language: {
                table: [(row, encode(row)) for row in rows] for table, rows in tables.items()
            }
            for language, tables in batch.items()
        }


def facts_in_batches() -> Iterator[dict[str, FactsByTable]]:
    """Yield all objects of the feed by language and table, as they are read now.

    An object is in one batch, in every language, and the batches are in the order of their tables.
    Of what services share only what goes out is read: about ten queries a batch.
    """
    writers = {language: _Writer(language) for language in LANGUAGES}
    for organizations in _in_batches(Organization.objects.order_by("slug")):
        keys = [organization.pk for organization in organizations]
        channels = _by_organization(Channel.objects.filter(organization__in=keys))
        places = _by_organization(public_locations().filter(organization__in=keys))
        yield {
            language: writer.organizations(organizations, channels, places)
            for language, writer in writers.items()
        }
    for services in _in_batches(Service.objects.order_by("slug")):
        links = _links([service.pk for service in services])
        yield {language: writer.services(services, links) for language, writer in writers.items()}
    profile = ProfileRecords()
    yield {language: writer.profile(profile) for language, writer in writers.items()}


class _Writer:
    """Makes the objects of the feed in one language; what went before is behind what follows."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._organizations: dict[int, Facts] = {}
        self._services: set[str] = set()
        with override(language):
            self._terms, self._places = Terms(), Places()

    def organizations(
        self,
        organizations: Iterable[Organization],
        channels: Mapping[int, list[Channel]],
        places: Mapping[int, list[Any]],
    ) -> FactsByTable:
        """Return organizations with their channels and public places."""
        with override(self._language):
            found = {
                organization.pk: organization_facts(
                    organization,
                    channels[organization.pk],
                    places[organization.pk],
                    self._places,
                    self._terms,
                )
                for organization in organizations
            }
        self._organizations |= {key: without_lists(facts) for key, facts in found.items()}
        return {"organizations": list(found.values())}

    def services(
        self, services: Iterable[Service], links: Mapping[str, Mapping[int, list[Any]]]
    ) -> FactsByTable:
        """Return the services of those organizations, each with its own, and where they are."""
        with override(self._language):
            offered = [
                service_facts(
                    service,
                    self._organizations[service.organization_id],
                    {relation: found[service.pk] for relation, found in links.items()},
                    self._places,
                    self._terms,
                )
                for service in services
                if service.organization_id in self._organizations
            ]
        self._services.update(service["id"] for service in offered)
        return {"services": offered, "service_at_locations": _at_locations(offered)}

    def profile(self, profile: ProfileRecords) -> FactsByTable:
        """Return what hangs on no one organization."""
        with override(self._language):
            return {
                "taxonomies": taxonomy_facts(),
                "taxonomy_terms": [term.facts for term in self._terms],
                "rights": profile.rights(self._services),
                "legislation": profile.legislation(),
                "areas": profile.areas(),
                "first-contact-rules": profile.first_contact_rules(self._services),
            }


def _at_locations(services: Iterable[Facts]) -> list[Facts]:
    return [
        {**row, "service": _one_to_one(service)}
        for service in services
        for row in service.get("service_at_locations", ())
    ]


def _one_to_one(service: Facts) -> Facts:
    facts = without_lists(service)
    facts.pop("organization", None)
    return facts


def _in_batches(records: QuerySet[Row]) -> Iterator[list[Row]]:
    """Yield records a batch at a time, with a query each: none is open while a batch is written."""
    keys = list(records.values_list("pk", flat=True))
    for start in range(0, len(keys), MAX_IN_BATCH):
        yield list(records.filter(pk__in=keys[start : start + MAX_IN_BATCH]))


def _by_organization(records: Iterable[Any]) -> Mapping[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for record in records:
        found[record.organization_id].append(record)
    return found


def _links(services: Collection[int]) -> dict[str, Mapping[int, list[Any]]]:
    """Return by relation what services refer to, in its own order: two queries a relation."""
    targets: dict[str, QuerySet[Any]] = {
        "channels": Channel.objects.all(),
        "locations": public_locations(),
        "service_areas": Area.objects.only(*AREA_COLUMNS),
        **{name: model._default_manager.only("code") for name, model in TERMS.items()},
    }
    return {relation: _linked(services, relation, records) for relation, records in targets.items()}


def _linked(
    services: Collection[int], relation: str, records: QuerySet[Any]
) -> Mapping[int, list[Any]]:
    """Return what a relation leads to, each record once for all services that refer to it.

    A prefetch makes a record for each reference, and a manager with a query for each service.
    """
    descriptor = getattr(Service, relation)
    target = f"{descriptor.field.m2m_reverse_field_name()}_id"
    references = descriptor.through.objects.filter(service__in=services)
    referring: defaultdict[int, list[int]] = defaultdict(list)
    for service, key in references.values_list("service_id", target):
        referring[key].append(service)
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for record in records.filter(pk__in=list(referring)):
        for service in referring[record.pk]:
            found[service].append(record)
    return found
