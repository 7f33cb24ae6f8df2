"""A place that becomes secret: its address is gone from everything the desk keeps."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from directory.models import (
    Location,
    Organization,
)
from editorial.accounts.roles import Role
from editorial.documents.apply import apply_document, fresh_document
from editorial.documents.document import Document
from editorial.erasure.copies import _others, register_copies
from editorial.erasure.texts import Rewrite
from editorial.models import (
    AuditAction,
    AuditEvent,
    EntryVersion,
    Proposal,
    TranslationSource,
    User,
)
from editorial.publishing.workflow import propose, publish_at_once
from editorial.tables import uploads
from editorial.translations.sources import note_translations
from tests.directory.builders import make_organization
from tests.editorial.erasure.shelter import make_secret, make_shelter, note_everywhere
from tests.people import account

pytestmark = pytest.mark.usefixtures("empty_directory")

SECRETS = ("Kerkstraat 12", "1017 GA", "Assen", "52.99173", "6.56482")


@pytest.fixture
def publisher() -> User:
    return account(Role.PUBLISHER, username="publisher")


@pytest.fixture
def shelter(publisher: User) -> Organization:
    return make_shelter(publisher)


def everything_kept() -> str:
    """Return every column of every table, as text."""
    rows = [list(model._base_manager.values_list()) for model in apps.get_models()]
    return str(rows).casefold()


def left_of(*secrets: str) -> list[str]:
    kept = everything_kept()
    return [secret for secret in secrets if secret.casefold() in kept]


def test_nothing_of_the_address_is_left_anywhere(shelter: Organization) -> None:
    note_everywhere(shelter, "Kerkstraat 12")
    assert left_of(*SECRETS) == [*SECRETS]
    apply_document(Organization, make_secret(shelter), shelter)
    assert left_of(*SECRETS, "Kerkstraat+12") == []


def test_an_old_slug_that_says_where_it_is_goes_too(shelter: Organization) -> None:
    """It stands in every edition, which is given away, and in the redirect to the page of now."""
    Organization.all_objects.update(former_slugs=" kerkstraat-12 huis-in-assen opvang ")
    apply_document(Organization, make_secret(shelter), shelter)
    assert left_of("kerkstraat-12", "assen") == []


def test_an_address_that_looks_like_none_goes_too(shelter: Organization) -> None:
    Location.objects.filter(key="house").update(address_1="Het Zwarte Schaap, 7b")
    note_everywhere(shelter, "Het Zwarte Schaap 7b")
    apply_document(Organization, make_secret(shelter), shelter)
    assert left_of("Zwarte Schaap", "Zwarte+Schaap") == []


def test_the_dutch_behind_a_translation_that_was_not_out_of_date_goes_too(
    shelter: Organization, publisher: User
) -> None:
    Organization.all_objects.update(
        description_nl="Kom naar Kerkstraat 12.", description_en="Come."
    )
    note_translations(Organization.all_objects.get(pk=shelter.pk), "anna")
    document = {**make_secret(shelter), "description_nl": "Kom."}
    publish_at_once(shelter, document, by=publisher, note="Threat")
    assert left_of(*SECRETS) == []
    assert TranslationSource.objects.to_translate().filter(field="description").exists()


def test_a_file_that_waits_for_its_import_is_thrown_away(
    shelter: Organization,
    publisher: User,
    settings: Any,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.STATE_DIR = tmp_path
    token = uploads.keep(
        b"key;address_1\nhouse;Kerkstraat 12\n",
        table="locations",
        ending="csv",
        account=publisher.pk,
        preview="",
    )
    with django_capture_on_commit_callbacks(execute=True):
        apply_document(Organization, make_secret(shelter), shelter)
    assert list((tmp_path / "uploads").iterdir()) == []
    with pytest.raises(uploads.NotKept):
        uploads.take(token, table="locations", account=publisher.pk)


def test_proposing_it_leaves_such_a_file_alone(
    shelter: Organization,
    publisher: User,
    settings: Any,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.STATE_DIR = tmp_path
    uploads.keep(b"x", table="locations", ending="csv", account=publisher.pk, preview="")
    with django_capture_on_commit_callbacks(execute=True):
        propose(shelter, make_secret(shelter), base=fresh_document(shelter), by=publisher)
    assert len(list((tmp_path / "uploads").iterdir())) == 1


def test_the_history_itself_stays(shelter: Organization) -> None:
    versions, proposals = EntryVersion.objects.count(), Proposal.objects.count()
    apply_document(Organization, make_secret(shelter), shelter)
    assert (EntryVersion.objects.count(), Proposal.objects.count()) == (versions, proposals)
    oldest = EntryVersion.objects.of(shelter).last()
    assert oldest
    assert oldest.document["name_nl"] == shelter.name_nl
    apply_document(Organization, oldest.document, shelter)


def test_an_emergency_that_hides_a_place_does_not_keep_its_address_itself(
    shelter: Organization, publisher: User
) -> None:
    publish_at_once(shelter, make_secret(shelter), by=publisher, note="Threat")
    assert left_of(*SECRETS) == []


def test_a_failure_leaves_the_place_and_its_copies_as_they_were(shelter: Organization) -> None:
    before = everything_kept()

    def fail_after_hiding() -> None:
        with transaction.atomic():
            apply_document(Organization, make_secret(shelter), shelter)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_hiding()
    assert everything_kept() == before


def test_other_places_keep_their_address(shelter: Organization, publisher: User) -> None:
    open_house = make_organization(slug="open-house")
    Location.objects.create(
        organization=open_house, key="office", confidential=False, address_1="Dorpsweg 3"
    )
    publish_at_once(
        open_house, {**fresh_document(open_house), "source": "x"}, by=publisher, note="x"
    )
    apply_document(Organization, make_secret(shelter), shelter)
    assert Location.objects.get(key="office").address_1 == "Dorpsweg 3"
    assert "Dorpsweg 3" in str(EntryVersion.objects.of(open_house)[0].document)


def test_it_is_logged_without_the_address(shelter: Organization) -> None:
    apply_document(Organization, make_secret(shelter), shelter)
    event = AuditEvent.objects.get(action=AuditAction.ADDRESS_ERASED)
    assert event.object_key == "house"
    assert "address_1" in event.fields


@contextmanager
def registered(copies: Any) -> Iterator[None]:
    register_copies(copies)
    try:
        yield
    finally:
        _others.remove(copies)


def test_whoever_else_keeps_copies_is_asked_to_rewrite_them(shelter: Organization) -> None:
    log: list[Document] = [fresh_document(shelter)]

    def rewrite_log(entries: Any, rewrite: Rewrite) -> int:
        assert shelter in entries
        log[:] = [rewrite(document) for document in log]
        return 1

    with registered(rewrite_log):
        apply_document(Organization, make_secret(shelter), shelter)
    assert [secret for secret in SECRETS if secret in json.dumps(log)] == []
