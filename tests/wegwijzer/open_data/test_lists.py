"""Pages, filters, headers and errors of the feed."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import zipfile
from typing import cast
from urllib.parse import urlencode

import brotli
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from tests.strict_queries import bad_input
from tests.wegwijzer.open_data.feed import LANGUAGES, ask, csv_rows, everything
from wegwijzer.open_data.batches import facts_in_batches
from wegwijzer.open_data.feed import TABLES
from wegwijzer.open_data.query import FILTERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]

SERVICES = "/hsds/v1/en/services"
MAX_BYTES_OF_A_PACKAGE = 250_000


def get(path: str, **headers: str) -> HttpResponse:
    with bad_input():
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return cast("HttpResponse", Client().get(path, headers=given))


def test_there_may_be_any_number_of_organizations() -> None:
    """SQLite takes a thousand conditions in one query: with as many no edition was made."""
    database = connection.connection
    depth = database.setlimit(sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 40)
    try:
        assert any(batch["nl"].get("services") for batch in facts_in_batches())
    finally:
        database.setlimit(sqlite3.SQLITE_LIMIT_EXPR_DEPTH, depth)


@pytest.mark.parametrize("per_page", [1, 7, 1000])
def test_pages_together_are_the_whole_list(per_page: int) -> None:
    whole = [row["id"] for row in everything("taxonomies")]
    found, number, is_last = [], 1, False
    while not is_last:
        page = ask(f"/taxonomies?page={number}&per_page={per_page}")
        assert page["total_items"] == len(whole)
        assert page["size"] == len(page["contents"])
        assert page["first_page"] == (number == 1)
        found += [row["id"] for row in page["contents"]]
        is_last, number = page["last_page"], number + 1
    assert found == whole
    assert number - 1 == page["total_pages"]


def test_behind_the_last_page_is_an_empty_one() -> None:
    page = ask("/services?page=999")
    assert (page["empty"], page["contents"], page["last_page"]) == (True, [], True)


def test_filters_hold_together() -> None:
    services = everything("services")
    wanted = services[0]
    term = wanted["attributes"][0]["taxonomy_term"]
    asked = {
        "taxonomy_term_id": term["id"],
        "taxonomy_id": term["taxonomy_id"],
        "organization_id": wanted["organization_id"],
        "per_page": "1000",
    }
    found = ask(f"/services?{urlencode(asked)}")["contents"]
    assert {row["id"] for row in found} == {
        row["id"]
        for row in services
        if row["organization_id"] == wanted["organization_id"]
        and any(one["taxonomy_term_id"] == term["id"] for one in row["attributes"])
    }


def test_terms_can_be_asked_by_taxonomy_and_by_parent() -> None:
    terms = everything("taxonomy_terms")
    child = next(term for term in terms if "parent_id" in term)
    for name in ("taxonomy_id", "parent_id"):
        found = ask(f"/taxonomy_terms?per_page=1000&{name}={child[name]}")["contents"]
        assert [term["id"] for term in found] == [
            term["id"] for term in terms if term.get(name) == child[name]
        ]
    top = ask("/taxonomy_terms?per_page=1000&top_only=true")["contents"]
    assert top
    assert not any("parent_id" in term for term in top)


def test_a_list_of_services_has_what_is_one_to_one() -> None:
    [row] = ask("/services?per_page=1")["contents"]
    assert not any(isinstance(value, list) for value in row.values())
    assert row["organization"]["name"]


def test_minimal_is_one_page_that_says_which_services_are_there_and_when_they_changed() -> None:
    page = ask("/services?minimal=true&per_page=1")
    assert page["last_page"]
    assert len(page["contents"]) == page["total_items"]
    for row in page["contents"]:
        assert row.keys() == {"id", "name", "status", "last_modified"}


def test_lines_are_all_of_it_without_pages() -> None:
    answer = get(f"{SERVICES}?format=ndjson&full=true&per_page=1")
    assert answer["Content-Type"].startswith("application/x-ndjson")
    lines = [json.loads(line) for line in answer.content.decode().splitlines()]
    assert lines == everything("services")


@pytest.mark.parametrize("table", TABLES)
def test_each_object_is_at_its_own_url(table: str) -> None:
    for row in everything(table)[:3]:
        assert ask(f"/{table}/{row['id']}") == row


WRONG = [
    "page=0",
    "page=-1",
    "page=x",
    "page=99999999999",
    "page=٣",
    "per_page=1001",
    "format=xml",
    "taxonomy_id=need",
    "organization_id=1",
    "modified_after=yesterday",
    "modified_after=2026-11-26T10:00:00",
    "modified_after=2026-99-99",
    "minimal=yes",
    "full=1",
    "page=1&page=2",
    "search=shelter",
    "postcode=9401AB",
    "proximity=10",
    "parent_id=5f1f3a52-6d0c-5b0e-9a7e-3c3b8f6f1d27",
]


@pytest.mark.parametrize("query", WRONG)
def test_a_parameter_that_makes_no_sense_is_named(query: str) -> None:
    answer = get(f"{SERVICES}?{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")
    errors = json.loads(answer.content)["errors"]
    assert [one["name"] for one in errors] == [query.partition("=")[0]]


def test_all_that_is_wrong_is_said_at_once() -> None:
    errors = ask("/services?page=0&format=xml&search=x", status=400)["errors"]
    assert {one["name"] for one in errors} == {"page", "format", "search"}


@pytest.mark.parametrize("table", TABLES)
def test_no_list_takes_what_a_person_would_type(table: str) -> None:
    assert not {"search", "postcode", "proximity"} & {*FILTERS.get(table, ())}
    ask(f"/{table}?search=hulp", status=400)


@pytest.mark.parametrize(
    "path",
    [
        "/services/",
        "/nothing",
        "/services/politie",
        "/services/5f1f3a52-6d0c-5b0e-9a7e-3c3b8f6f1d27",
        "/schema/nothing.json",
    ],
)
def test_what_is_not_there_is_a_problem_in_json(path: str) -> None:
    answer = get(f"/hsds/v1/en{path}")
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("application/problem+json")
    assert answer["API-Version"] == "1.0.0"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_feed_can_only_be_read(method: str) -> None:
    answer = getattr(Client(), method)(SERVICES)
    assert answer.status_code == 405
    assert answer["Content-Type"].startswith("application/problem+json")
    assert "POST" not in answer["Allow"]


def test_a_page_on_another_site_may_ask() -> None:
    for answer in (get(SERVICES), get(f"{SERVICES}?page=x"), Client().options(SERVICES)):
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer["API-Version"] == "1.0.0"
    assert "If-None-Match" in Client().options(SERVICES)["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("coding", ["", "br", "gzip"])
def test_a_copy_is_asked_about_each_time_and_told_that_it_is_right(coding: str) -> None:
    first = get(SERVICES, accept_encoding=coding)
    assert first["Cache-Control"] == "public, no-cache"
    assert first["Vary"] == "Accept-Encoding"
    assert not first["ETag"].startswith("W/")
    again = get(SERVICES, accept_encoding=coding, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    unpack = {"": bytes, "br": brotli.decompress, "gzip": gzip.decompress}[coding]
    assert json.loads(unpack(first.content))["total_items"]
    assert first.get("Content-Encoding", "") == coding


def test_an_answer_names_its_language_and_the_other_one() -> None:
    answer = get(SERVICES)
    assert answer["Content-Language"] == "en"
    assert "/hsds/v1/nl/services" in answer["Link"]
    assert 'hreflang="nl"' in answer["Link"]


def test_the_feed_sets_no_cookie_and_is_never_without_the_headers_of_the_site() -> None:
    right = get(SERVICES)
    answers = [
        right,
        get(SERVICES, if_none_match=right["ETag"]),
        get(f"{SERVICES}?page=x"),
        get("/hsds/v1/en/nothing"),
        get("/hsds/v1/catalog"),
        Client().post(SERVICES),
        Client().options(SERVICES),
    ]
    assert [answer.status_code for answer in answers] == [200, 304, 400, 404, 200, 405, 204]
    for answer in answers:
        assert not answer.cookies
        assert answer["API-Version"] == "1.0.0"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_a_head_says_what_a_get_would() -> None:
    whole, head = Client().get(SERVICES), Client().head(SERVICES)
    assert head.content == b""
    assert head["ETag"] == whole["ETag"]
    assert head["Content-Length"] == str(len(whole.content))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_package_holds_each_row_once_and_refers_to_what_is_there(language: str) -> None:
    packed = get(f"/hsds/v1/{language}/export.zip", accept_encoding="br")
    assert packed["Content-Type"] == "application/zip"
    assert "Content-Encoding" not in packed
    assert len(packed.content) <= MAX_BYTES_OF_A_PACKAGE
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        described = json.loads(archive.read("datapackage.json"))
        tables = {
            resource["name"]: archive.read(resource["path"]).decode()
            for resource in described["resources"]
        }
    rows = {name: list(csv_rows(text)) for name, text in tables.items()}
    ids = {name: [row["id"] for row in found] for name, found in rows.items()}
    assert all(len(found) == len(set(found)) for found in ids.values())
    assert {*ids["services"]} == {row["id"] for row in everything("services", language)}
    for resource in described["resources"]:
        for key in resource["schema"]["foreignKeys"]:
            target = key["reference"]["resource"] or resource["name"]
            named = {row[key["fields"]] for row in rows[resource["name"]]} - {""}
            assert named <= {*ids[target]}, (resource["name"], key)
