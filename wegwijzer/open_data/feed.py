"""The whole feed of one edition: every object as bytes, made once, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import override

from directory.models import Area, ExploitationForm, Need, Organization, Service, Situation
from editorial.editions.building import next_change_after
from editorial.languages import LANGUAGES
from editorial.reading.parts import EditionPart
from editorial.reading.router import pinned_edition
from wegwijzer.open_data.moments import Moments, Withdrawn, Written
from wegwijzer.open_data.places import Places, public_locations
from wegwijzer.open_data.profile import ProfileRecords
from wegwijzer.open_data.services import organization_facts, service_facts, without_lists
from wegwijzer.open_data.terms import Terms, taxonomy_facts
from wegwijzer.open_data.texts import Facts, encode, moment_text

HSDS_TABLES = (
    "services",
    "organizations",
    "service_at_locations",
    "taxonomies",
    "taxonomy_terms",
)
PROFILE_TABLES = ("rights", "legislation", "areas", "first-contact-rules")
TABLES = (*HSDS_TABLES, *PROFILE_TABLES)

TERMS = {"needs": Need, "exploitation_forms": ExploitationForm, "situations": Situation}
AREA_COLUMNS = ("code", "kind", "name_nl", "name_en", "translated_from")


@dataclass(frozen=True, slots=True)
class Item:
    """One object as it stands in a list and on its own, and what the filters look at."""

    id: str
    in_list: bytes
    whole: bytes
    terms: frozenset[str] = frozenset()
    taxonomies: frozenset[str] = frozenset()
    organization_id: str = ""
    parent_id: str = ""
    modified: datetime | None = None
    minimal: bytes = b""


@dataclass(frozen=True, eq=False, slots=True)
class Feed:
    """All objects by language and table; ``kept`` holds the whole answers that were asked for."""

    tables: Mapping[str, Mapping[str, Mapping[str, Item]]]
    withdrawn: tuple[Withdrawn, ...]
    made_at: datetime
    valid_until: datetime | None
    kept: dict[Any, Any] = field(default_factory=dict)


def build(now: datetime) -> Feed:
    """Make the feed of what is read now: about a second."""
    edition = pinned_edition()
    made_at = _made_at(edition) if edition is not None else now
    written = written_by_language()
    moments = Moments(written, made_at)
    return Feed(
        {language: _tables(written[language], moments) for language in LANGUAGES},
        moments.withdrawn(now),
        made_at,
        next_change_after(now, edition.database.alias) if edition else next_change_after(now),
    )


_part: EditionPart[Feed] = EditionPart("open_data", build, is_lazy=True)


def current_feed(now: datetime | None = None) -> Feed:
    """Return the feed of the edition that is read, or else of the database."""
    return _part.current(now)


def written_by_language() -> dict[str, Written]:
    """Return all objects by language and table, each with the JSON of it."""
    return {
        language: {table: [(row, encode(row)) for row in rows] for table, rows in tables.items()}
        for language, tables in facts_by_language().items()
    }


def facts_by_language() -> dict[str, dict[str, list[Facts]]]:
    """Return all objects of the feed by language and table, as they are read now.

    All records are read once for all languages, and of what services share only what goes out.
    """
    profile = ProfileRecords()
    organizations = list(Organization.objects.prefetch_related("channels").order_by("slug"))
    services = of_organizations(
        organizations,
        Service.objects.prefetch_related(
            "channels",
            *(Prefetch(name, model._default_manager.only("code")) for name, model in TERMS.items()),
            Prefetch("service_areas", Area.objects.only(*AREA_COLUMNS)),
            Prefetch("locations", public_locations().only("pk")),
        ).order_by("slug"),
    )
    return {
        language: dict(_facts_in(language, organizations, services, profile))
        for language in LANGUAGES
    }


def of_organizations(
    organizations: Iterable[Organization], services: Iterable[Service]
) -> list[Service]:
    """Return the services of these organizations, each with its own.

    To prefetch them instead is one OR for each, of which SQLite takes a thousand.
    """
    known = {organization.pk: organization for organization in organizations}
    found = [service for service in services if service.organization_id in known]
    for service in found:
        service.organization = known[service.organization_id]
    return found


def _made_at(edition: Any) -> datetime:
    return datetime.fromisoformat(edition.database.facts()["built_at"])


def _facts_in(
    language: str,
    organizations: Iterable[Organization],
    services: Iterable[Service],
    profile: ProfileRecords,
) -> Iterator[tuple[str, list[Facts]]]:
    with override(language):
        terms, places = Terms(), Places()
        organized = {found.pk: organization_facts(found, places, terms) for found in organizations}
        offered = [
            {
                **service_facts(service, places, terms),
                "organization": without_lists(organized[service.organization_id]),
            }
            for service in services
        ]
        ids = frozenset(service["id"] for service in offered)
        yield "organizations", list(organized.values())
        yield "services", offered
        yield "service_at_locations", _at_locations(offered)
        yield "taxonomies", taxonomy_facts()
        yield "taxonomy_terms", [term.facts for term in terms]
        yield "rights", profile.rights(ids)
        yield "legislation", profile.legislation()
        yield "areas", profile.areas()
        yield "first-contact-rules", profile.first_contact_rules(ids)


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


def _tables(written: Written, moments: Moments) -> dict[str, dict[str, Item]]:
    services = {row["id"]: row for row, _text in written["services"]}
    return {
        table: {row["id"]: _item(table, row, text, moments, services) for row, text in rows}
        for table, rows in written.items()
    }


def _item(
    table: str, row: Facts, whole: bytes, moments: Moments, services: Mapping[str, Facts]
) -> Item:
    about = services[row["service_id"]] if table == "service_at_locations" else row
    modified = moments.of(row["id"]) if table == "services" else None
    if modified is not None:
        last = {"last_modified": moment_text(modified)}
        row = {**row, **last}
        whole = b"%s,%s" % (whole[:-1], encode(last)[1:])
    has_lists = table in {"services", "organizations"}
    attributes = about.get("attributes", ())
    terms = {attribute["taxonomy_term_id"] for attribute in attributes}
    taxonomies = {attribute["taxonomy_term"]["taxonomy_id"] for attribute in attributes}
    minimal = {name: row[name] for name in ("id", "name", "status", "last_modified") if name in row}
    if table == "taxonomy_terms":
        taxonomies = {row["taxonomy_id"]}
    return Item(
        row["id"],
        encode(without_lists(row)) if has_lists else whole,
        whole,
        frozenset(terms),
        frozenset(taxonomies),
        about.get("organization_id", ""),
        row.get("parent_id", ""),
        modified,
        encode(minimal) if table == "services" else b"",
    )
