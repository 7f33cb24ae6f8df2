"""All tables of HSDS as a Tabular Data Package: the same rows are the same bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings

from wegwijzer.open_data.feed import Feed
from wegwijzer.open_data.openapi import HSDS_VERSION, description
from wegwijzer.open_data.schemas import OBJECTS, Schema
from wegwijzer.open_data.terms import ISO_LANGUAGES
from wegwijzer.open_data.texts import Facts

FILES = {
    "organization": "organizations",
    "organization_identifier": "organization_identifiers",
    "service": "services",
    "location": "locations",
    "address": "addresses",
    "service_at_location": "service_at_locations",
    "service_area": "service_areas",
    "phone": "phones",
    "url": "urls",
    "schedule": "schedules",
    "language": "languages",
    "taxonomy": "taxonomies",
    "taxonomy_term": "taxonomy_terms",
    "attribute": "attributes",
}
"""The tables by the name of their objects, each behind what it refers to."""

NESTED = {
    "phones": "phone",
    "additional_urls": "url",
    "additional_websites": "url",
    "schedules": "schedule",
    "languages": "language",
    "service_areas": "service_area",
    "locations": "location",
    "location": "location",
    "service_at_locations": "service_at_location",
    "addresses": "address",
    "attributes": "attribute",
    "organization_identifiers": "organization_identifier",
}
"""Which objects stand under a name inside another. The rest is there once, by itself."""

REFERENCES = {
    "organization_id": "organization",
    "service_id": "service",
    "location_id": "location",
    "taxonomy_id": "taxonomy",
    "taxonomy_term_id": "taxonomy_term",
    "parent_id": "taxonomy_term",
}

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The moment of every file in the package, so that it says nothing."""

Tables = dict[str, dict[str, Facts]]


def package(feed: Feed, language: str) -> bytes:
    """Return the zip of all tables in a language: rows in the order of the feed."""
    tables: Tables = {name: {} for name in FILES}
    found = feed.tables[language]
    for name in ("taxonomy", "taxonomy_term", "organization", "service"):
        for item in found[FILES[name]].values():
            _take_apart(tables, name, json.loads(item.whole))
    target = io.BytesIO()
    with ZipFile(target, "w") as archive:
        for path, text in _files(tables, language):
            archive.writestr(_entry(path), text.encode(), ZIP_DEFLATED, 9)
    return target.getvalue()


def _files(tables: Tables, language: str) -> Iterator[tuple[str, str]]:
    used = {name: rows for name, rows in tables.items() if rows}
    yield "datapackage.json", json.dumps(_datapackage(used), ensure_ascii=False, indent=1)
    for name, rows in used.items():
        columns = list(columns_of(name))
        yield f"{FILES[name]}.csv", _csv(columns, rows.values())
    meta = {"id": "1", "name": "language", "language": ISO_LANGUAGES[language]}
    yield "meta_table_descriptions.csv", _csv(list(meta), [meta])


def _take_apart(tables: Tables, name: str, facts: Facts) -> None:
    """Put an object and all objects inside it into their tables."""
    row = {column: facts[column] for column in columns_of(name) if column in facts}
    tables[name].setdefault(facts["id"], {}).update(row)
    for inside, kind in NESTED.items():
        nested = facts.get(inside, ())
        for part in [nested] if isinstance(nested, dict) else nested:
            _take_apart(tables, kind, part)


@cache
def columns_of(name: str) -> Mapping[str, Schema]:
    """Return the columns of a table with their schemas: all that is not an object of its own.

    An import asks it for every row.
    """
    return {
        column: schema
        for column, schema in OBJECTS[name]["properties"].items()
        if "$ref" not in schema and schema.get("type") != "array"
    }


def _datapackage(tables: Tables) -> dict[str, Any]:
    return {
        "name": "wegwijzer-mensenhandel",
        "profile": "tabular-data-package",
        "title": f"Wegwijzer Mensenhandel (HSDS {HSDS_VERSION})",
        "description": description(),
        "licenses": [{"path": settings.CONTENT_LICENSE}],
        "resources": [_resource(name, tables) for name in tables],
    }


def _resource(name: str, tables: Tables) -> dict[str, Any]:
    columns = columns_of(name)
    required = set(OBJECTS[name]["required"])
    return {
        "name": FILES[name],
        "path": f"{FILES[name]}.csv",
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "schema": {
            "primaryKey": "id",
            "fields": [
                _field(column, schema, is_required=column in required)
                for column, schema in columns.items()
            ],
            "foreignKeys": [
                {
                    "fields": column,
                    "reference": {
                        "resource": "" if target == name else FILES[target],
                        "fields": "id",
                    },
                }
                for column, target in REFERENCES.items()
                if column in columns and target in tables
            ],
        },
    }


def _field(column: str, schema: Schema, *, is_required: bool) -> dict[str, Any]:
    kinds = {"number": "number", "integer": "integer"}
    formats = {"uuid": "uuid", "uri": "uri", "email": "email"}
    kind = schema.get("type", "string")
    field: dict[str, Any] = {"name": column, "type": kinds.get(kind, "string")}
    if schema.get("format") in formats:
        field["format"] = formats[schema["format"]]
    constraints: dict[str, Any] = {}
    if is_required:
        constraints["required"] = True
    if column == "id":
        constraints["unique"] = True
    if "enum" in schema:
        constraints["enum"] = schema["enum"]
    return {**field, "constraints": constraints} if constraints else field


def _csv(columns: list[str], rows: Iterable[Facts]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _entry(path: str) -> ZipInfo:
    entry = ZipInfo(path, LONG_AGO)
    entry.external_attr = 0o644 << 16
    return entry
