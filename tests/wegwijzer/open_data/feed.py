"""Ask the feed as somebody who builds on it does."""

import csv
import io
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from tests.strict_queries import bad_input
from wegwijzer.open_data.openapi import openapi

LANGUAGES = ("nl", "en")


def ask(path: str, language: str = "en", status: int = 200) -> Any:
    """Return what a URL of the feed answers; no page knows what it may be asked."""
    with bad_input():
        response = Client().get(f"/hsds/v1/{language}{path}")
    assert response.status_code == status, response.content
    return response.json()


def everything(table: str, language: str = "en") -> list[dict[str, Any]]:
    """Return a list with all that hangs on its objects."""
    has_full = table in {"services", "organizations", "service_at_locations"}
    found = ask(f"/{table}?per_page=1000{'&full=true' if has_full else ''}", language)
    rows: list[dict[str, Any]] = found["contents"]
    return rows


def by_name(rows: Iterable[dict[str, Any]], name: str) -> dict[str, Any]:
    [found] = [row for row in rows if row["name"] == name]
    return found


def codes(row: dict[str, Any], kind: str) -> list[str]:
    """Return the codes of one kind of attribute."""
    return [one["taxonomy_term"]["code"] for one in row["attributes"] if one["link_type"] == kind]


def component_of(name: str) -> str:
    """Return how the description calls the schema of a kind of object."""
    return name.title().replace("_", "")


@cache
def validator(name: str) -> Draft202012Validator:
    schema = {
        "$ref": f"#/components/schemas/{component_of(name)}",
        "components": openapi("en")["components"],
    }
    return Draft202012Validator(schema, format_checker=FormatChecker())


def faults(name: str, row: Any) -> list[str]:
    """Return what is wrong with an object of a kind."""
    return [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(row)]


def csv_rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a table of the package."""
    return list(csv.DictReader(io.StringIO(text, newline="")))
