"""The catalog of the open data names what is there, in both languages, and nothing that is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.strict_queries import bad_input

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]

CATALOG = "/hsds/v1/catalog"


def parts() -> dict[str, dict[str, Any]]:
    """Return what the catalog says by what it says it of."""
    return {node["@id"]: node for node in Client().get(CATALOG).json()["@graph"]}


def values(facts: Any, name: str) -> Iterator[Any]:
    """Yield every value that has this name, however deep."""
    for key, value in facts.items() if isinstance(facts, dict) else enumerate(facts):
        if key == name:
            yield value
        elif isinstance(value, dict | list):
            yield from values(value, name)


def test_what_the_catalog_leads_to_is_there() -> None:
    found = parts()
    ours = {uri for uri in values([*found.values()], "@id") if uri.startswith(settings.SITE_URL)}
    for uri in ours:
        path, _, part = uri.removeprefix(settings.SITE_URL).partition("#")
        with bad_input():
            assert Client().get(path).status_code == 200, uri
        assert not part or uri in found


def test_the_catalog_is_json_ld_in_both_languages_and_asked_about_each_time() -> None:
    answer = Client().get(CATALOG)
    assert answer["Content-Type"] == "application/ld+json"
    again = Client().get(CATALOG, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    titles = [value for node in parts().values() for value in values(node, "dct:title")]
    said = [value for value in titles if isinstance(value, list)]
    assert said
    for dutch, english in said:
        assert (dutch["@language"], english["@language"]) == ("nl", "en")
        assert dutch["@value"] != english["@value"]


def test_the_catalog_says_nothing_of_the_owner_that_the_owner_did_not() -> None:
    [publisher] = [node for node in parts().values() if node["@type"] == "foaf:Agent"]
    assert publisher["foaf:name"] == settings.SITE_OWNER
    assert "dct:type" not in publisher
    assert not [*values([*parts().values()], "dct:issued")]


def test_the_root_of_each_language_leads_to_the_catalog_which_takes_no_parameters() -> None:
    for language in ("nl", "en"):
        root = Client().get(f"/hsds/v1/{language}").json()
        assert root["catalog_url"] == f"{settings.SITE_URL}{CATALOG}"
    with bad_input():
        assert Client().get(f"{CATALOG}?page=1").status_code == 400
