"""Every write to the content counts, however it is made, and only when it is committed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model

from directory.models import (
    Area,
    AreaMember,
    Channel,
    FirstContactRule,
    Need,
    Organization,
    Place,
    Service,
)
from editorial.models import ContentModel, ContentVersion, FreshnessPolicy, LoadedContent, User
from editorial.versioning.content_version import content_tables
from tests.directory.builders import make_area, make_channel, make_need, make_service

pytestmark = pytest.mark.usefixtures("empty_directory")


@contextmanager
def counted() -> Iterator[None]:
    """Expect that the version rises while this lasts."""
    before = ContentVersion.current()
    yield
    assert ContentVersion.current() > before


@contextmanager
def not_counted() -> Iterator[None]:
    before = ContentVersion.current()
    yield
    assert ContentVersion.current() == before


def places(*names: str) -> list[Place]:
    municipality = Area.objects.filter(code="GM1").first() or make_area("GM1")
    return [Place(name=name, municipality=municipality, kind="place") for name in names]


def truncate() -> None:
    tables = ", ".join(map(connection.ops.quote_name, content_tables()))
    connection.cursor().execute(f"TRUNCATE {tables} CASCADE")


WRITES: dict[str, Callable[[Service], object]] = {
    "save": lambda service: service.save(),
    "create": lambda _: make_need("new"),
    "delete": lambda _: Need.objects.filter(code="talk").delete(),
    "bulk_create": lambda _: Place.objects.bulk_create(places("a", "b")),
    "bulk_update": lambda service: Service.all_objects.bulk_update([service], ["wait_time"]),
    "queryset update": lambda _: Service.all_objects.update(state="draft"),
    "queryset delete": lambda _: Channel.objects.all().delete(),
    "update or create": lambda _: Need.objects.update_or_create(
        code="talk", defaults={"label": "x"}
    ),
    "relation add": lambda service: service.needs.add(make_need("shelter")),
    "relation remove": lambda service: service.needs.clear(),
    "relation set": lambda service: service.channels.set([]),
    "through model": lambda service: AreaMember.objects.create(
        area=service.service_areas.get(), municipality=make_area("GM2")
    ),
    "freshness policy": lambda _: FreshnessPolicy.objects.create(pk=1, contact_months=3),
    "raw SQL": lambda _: connection.cursor().execute("UPDATE directory_need SET position = 7"),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_a_write_counts(write: Callable[[Service], object]) -> None:
    service = make_service()
    service.channels.set([make_channel(service.organization)])
    with counted():
        write(service)


@pytest.mark.parametrize("model", [Organization, FirstContactRule, Need])
def test_reading_does_not_count(model: type[Model]) -> None:
    make_service()
    with not_counted():
        list(model._default_manager.all())


def test_what_is_no_content_does_not_count() -> None:
    with not_counted():
        User.objects.create_user("editor", "editor@example.org")
        LoadedContent.objects.create(model="x", key="y", digest="z")


def test_a_write_that_is_rolled_back_does_not_count() -> None:
    with not_counted(), transaction.atomic():
        make_service()
        transaction.set_rollback(True)


def test_each_write_gets_a_number_of_its_own() -> None:
    numbers = []
    for code in ("a", "b", "c"):
        make_need(code)
        numbers.append(ContentVersion.current())
    assert len(set(numbers)) == 3
    assert numbers == sorted(numbers)


def test_every_content_model_is_counted() -> None:
    tables = set(content_tables())
    assert {model._meta.db_table for model in content_models()} <= tables
    assert "directory_service_needs" in tables
    assert "editorial_loadedcontent" not in tables


def content_models() -> list[type[Model]]:
    found = [ContentModel]
    for model in found:
        found += model.__subclasses__()
    known = set(apps.get_models())  # another test may have made a model for itself
    return [model for model in found if model in known]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_emptying_tables_counts() -> None:
    with counted():
        truncate()


def remake_tables() -> None:
    """Change a column there and back, for which SQLite remakes the table without its triggers."""
    column = Need._meta.get_field("position")
    with connection.schema_editor() as editor:
        editor.remove_field(Need, column)
        editor.add_field(Need, column)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps a table's triggers")
def test_a_remade_table_counts_again_after_migrate() -> None:
    need = make_need()
    remake_tables()
    with not_counted():
        need.save()
    call_command("migrate", verbosity=0)
    with counted():
        need.save()


@pytest.mark.django_db(transaction=True)
def test_migrate_counts_for_a_table_may_have_changed_without_triggers() -> None:
    with counted():
        call_command("migrate", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_a_fresh_start_repeats_no_number() -> None:
    before = ContentVersion.current()
    ContentVersion.objects.all().delete()
    call_command("migrate", verbosity=0)
    assert ContentVersion.current() > before


@pytest.mark.django_db(transaction=True)
def test_a_committed_write_is_one_number_for_all_who_read_it() -> None:
    with transaction.atomic():
        make_service()
        inside = ContentVersion.current()
    assert ContentVersion.current() == inside
