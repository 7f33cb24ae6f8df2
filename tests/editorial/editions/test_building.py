"""An edition holds what the database says is public at one moment, whoever writes meanwhile."""

from __future__ import annotations

import random
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.db.models import Field, Model, QuerySet
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.models import AreaMember, FormerMunicipality, Organization, Place, Postcode, Service
from editorial.editions.building import (
    _sqlite,
    consistent_source,
    next_change_after,
    opened_edition,
    own_connection,
    public_keys,
    schema_digest,
    write_edition,
)
from editorial.editions.contents import public_content
from editorial.editions.store import EditionRecord
from editorial.models import ContentVersion, Entry, FreshnessPolicy
from rights.models import Right
from tests.directory.builders import make_organization, make_service

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
MOMENTS = (None, AT - timedelta(days=1), AT, AT + timedelta(days=1))
STATES = ("draft", "in_review", "published", "published", "published", "withdrawn")

Rows = dict[int, tuple[Any, ...]]


def written(path: Path, at: datetime = AT, source: str = "default") -> EditionRecord:
    path.unlink(missing_ok=True)
    return write_edition(path, number=1, at=at, source=source)


def rows_of(model: type[Model], columns: list[Field[Any, Any]], using: str) -> Rows:
    rows: QuerySet[Any] = QuerySet(model).using(using)
    names = [column.attname for column in columns]
    return {row[0]: row for row in rows.values_list("pk", *names)}


def expected(at: datetime) -> dict[type[Model], Rows]:
    """Say again, slowly and row by row in Python, what is public."""
    found: dict[type[Model], Rows] = {}
    for public in public_content():
        everything: QuerySet[Any] = QuerySet(public.model)
        columns = public.fields
        kept = {
            record.pk: record
            for record in everything
            if _is_public(record, at)
            and all(
                column.null or getattr(record, column.attname) in found[_target(column)]
                for column in columns
                if column.is_relation and column.related_model is not public.model
            )
        }
        found[public.model] = {
            key: (key, *(_value(record, column, found, kept) for column in columns))
            for key, record in kept.items()
        }
    return found


def _is_public(record: Model, at: datetime) -> bool:
    if isinstance(record, Entry):
        has_begun = record.publish_at is None or record.publish_at <= at
        is_over = record.expires_at is not None and record.expires_at <= at
        is_ended = isinstance(record, Service) and record.status == "defunct"
        return record.state == "published" and has_begun and not is_over and not is_ended
    is_listed = getattr(record, "agreed_on", True) and getattr(record, "confirmed_on", True)
    return bool(is_listed) and not getattr(record, "confidential", False)


def _target(column: Field[Any, Any]) -> type[Model]:
    assert column.related_model is not None
    return column.related_model


def _value(
    record: Model, column: Field[Any, Any], found: dict[type[Model], Rows], kept: dict[int, Model]
) -> Any:
    value = getattr(record, column.attname)
    if column.is_relation:
        there = kept if column.related_model is type(record) else found[_target(column)]
        return value if value in there else None
    return value


def assert_equal(path: Path, at: datetime) -> None:
    """Compare the file with what is public, row by row and relation by relation."""
    wanted = expected(at)
    with opened_edition(path, "finished"):
        for public in public_content():
            assert rows_of(public.model, public.fields, "finished") == wanted[public.model]
            for through in public.relations:
                columns = list(through._meta.concrete_fields)
                pairs = rows_of(through, columns, "default")
                ends = [(place, column.related_model) for place, column in enumerate(columns, 1)]
                public_pairs = {
                    key: row
                    for key, row in pairs.items()
                    if all(row[place] in wanted[end] for place, end in ends if end is not None)
                }
                assert rows_of(through, columns, "finished") == public_pairs


@pytest.fixture
def only_what_leads_to_an_entry(db: None) -> None:
    """Take away what no state of an entry decides about: five rows in six."""
    for model in (Place, Postcode, AreaMember, FormerMunicipality):
        model._default_manager.all().delete()


@pytest.mark.usefixtures("starter_content")
@pytest.mark.django_db
class TestTheStarterContent:
    def test_it_is_there_as_the_public_may_see_it(self, tmp_path: Path) -> None:
        record = written(tmp_path / "edition.sqlite3")
        assert_equal(tmp_path / "edition.sqlite3", AT)
        assert record.row_counts["directory_service"] == Service.objects.count()
        assert record.row_counts["rights_right"] == Right.objects.count()

    def test_the_same_rows_have_the_same_digest_and_another_row_another(
        self, tmp_path: Path
    ) -> None:
        first = written(tmp_path / "a.sqlite3")
        second = written(tmp_path / "b.sqlite3", AT + timedelta(hours=1))
        assert first.rows_digest == second.rows_digest
        assert first.sha256 != second.sha256
        Service.all_objects.filter(pk=Service.objects.first().pk).update(alert_nl="Let op")  # type: ignore[union-attr]
        assert written(tmp_path / "c.sqlite3").rows_digest != first.rows_digest

    @pytest.mark.usefixtures("only_what_leads_to_an_entry")
    @settings(max_examples=10)
    @given(seed=st.integers(min_value=0))
    def test_it_holds_what_is_public_whatever_the_states_are(
        self, tmp_path_factory: pytest.TempPathFactory, seed: int
    ) -> None:
        path = tmp_path_factory.mktemp("edition") / "edition.sqlite3"
        with transaction.atomic():
            _shuffle_states(random.Random(seed))
            written(path)
            assert_equal(path, AT)
            transaction.set_rollback(True)


def _shuffle_states(chance: random.Random) -> None:
    for public in public_content():
        if issubclass(public.model, Entry):
            rows: QuerySet[Any] = QuerySet(public.model)
            alike = defaultdict[tuple[Any, ...], list[int]](list)
            for key in rows.values_list("pk", flat=True):
                if chance.random() < 0.3:
                    state, begins, ends = map(chance.choice, (STATES, MOMENTS, MOMENTS))
                    alike[state, begins, ends].append(key)
            for (state, begins, ends), keys in alike.items():
                rows.filter(pk__in=keys).update(state=state, publish_at=begins, expires_at=ends)


@pytest.mark.usefixtures("empty_directory")
class TestASmallDirectory:
    def test_it_says_what_it_was_made_of(self, tmp_path: Path) -> None:
        record = written(tmp_path / "edition.sqlite3")
        with closing(sqlite3.connect(tmp_path / "edition.sqlite3")) as file:
            [row] = file.execute("SELECT * FROM edition").fetchall()
        assert row == (1, ContentVersion.current(), schema_digest(), AT.isoformat(), None, 0)
        assert record.content_version == ContentVersion.current()

    def test_it_says_when_something_changes_by_itself(self) -> None:
        assert next_change_after(AT) is None
        make_organization(expires_at=AT + timedelta(days=3))
        make_organization(publish_at=AT + timedelta(days=2))
        make_organization(publish_at=AT - timedelta(days=2))
        make_organization(publish_at=AT + timedelta(days=1), state="draft")
        assert next_change_after(AT) == AT + timedelta(days=2)
        assert next_change_after(AT + timedelta(days=2)) == AT + timedelta(days=3)
        assert next_change_after(AT + timedelta(days=3)) is None

    def test_a_planned_entry_comes_in_at_its_moment_and_goes_at_its_end(self) -> None:
        planned = make_service(publish_at=AT, expires_at=AT + timedelta(days=1))
        for moment, is_there in (
            (AT - timedelta(seconds=1), False),
            (AT, True),
            (AT + timedelta(days=1), False),
        ):
            assert (planned.pk in public_keys(moment, "default")[Service]) is is_there

    def test_texts_that_are_held_back_are_so_in_the_edition(self, tmp_path: Path) -> None:
        outdated = {"alert": "another digest", "description": "another digest"}
        service = make_service(alert_nl="Nieuw", alert_en="Old", translated_from=outdated)
        written(tmp_path / "edition.sqlite3")
        with opened_edition(tmp_path / "edition.sqlite3", "finished"):
            found = Service.all_objects.using("finished").get(pk=service.pk)
            assert found.is_out_of_date("alert")
            assert found.alert_en == "Old"

    def test_columns_that_are_private_hold_nothing(self, tmp_path: Path) -> None:
        FreshnessPolicy.objects.create(pk=1, link_days=77)
        service = make_service(source="Bron", publish_at=AT)
        written(tmp_path / "edition.sqlite3")
        with opened_edition(tmp_path / "edition.sqlite3", "finished"):
            found = Service.all_objects.using("finished").get(pk=service.pk)
            assert (found.source, found.publish_at) == ("", None)
            assert found.created_at == datetime(1970, 1, 1, tzinfo=UTC)
            assert FreshnessPolicy.objects.using("finished").get().link_days == 30


@pytest.fixture
def committed(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """Give the alias of a database that several connections see: on SQLite one in a file."""
    make_service(organization=make_organization(slug="first"))
    if connection.vendor == "postgresql":
        yield "default"
        return
    path = tmp_path / "site.sqlite3"
    connection.cursor().execute("VACUUM INTO %s", [str(path)])
    wal = {"init_command": "PRAGMA journal_mode=WAL", "transaction_mode": "IMMEDIATE", "timeout": 1}
    with own_connection(_sqlite("in_a_file", NAME=str(path), OPTIONS=wal)) as opened:
        opened.ensure_connection()
        yield "in_a_file"


@contextmanager
def write_lock(using: str) -> Iterator[None]:
    """Hold what keeps every other writer waiting, with a write that is not committed."""
    with transaction.atomic(using=using):
        if connections[using].vendor == "postgresql":
            connections[using].cursor().execute(
                "LOCK TABLE directory_organization, directory_service IN EXCLUSIVE MODE"
            )
        Organization.all_objects.using(using).update(abbreviation="WRITING")
        yield


def test_a_build_does_not_wait_for_who_writes(committed: str, tmp_path: Path) -> None:
    path = tmp_path / "edition.sqlite3"
    with write_lock(committed), consistent_source(committed) as source:
        record = written(path, source=source)
    assert record.content_version > 0
    assert b"first" in path.read_bytes()
    assert b"WRITING" not in path.read_bytes()


def test_who_writes_does_not_wait_for_a_build(committed: str, tmp_path: Path) -> None:
    with consistent_source(committed) as source:
        before = written(tmp_path / "a.sqlite3", source=source)
        Organization.all_objects.using(committed).update(abbreviation="MEANWHILE")
        during = written(tmp_path / "b.sqlite3", source=source)
    with consistent_source(committed) as source:
        after = written(tmp_path / "c.sqlite3", source=source)
    assert before.rows_digest == during.rows_digest != after.rows_digest
    assert before.content_version == during.content_version < after.content_version
    assert b"MEANWHILE" in (tmp_path / "c.sqlite3").read_bytes()


def test_a_build_cannot_write(committed: str) -> None:
    with pytest.raises(DatabaseError), consistent_source(committed) as source:
        Organization.all_objects.using(source).update(abbreviation="X")
