"""Whoever types a retired number again is told, by whatever road it comes."""

import pytest
from django.core.exceptions import ValidationError

from directory.models import Organization, RetiredContact
from editorial.documents.apply import InvalidDocument, apply_document, fresh_document
from tests.directory.builders import make_organization

pytestmark = pytest.mark.usefixtures("empty_directory")


@pytest.fixture(autouse=True)
def retired(empty_directory: None) -> None:
    for value in ("+319008020", "watchnederland.nl"):
        RetiredContact.objects.create(
            value=value,
            whose_nl="het loket van vroeger",
            instead_nl="Bel het nieuwe nummer.",
            source_title="Bericht",
            source_site="example.org",
            stated_by="organization",
        )


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phone", "+319008020"),
        ("whatsapp", "+319008020"),
        ("web", "https://watchnederland.nl/contact"),
        ("chat", "http://www.watchnederland.nl"),
        ("email", "info@watchnederland.nl"),
    ],
)
def test_a_retired_channel_is_refused_with_what_there_is_instead(kind: str, value: str) -> None:
    organization = make_organization()
    channel = {"key": "house", "kind": kind, "value": value, "cost": "unknown"}
    document = fresh_document(organization) | {"channels": [channel]}
    with pytest.raises(InvalidDocument, match=r"het loket van vroeger.*nieuwe nummer"):
        apply_document(Organization, document, organization)
    assert not organization.channels.exists()


def test_a_retired_website_is_refused() -> None:
    organization = make_organization()
    document = fresh_document(organization) | {"website": "https://www.watchnederland.nl"}
    with pytest.raises(InvalidDocument, match="nieuwe nummer"):
        apply_document(Organization, document, organization)


@pytest.mark.parametrize(
    ("kind", "value"), [("phone", "+318008020"), ("web", "https://nederland.nl/watchnederland.nl")]
)
def test_what_only_looks_like_it_is_taken(kind: str, value: str) -> None:
    organization = make_organization()
    channel = {"key": "house", "kind": kind, "value": value, "cost": "unknown"}
    apply_document(
        Organization, fresh_document(organization) | {"channels": [channel]}, organization
    )
    assert organization.channels.get().value == value


@pytest.mark.parametrize("wrong", ["0900-8020", "+31", "www.watchnederland.nl", "https://x.nl"])
def test_what_would_never_be_found_is_not_kept(wrong: str) -> None:
    with pytest.raises(ValidationError):
        RetiredContact(value=wrong).clean()
