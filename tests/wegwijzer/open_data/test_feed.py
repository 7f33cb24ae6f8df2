"""The starter content as open data: every object in both languages, with one id."""

from collections import defaultdict
from copy import deepcopy
from typing import Any
from weakref import ref

import pytest
from django.conf import settings
from django.db.models.signals import post_init
from django.test import Client
from jsonschema import ValidationError
from openapi_spec_validator import validate
from openapi_spec_validator.exceptions import OpenAPISpecValidatorError
from pytest_django import DjangoAssertNumQueries

from directory.models import Service
from tests.wegwijzer.open_data.feed import LANGUAGES, ask, codes, everything, faults
from wegwijzer.open_data import batches
from wegwijzer.open_data.batches import facts_in_batches, written_in_batches
from wegwijzer.open_data.feed import TABLES
from wegwijzer.open_data.moments import digests_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]


@pytest.mark.parametrize("table", TABLES)
def test_both_languages_have_the_same_ids_in_the_same_order(table: str) -> None:
    dutch, english = ([row["id"] for row in everything(table, language)] for language in LANGUAGES)
    assert dutch == english


MUTATIONS: dict[str, Any] = {
    "status": "temporarily_closed",
    "id": "politie",
    "alert": None,
    "url": "www.example.nl",
    "last_modified": "2026-11-26T10:00:00",
    "assured_date": "26-11-2026",
    "minimum_age": "18",
    "name": ["nl", "en"],
    "latitude": 52.1,
}


@pytest.mark.parametrize("column", MUTATIONS)
def test_the_schema_refuses_a_service_that_is_wrong(column: str) -> None:
    row = deepcopy(everything("services")[0])
    assert not faults("service", row)
    assert faults("service", {**row, column: MUTATIONS[column]})


def test_every_published_service_is_given_out_with_its_page() -> None:
    rows = {row["id"]: row["url"] for row in everything("services", "nl")}
    assert rows == {
        str(service.public_id): f"{settings.SITE_URL}{service.get_absolute_url()}"
        for service in Service.objects.all()
    }
    assert Client().get(min(rows.values()).removeprefix(settings.SITE_URL)).status_code == 200


def test_a_service_says_of_every_facet_whether_it_is_for_all_for_some_or_not_known() -> None:
    facets = {"exploitation", "age", "residence_status", "situation", "gender"}
    for row in everything("services"):
        rules = [code for code in codes(row, "eligibility") if code.startswith("accepts:")]
        assert {rule.split(":")[1] for rule in rules} == facets
        assert len(rules) == len(facets)


def test_a_term_of_an_attribute_is_a_term_of_the_list() -> None:
    terms = {term["id"]: term for term in everything("taxonomy_terms")}
    assert len({term["code"] for term in terms.values()}) == len(terms)
    for row in everything("services"):
        for attribute in row["attributes"]:
            assert terms[attribute["taxonomy_term_id"]] == attribute["taxonomy_term"]


def test_what_refers_to_another_object_refers_to_one_that_is_there() -> None:
    services = {row["id"] for row in everything("services")}
    provisions = {
        provision["id"]
        for law in everything("legislation")
        for provision in law.get("provisions", ())
    }
    for right in everything("rights"):
        assert {*right.get("services", ())} <= services
        assert {*right.get("provisions", ())} <= provisions
    for rule in everything("first-contact-rules"):
        assert {option["service_id"] for option in rule.get("options", ())} <= services


def test_the_rules_of_the_first_contact_say_that_an_answer_must_be_asked() -> None:
    assert "never keep it" in ask("/first-contact-rules")["notice"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_root_leads_to_the_description_and_the_profile(language: str) -> None:
    root = ask("", language)
    assert root == ask("/", language)
    assert root["version"] == "3.1"
    assert root["license"] == settings.CONTENT_LICENSE
    for name in ("openapi_url", "profile"):
        ask("/" + root[name].partition(f"/v1/{language}/")[2], language)
    for url in ask("/profile", language)["schemas"]:
        path = "/" + url.partition(f"/v1/{language}/")[2]
        assert ask(path, language)["$id"] == url


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_description_is_openapi_and_one_that_is_not_is_refused(language: str) -> None:
    described = ask("/openapi.json", language)
    validate(described)
    wrong: list[dict[str, Any]] = [
        {"openapi": "3"},
        {"info": {"title": "Wegwijzer"}},
        {"paths": {"services": {}}},
        {"paths": {"/services": {"get": {"responses": {"200": {}}}}}},
    ]
    for change in wrong:
        with pytest.raises((ValidationError, OpenAPISpecValidatorError)):
            validate({**described, **change})


def test_the_description_names_every_list_and_no_more() -> None:
    paths = ask("/openapi.json")["paths"]
    assert {f"/{table}" for table in TABLES} | {"/withdrawn", "/export.zip"} <= paths.keys()
    for path in paths:
        if "{" not in path and path != "/export.zip":
            ask(path)


def test_the_description_explains_its_parameters_and_leads_from_lists_to_objects() -> None:
    described = ask("/openapi.json")
    operations = {one["get"]["operationId"]: one["get"] for one in described["paths"].values()}
    assert all(
        parameter["description"]
        for operation in operations.values()
        for parameter in operation["parameters"]
    )
    led_to = {
        link["operationId"]
        for operation in operations.values()
        for link in operation["responses"]["200"].get("links", {}).values()
    }
    assert led_to == {name for name in operations if is_of_one_object(operations[name])}


def is_of_one_object(operation: dict[str, Any]) -> bool:
    return any(parameter["in"] == "path" for parameter in operation["parameters"])


def test_the_feed_asks_the_same_number_of_questions_whatever_there_is(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(50):
        list(facts_in_batches())


def test_no_more_than_a_batch_is_held_and_all_batches_are_the_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    [organizations, services, profile] = written_in_batches()
    whole = {
        language: {**organizations[language], **services[language], **profile[language]}
        for language in LANGUAGES
    }
    made: list[ref[Any]] = []

    def remember(instance: Any, **kwargs: Any) -> None:
        made.append(ref(instance))

    monkeypatch.setattr(batches, "MAX_IN_BATCH", 10)
    post_init.connect(remember, Service)
    parts: dict[str, Any] = {language: defaultdict(list) for language in LANGUAGES}
    noted: dict[str, str] = {}
    try:
        for batch in written_in_batches():
            for language, tables in batch.items():
                for table, rows in tables.items():
                    parts[language][table] += rows
            noted |= digests_of(batch)
            if "services" in batch["nl"]:
                assert sum(one() is not None for one in made) <= 2 * 10
    finally:
        post_init.disconnect(remember, Service)
    assert len(made) > 10 * 10
    assert parts == whole
    assert noted == digests_of(whole)
