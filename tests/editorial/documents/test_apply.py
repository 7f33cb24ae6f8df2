"""Writing a document onto a record: with all its rows, or not at all."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from directory.models import Channel, Organization, Service
from directory.snapshot.snapshot import current_snapshot
from editorial.documents.apply import (
    InvalidDocument,
    apply_document,
    apply_on_trial,
    fresh_document,
)
from editorial.models import ContentVersion
from editorial.reading.parts import forget_everything
from editorial.versioning.rolled_back import rolled_back
from rights.models import Right

pytestmark = pytest.mark.usefixtures("starter_content", "db")


def organization() -> Organization:
    return Organization.all_objects.get(slug="comensha")


@pytest.mark.parametrize("model", [Organization, Service, Right])
def test_every_entry_comes_back_from_its_own_document_unchanged(model: Any) -> None:
    for entry in model.all_objects.all()[:25]:
        document = fresh_document(entry)
        assert fresh_document(apply_document(model, document, entry)) == document


@pytest.mark.parametrize("model", [Organization, Service, Right])
def test_writing_one_entry_loads_no_whole_table(model: Any) -> None:
    entry = model.all_objects.first()
    document = fresh_document(entry)
    with CaptureQueriesContext(connection) as asked:
        apply_document(model, document, entry)
    reads = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
    assert reads
    assert [sql for sql in reads if " WHERE " not in sql and " LIMIT " not in sql] == []


def test_a_change_in_a_document_reaches_texts_relations_and_rows() -> None:
    document = fresh_document(organization())
    [phone] = [row for row in document["channels"] if row["key"] == "comensha-phone"]
    document["description_en"] = "Another role."
    phone["value"] = "+31201234567"
    document["channels"].append({**phone, "key": "comensha-new", "position": 9})
    apply_document(Organization, document, organization())
    assert organization().description_en == "Another role."
    assert fresh_document(organization()) == {
        **document,
        "channels": sorted(document["channels"], key=lambda row: row["key"]),
    }


def test_rows_that_others_use_stay_the_same_rows() -> None:
    before: Any = Channel.objects.get(key="comensha-phone")
    users = set(before.services.values_list("slug", flat=True))
    assert users
    document = fresh_document(organization())
    apply_document(Organization, document, organization())
    after: Any = Channel.objects.get(key="comensha-phone")
    assert after.pk == before.pk
    assert set(after.services.values_list("slug", flat=True)) == users


def test_a_row_that_the_document_has_no_longer_is_removed() -> None:
    document = fresh_document(organization())
    document["channels"] = [row for row in document["channels"] if row["key"] == "comensha-phone"]
    apply_document(Organization, document, organization())
    assert [channel.key for channel in organization().channels.all()] == ["comensha-phone"]


def test_what_the_system_keeps_is_not_touched() -> None:
    entry = organization()
    apply_document(Organization, fresh_document(entry), entry)
    after = organization()
    for column in ("created_at", "first_published_at", "assured_date", "sort_key"):
        assert getattr(after, column) == getattr(entry, column)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name_nl", "", "name_nl"),
        ("kind", "circus", "kind"),
        ("no_such_field", "x", "no_such_field"),
        ("channels", "x", "channels"),
    ],
)
def test_a_document_that_breaks_a_rule_changes_nothing(field: str, value: str, said: str) -> None:
    before = fresh_document(organization())
    with pytest.raises(InvalidDocument) as refused:
        apply_document(Organization, {**before, field: value}, organization())
    assert said in str(refused.value)
    assert fresh_document(organization()) == before


def test_a_row_that_breaks_a_rule_changes_nothing_of_its_entry_either() -> None:
    before = fresh_document(organization())
    rows = [{**row, "value": "12"} for row in before["channels"]]
    with pytest.raises(InvalidDocument):
        apply_document(Organization, {**before, "name_nl": "X", "channels": rows}, organization())
    assert fresh_document(organization()) == before


def test_dutch_is_asked_for_and_english_only_when_wanted() -> None:
    document = {**fresh_document(organization()), "description_en": ""}
    with pytest.raises(InvalidDocument, match="description_en"):
        apply_document(Organization, document, organization(), languages=("nl", "en"))
    apply_document(Organization, document, organization())
    assert not organization().description_en


def test_a_key_of_another_entry_is_not_taken_over() -> None:
    before = fresh_document(organization())
    stranger = Channel.objects.exclude(organization__slug="comensha").first()
    assert stranger
    row = {**before["channels"][0], "key": stranger.key}
    with pytest.raises(InvalidDocument, match=stranger.key):
        apply_document(Organization, {**before, "channels": [row]}, organization())
    assert Channel.objects.get(key=stranger.key).organization_id == stranger.organization_id
    assert fresh_document(organization()) == before


def test_the_address_of_another_entry_is_not_taken_over() -> None:
    document = {**fresh_document(organization()), "slug": "fier"}
    assert Organization.all_objects.filter(slug="fier").exists()
    with pytest.raises(InvalidDocument, match="slug"):
        apply_document(Organization, document, organization())


def test_a_trial_leaves_no_trace() -> None:
    before, version = fresh_document(organization()), ContentVersion.current()
    with rolled_back():
        apply_document(Organization, {**before, "name_nl": "On trial"}, organization())
        assert organization().name_nl == "On trial"
    assert fresh_document(organization()) == before
    assert ContentVersion.current() == version


def test_nothing_that_was_read_on_trial_is_kept_for_real() -> None:
    forget_everything()  # on trial, what was built before is read as it is
    service = Service.objects.get(slug="comensha-helpdesk")
    with rolled_back():
        Service.all_objects.filter(pk=service.pk).update(state="withdrawn")
        tried = current_snapshot()
        assert service.pk not in tried.matcher.keys
    with transaction.atomic():
        Service.all_objects.filter(pk=service.pk).update(alert_nl="x", alert_en="x")
    assert service.pk in current_snapshot().matcher.keys


def test_rows_that_are_only_tried_have_the_same_numbers_each_time() -> None:
    right = Right.all_objects.first()
    assert right
    document = fresh_document(right)

    def numbers() -> list[int]:
        with rolled_back():
            tried: Any = apply_on_trial(document, right)
            return sorted(row.pk for row in tried.entitlements.all())

    assert numbers() == numbers()
    assert all(number < 0 for number in numbers())
    assert fresh_document(right) == document
