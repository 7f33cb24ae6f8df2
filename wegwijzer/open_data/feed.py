"""The whole feed of one edition: every object as bytes, made once, in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import override

from directory.models import Organization, Service
from editorial.editions.building import next_change_after
from editorial.languages import LANGUAGES
from editorial.reading.parts import EditionPart
from editorial.reading.router import pinned_edition
from wegwijzer.open_data import profile
from wegwijzer.open_data.moments import Moments, Withdrawn
from wegwijzer.open_data.places import Places
from wegwijzer.open_data.services import organization_facts, service_facts, without_lists
from wegwijzer.open_data.terms import Terms, taxonomy_facts
from wegwijzer.open_data.texts import Facts, moment_text

HSDS_TABLES = (
    "services",
    "organizations",
    "service_at_locations",
    "taxonomies",
    "taxonomy_terms",
)
PROFILE_TABLES = ("rights", "legislation", "areas", "first-contact-rules")
TABLES = (*HSDS_TABLES, *PROFILE_TABLES)


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


def encode(facts: Any) -> bytes:
    """Return JSON in the one way that this feed writes it."""
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()


def build(now: datetime) -> Feed:
    """Make the feed of what is read now: about a second."""
    edition = pinned_edition()
    made_at = _made_at(edition) if edition is not None else now
    facts = facts_by_language()
    moments = Moments(facts, made_at)
    return Feed(
        {language: _tables(facts[language], moments) for language in LANGUAGES},
        moments.withdrawn(now),
        made_at,
        next_change_after(now, edition.database.alias) if edition else next_change_after(now),
    )


_part: EditionPart[Feed] = EditionPart("open_data", build, is_lazy=True)


def current_feed(now: datetime | None = None) -> Feed:
    """Return the feed of the edition that is read, or else of the database."""
    return _part.current(now)


def facts_by_language() -> dict[str, dict[str, list[Facts]]]:
    """Return all objects of the feed by language and table, as they are read now.

    Organizations and services are read once for all languages: that is most of the reading.
    """
    organizations = list(Organization.objects.prefetch_related("channels").order_by("slug"))
    services = list(
        Service.objects.prefetch_related(
            "organization",
            "channels",
            "needs",
            "exploitation_forms",
            "situations",
            "service_areas",
            "locations",
        ).order_by("slug")
    )
    return {language: dict(_facts_in(language, organizations, services)) for language in LANGUAGES}


def _made_at(edition: Any) -> datetime:
    return datetime.fromisoformat(edition.database.facts()["built_at"])


def _facts_in(
    language: str, organizations: Iterable[Organization], services: Iterable[Service]
) -> Iterator[tuple[str, list[Facts]]]:
    with override(language):
        terms, places = Terms(), Places()
        organized = {found.pk: organization_facts(found, places, terms) for found in organizations}
        offered = [
            {**service_facts(service, places, terms), "organization": without_lists(of)}
            for service in services
            if (of := organized.get(service.organization_id))
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


def _tables(facts: Mapping[str, list[Facts]], moments: Moments) -> dict[str, dict[str, Item]]:
    services = {row["id"]: row for row in facts["services"]}
    return {
        table: {row["id"]: _item(table, row, moments, services) for row in rows}
        for table, rows in facts.items()
    }


def _item(table: str, row: Facts, moments: Moments, services: Mapping[str, Facts]) -> Item:
    about = services[row["service_id"]] if table == "service_at_locations" else row
    modified = moments.of(row["id"]) if table == "services" else None
    if modified is not None:
        row = {**row, "last_modified": moment_text(modified)}
    listed = without_lists(row) if table in {"services", "organizations"} else row
    attributes = about.get("attributes", ())
    terms = {attribute["taxonomy_term_id"] for attribute in attributes}
    taxonomies = {attribute["taxonomy_term"]["taxonomy_id"] for attribute in attributes}
    minimal = {name: row[name] for name in ("id", "name", "status", "last_modified") if name in row}
    if table == "taxonomy_terms":
        taxonomies = {row["taxonomy_id"]}
    return Item(
        row["id"],
        encode(listed),
        encode(row),
        frozenset(terms),
        frozenset(taxonomies),
        about.get("organization_id", ""),
        row.get("parent_id", ""),
        modified,
        encode(minimal) if table == "services" else b"",
    )
