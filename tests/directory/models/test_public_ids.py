"""The id by which others know a record: the same everywhere, and for good."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models import QuerySet
from django.test.utils import isolate_apps

from directory.models import Channel, Location, Organization
from editorial.documents.document import document_of
from editorial.models import Entry, PublicIdField, derived_id
from editorial.models.public_id import fill_public_ids
from tests.directory.builders import make_channel, make_organization, make_service

KNOWN_BY_OTHERS: list[type[Entry | Channel | Location]] = [
    *(model for model in apps.get_models() if issubclass(model, Entry)),
    Channel,
    Location,
]


@pytest.mark.django_db
@pytest.mark.usefixtures("starter_content")
def test_every_record_of_the_content_has_the_id_of_its_key() -> None:
    for model in KNOWN_BY_OTHERS:
        for record in model._default_manager.all():
            key = getattr(record, record.key_fields[0])
            assert record.public_id == derived_id(model._meta.model_name, key)


@pytest.mark.django_db
def test_an_id_survives_a_renamed_key() -> None:
    organization = make_organization(slug="first")
    service = make_service(slug="help", organization=organization)
    before = organization.public_id, service.public_id
    for record, slug in ((organization, "second"), (service, "other-help")):
        record.slug = slug
        record.save()
        record.refresh_from_db()
    assert (organization.public_id, service.public_id) == before


@pytest.mark.django_db
def test_who_takes_a_key_that_was_left_gets_an_id_of_its_own() -> None:
    first = make_organization(slug="first")
    Organization.all_objects.filter(pk=first.pk).update(slug="renamed")
    second = make_organization(slug="first")
    assert second.public_id not in {None, first.public_id}


@pytest.mark.django_db
def test_no_document_of_a_record_holds_its_id() -> None:
    channel = make_channel(make_organization())
    for record in (channel, channel.organization, make_service()):
        assert "public_id" not in document_of(record)


@pytest.mark.django_db
def test_rows_that_are_there_get_the_ids_of_their_keys() -> None:
    with isolate_apps("directory"):

        class Shop(models.Model):
            slug = models.SlugField(primary_key=True)
            public_id = PublicIdField(of="slug", null=True)

            class Meta:
                app_label = "directory"

            def __str__(self) -> str:
                return self.slug

    columns = [f"{one.column} {one.db_type(connection)}" for one in Shop._meta.concrete_fields]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {Shop._meta.db_table} ({', '.join(columns)})")
    shops: QuerySet[Shop] = QuerySet(Shop)
    shops.bulk_create([Shop(slug="first"), Shop(slug="second")])
    shops.update(public_id=None)
    fill_public_ids(Shop, "slug", "default")
    found = dict(shops.values_list("slug", "public_id"))
    assert found == {slug: derived_id("shop", slug) for slug in ("first", "second")}
