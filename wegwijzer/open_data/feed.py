"""The whole feed of one edition: every object as bytes, made once, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from editorial.editions.building import next_change_after
from editorial.languages import LANGUAGES
from editorial.reading.parts import EditionPart
from editorial.reading.router import pinned_edition
from wegwijzer.open_data.batches import written_in_batches
from wegwijzer.open_data.moments import Moments, Withdrawn
from wegwijzer.open_data.services import without_lists
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
    moments = Moments(made_at)
    tables = _tables(moments)
    return Feed(
        tables,
        moments.withdrawn(now),
        made_at,
        next_change_after(now, edition.database.alias) if edition else next_change_after(now),
    )


_part: EditionPart[Feed] = EditionPart("open_data", build, is_lazy=True)


def current_feed(now: datetime | None = None) -> Feed:
    """Return the feed of the edition that is read, or else of the database."""
    return _part.current(now)


def _made_at(edition: Any) -> datetime:
    return datetime.fromisoformat(edition.database.facts()["built_at"])


def _tables(moments: Moments) -> dict[str, dict[str, dict[str, Item]]]:
    found: dict[str, dict[str, dict[str, Item]]] = {
        language: {table: {} for table in TABLES} for language in LANGUAGES
    }
    for batch in written_in_batches():
        moments.add(batch)
        for language, written in batch.items():
            services = {row["id"]: row for row, _text in written.get("services", ())}
            for table, rows in written.items():
                found[language][table].update(
                    (row["id"], _item(table, row, text, moments, services)) for row, text in rows
                )
    return found


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
