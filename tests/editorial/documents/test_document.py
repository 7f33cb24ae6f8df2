"""A record's document says all of it, means the same in every database, and loads back."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.models import (
    AgeGroup,
    Area,
    AreaMember,
    FirstContactRule,
    Organization,
    Service,
)
from editorial.documents.bulk import documents_of, with_documents
from editorial.documents.document import child_model, digest, document_of, plain, reference_field
from editorial.documents.registry import Registry
from editorial.documents.source_files import SourceDocument, content_sources
from editorial.documents.validation import Draft, build_draft, check_references
from editorial.models import ContentModel
from tests.editorial.content.content_folder import ContentFolder

pytestmark = pytest.mark.django_db


def source_of(document: dict[str, Any], model: type[ContentModel]) -> SourceDocument:
    """Return a document as if it stood in a file."""
    values = dict(document)
    for name in model.document_children:
        values[name] = [source_of(row, child_model(model, name)) for row in values[name]]
    return SourceDocument(Path("document.yaml"), 1, [], values)


def read_back(document: dict[str, Any], model: type[ContentModel]) -> Draft:
    draft = build_draft(model, source_of(document, model))
    check_references(draft, Registry())
    return draft


def of_every_kind() -> list[ContentModel]:
    """Return three records of each kind of content that there is."""
    return [
        record
        for source, _folder in content_sources()
        for record in source.model._default_manager.all()[:3]
    ]


def test_the_documents_of_many_records_are_those_of_each(starter_content: None) -> None:
    for source, _folder in content_sources():
        records = source.model._default_manager.order_by("pk")[:40]
        for record, document in with_documents(records):
            assert document == document_of(record)


def test_the_documents_of_many_take_as_many_queries_as_those_of_few(starter_content: None) -> None:
    def queries(number: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            documents_of(list(Organization.all_objects.all()[:number]))
        return len(captured)

    assert queries(40) == queries(2)


def test_every_kind_of_record_loads_back_as_it_was(starter_content: None) -> None:
    records = of_every_kind()
    assert len({type(record) for record in records}) >= 15
    for record in records:
        document = document_of(record)
        draft = read_back(document, type(record))
        assert draft.source.errors == []
        assert draft.document == document
        assert digest(draft.document) == digest(document)


def test_a_document_holds_keys_and_never_database_numbers(content_folder: ContentFolder) -> None:
    content_folder.load()
    document = document_of(Service.objects.get())
    assert document["organization"] == "helpdesk"
    assert document["needs"] == ["talk"]
    assert document["service_areas"] == ["NL"]
    assert not any("id" in name.split("_") for name in document)


def test_a_document_holds_its_child_rows_by_key(content_folder: ContentFolder) -> None:
    content_folder.load()
    channels = document_of(Organization.objects.get())["channels"]
    assert [channel["key"] for channel in channels] == ["helpdesk-email", "helpdesk-phone"]
    assert "organization" not in channels[0]
    [option] = document_of(FirstContactRule.objects.get())["options"]
    assert option["service"] == "advice"


def test_a_document_holds_both_languages_and_no_text_thrice(
    content_folder: ContentFolder,
) -> None:
    content_folder.load()
    document = document_of(Service.objects.get())
    assert (document["name_nl"], document["name_en"]) == ("Advies", "Advice")
    assert "name" not in document


def test_bookkeeping_and_verification_are_no_part_of_a_document(
    content_folder: ContentFolder,
) -> None:
    content_folder.load()
    document = document_of(Service.objects.get())
    assert not document.keys() & {"created_at", "updated_at", "assured_date", "sort_key"}


def test_a_document_is_the_same_whoever_wrote_the_row(content_folder: ContentFolder) -> None:
    content_folder.load()
    area = Area.objects.get(code="GM0014")
    Area.objects.filter(pk=area.pk).update(latitude=Decimal("53.2100"))
    first = document_of(Area.objects.get(pk=area.pk))
    area.latitude = Decimal("53.21")
    assert document_of(area) == first
    with connection.cursor() as cursor:
        cursor.execute("UPDATE directory_area SET name_en = NULL WHERE code = 'NL'")
    assert document_of(Area.objects.get(code="NL"))["name_en"] == ""


@given(
    age_groups=st.lists(st.sampled_from(AgeGroup.values), min_size=1),
    alternate_names=st.lists(st.text("abc é’-", min_size=1).map(str.strip).filter(bool)),
    wait_time=st.text("abc é’-", min_size=1, max_size=50).map(str.strip),
    publish_at=st.none() | st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 - a naive moment is made aware below
)
@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_a_service_says_loads_back(
    content_folder: ContentFolder,
    age_groups: list[str],
    alternate_names: list[str],
    wait_time: str,
    publish_at: datetime | None,
) -> None:
    if not Service.objects.exists():
        content_folder.load()
    Service.all_objects.update(
        age_groups=age_groups,
        alternate_names=alternate_names,
        wait_time_nl=wait_time,
        wait_time_en=wait_time,
        publish_at=publish_at and publish_at.replace(tzinfo=UTC),
    )
    document = document_of(Service.all_objects.get())
    draft = read_back(document, Service)
    assert draft.source.errors == []
    assert draft.document == document


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_a_number_is_written_in_one_way(number: Decimal) -> None:
    assert plain(number) == plain(number * Decimal("1.0000"))
    assert "E" not in plain(number)


def test_nothing_can_refer_to_a_record_that_needs_two_keys() -> None:

    with pytest.raises(LookupError, match="AreaMember"):
        reference_field(AreaMember)
