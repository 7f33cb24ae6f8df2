"""Each fact says where it was seen, when, and by whom; and a fact of nothing is refused."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from directory.models import (
    Channel,
    DateIs,
    FactField,
    Organization,
    OrganizationFact,
    Service,
    ServiceFact,
)
from directory.models.known_fact import has_column
from editorial.documents.apply import InvalidDocument, apply_document, fresh_document
from editorial.documents.document import document_of
from tests.directory.builders import make_channel, make_organization, make_service
from tests.directory.desk.ways_in import make_house

pytestmark = pytest.mark.usefixtures("empty_directory")

SEEN: dict[str, Any] = {
    "field": "opening_hours",
    "source_title": "Bereikbaarheid",
    "source_site": "example.org",
    "source_date": "2021-11-22",
    "stated_by": "organization",
    "certainty": "A",
}


@pytest.mark.parametrize("field", FactField.values)
def test_every_field_is_a_column_of_what_facts_are_about(field: str) -> None:
    assert any(has_column(model, field) for model in (Service, Channel, Organization))


@pytest.mark.parametrize(
    ("partial", "dutch", "english"),
    [
        ("", "", ""),
        ("2021", "2021", "2021"),
        ("2021-11", "november 2021", "November 2021"),
        ("2021-11-22", "22 november 2021", "22 November 2021"),
    ],
)
def test_a_date_is_told_as_far_as_it_is_known(partial: str, dutch: str, english: str) -> None:
    fact = ServiceFact(**(SEEN | {"source_date": partial}))
    fact.clean()
    for language, words in (("nl", dutch), ("en", english)):
        with translation.override(language):
            assert fact.dated == words
    assert fact.year == (2021 if partial else None)


@pytest.mark.parametrize(
    "wrong", ["21", "1789", "2021-13", "2021-1", "2021-02-30", "22-11-2021", "undated", "2021-"]
)
def test_what_is_no_date_is_refused(wrong: str) -> None:
    service = make_service()
    with pytest.raises(InvalidDocument):
        apply_document(
            Service, fresh_document(service) | {"facts": [SEEN | {"source_date": wrong}]}, service
        )


def test_facts_are_part_of_the_document_of_a_service() -> None:
    service = make_service()
    apply_document(Service, fresh_document(service) | {"facts": [SEEN]}, service)
    service = Service.objects.get(pk=service.pk)
    [fact] = document_of(service)["facts"]
    assert {name: fact[name] for name in SEEN} == SEEN
    assert fact["date_is"] == DateIs.ON
    assert service.assured_date is None


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"field": "languages"}, True),
        ({"field": "languages", "channel": ""}, True),
        ({"field": "website", "channel": ""}, False),
        ({"field": "value"}, False),
    ],
)
def test_a_fact_is_about_what_is_there(changes: dict[str, Any], refused: bool) -> None:
    organization = make_organization()
    make_channel(organization, key="house-phone")
    facts = [SEEN | {"channel": "house-phone"} | changes]
    document = fresh_document(organization) | {"facts": facts}
    if refused:
        with pytest.raises(InvalidDocument):
            apply_document(Organization, document, organization)
    else:
        apply_document(Organization, document, organization)
        assert OrganizationFact.objects.get().source_title == SEEN["source_title"]


def test_what_is_to_be_checked_says_what_is_in_doubt() -> None:
    with pytest.raises(ValidationError):
        ServiceFact(**(SEEN | {"certainty": "C"})).clean()
    ServiceFact(**(SEEN | {"certainty": "C", "doubt_nl": "Dat is oud."})).clean()


@pytest.mark.parametrize("model", [Organization, Service])
@pytest.mark.parametrize("column", ["source_title", "source_site", "doubt_nl"])
def test_a_source_gives_no_secret_place_away(
    model: type[Organization | Service], column: str
) -> None:
    house = make_house(secret=True)
    entry = house.entry_of(model)
    about = {"field": "name", "channel": ""} if model is Organization else {"field": "name"}
    for words, refused in (("Kerkstraat 12", True), ("Jaarverslag", False)):
        document = fresh_document(entry) | {"facts": [SEEN | about | {column: words}]}
        if refused:
            with pytest.raises(InvalidDocument, match="Kerkstraat"):
                apply_document(model, document, entry)
        else:
            apply_document(model, document, entry)
