"""Whatever is known of a record follows it when its key changes."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db.models import Model

from directory.models import Organization, Service
from editorial.accounts.roles import Role
from editorial.documents.apply import apply_document, fresh_document
from editorial.documents.renaming import models_that_name_records
from editorial.models import (
    ConfirmationLink,
    LinkFinding,
    ReportReason,
    TakenTask,
    TranslationSource,
    Verification,
    VisitorReport,
)
from editorial.publishing.workflow import approve, fingerprint, propose, publish_at_once
from editorial.translations.sources import note_translations
from editorial.verification.reports import add_report
from editorial.verification.verify import verify
from editorial.work.listing import work_list
from tests.directory.builders import make_organization, make_service
from tests.people import account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]

NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)


def know_everything(entry: Any) -> None:
    """Leave a row about an entry in every model that names records."""
    label, key = entry._meta.label, entry.slug
    note_translations(entry, "anna", at=NOW)
    verify([entry], by="anna", how="phoned", outcome="incorrect", at=NOW)
    add_report(entry, ReportReason.CLOSED, today=NOW.date())
    about: dict[str, Any] = {"model": label, "key": key}
    LinkFinding.objects.create(
        **about, field="website", url="https://a.org", outcome="moved", checked_at=NOW
    )
    ConfirmationLink.objects.create(**about, created_at=NOW, expires_at=NOW)
    TakenTask.objects.create(
        **about, taken_by=account(username=f"on-{label}-{key}-{entry.pk}"), taken_at=NOW
    )


def known(key: str) -> dict[type[Model], int]:
    return {
        model: model._default_manager.filter(key=key).count()
        for model in models_that_name_records()
    }


@pytest.fixture(params=[make_service, make_organization])
def entry(request: pytest.FixtureRequest) -> Any:
    entry = request.param(slug="old-key")
    know_everything(entry)
    return entry


def by_approval(entry: Any, document: dict[str, Any]) -> None:
    editor = account(Role.EDITOR, username="anna")
    publisher = account(Role.PUBLISHER, username="bert")
    proposal = propose(entry, document, base=fresh_document(entry), by=editor)
    approve(proposal, by=publisher, seen=fingerprint(proposal, entry))


def in_an_emergency(entry: Any, document: dict[str, Any]) -> None:
    publish_at_once(entry, document, by=account(Role.PUBLISHER), note="The name was wrong.")


def as_the_loader_does(entry: Any, document: dict[str, Any]) -> None:
    apply_document(type(entry), document, entry)


def test_the_models_are_found_by_their_columns() -> None:
    assert set(models_that_name_records()) == {
        ConfirmationLink,
        LinkFinding,
        TakenTask,
        TranslationSource,
        Verification,
        VisitorReport,
    }


@pytest.mark.parametrize("write", [by_approval, in_an_emergency, as_the_loader_does])
def test_everything_that_is_known_follows_to_another_key(entry: Any, write: Any) -> None:
    before = known("old-key")
    assert all(before.values())
    write(entry, {**fresh_document(entry), "slug": "new-key"})
    assert known("new-key") == before
    assert not any(known("old-key").values())
    rows = [row for group in work_list(now=NOW).groups for row in group.rows]
    assert {row.subject.reference.key for row in rows if row.subject.is_verifiable} >= {"new-key"}


def test_a_translation_that_was_out_of_date_stays_so() -> None:
    service = make_service(slug="old-key", description_nl="Wij helpen.", description_en="We help.")
    note_translations(service, "anna")
    Service.all_objects.update(description_nl="Wij helpen niet.")
    note_translations(service, "bert")
    service.refresh_from_db()
    in_an_emergency(service, {**fresh_document(service), "slug": "new-key"})
    source = TranslationSource.objects.to_translate().get()
    assert (source.key, source.source_text) == ("new-key", "Wij helpen.")


def test_what_is_left_of_a_record_that_is_gone_makes_way() -> None:
    gone = make_organization(slug="new-key")
    know_everything(gone)
    Organization.all_objects.filter(pk=gone.pk).delete()
    entry = make_organization(slug="old-key")
    know_everything(entry)
    as_the_loader_does(entry, {**fresh_document(entry), "slug": "new-key"})
    assert VisitorReport.objects.open().about("directory.Organization", "new-key").count() == 1
    assert LinkFinding.objects.filter(key="new-key").count() == 1


def test_deletion_leaves_what_was_verified_and_reported(entry: Any) -> None:
    type(entry)._default_manager.filter(pk=entry.pk).delete()
    assert Verification.objects.filter(key="old-key").exists()
    assert VisitorReport.objects.filter(key="old-key").exists()
