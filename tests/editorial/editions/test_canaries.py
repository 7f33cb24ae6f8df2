"""Only what is public is in the file: words from everywhere else stand in no byte of it.

Rows and columns are found by the models themselves, so a new one is tried without anybody
remembering.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils import timezone
from modeltranslation.manager import get_translatable_fields_for_model

from directory.models import (
    Channel,
    FirstContactOption,
    FirstContactRule,
    Location,
    Organization,
    RegionalConfirmation,
    Service,
    TopicOwnership,
)
from editorial.editions.building import write_edition
from editorial.editions.contents import private_models, public_content
from editorial.models import ContentVersion, Entry, FreshnessPolicy, HelpTextCheck, User
from rights.models import (
    Condition,
    Entitlement,
    Legislation,
    LegislationIdentifier,
    Provision,
    Publication,
    Right,
    RightOwnership,
    RightVariant,
    Signal,
)
from tests.editorial.editions.canaries import fill, make_row, takes_canary

pytestmark = pytest.mark.usefixtures("empty_directory")

PUBLIC, SECRET = "zqp", "zqs"
NOW = timezone.now()
TODAY = NOW.date()
NEEDED: dict[type[Model], dict[str, Any]] = {
    Location: {"confidential": False},
    Entitlement: {"value": "only_if"},
    FreshnessPolicy: {"id": 1},
    HelpTextCheck: {"approved_at": NOW},
    Legislation: {"kind": "bill"},
    RegionalConfirmation: {"confirmed_on": TODAY, "how": "phone", "agreed_on": TODAY},
    TopicOwnership: {"signed_off_on": TODAY, "valid_until": TODAY + timedelta(days=1)},
    RightOwnership: {"signed_off_on": TODAY, "valid_until": TODAY + timedelta(days=1)},
}
HIDDEN: dict[str, dict[str, Any]] = {
    "draft": {"state": "draft"},
    "in review": {"state": "in_review"},
    "withdrawn": {"state": "withdrawn"},
    "planned": {"state": "published", "publish_at": NOW + timedelta(days=1)},
    "expired": {"state": "published", "expires_at": NOW - timedelta(days=1)},
}
NEVER_PUBLIC = {"source", "note", "remark", "confirmed_by", "agreed_by", "author_name"}
"""What editors write about an entry, whatever model has it and whatever is listed of it."""

CHILDREN: tuple[tuple[type[Model], str, type[Entry]], ...] = (
    (Channel, "organization", Organization),
    (Location, "organization", Organization),
    (Service, "organization", Organization),
    (FirstContactOption, "rule", FirstContactRule),
    (LegislationIdentifier, "legislation", Legislation),
    (Provision, "legislation", Legislation),
    (Condition, "right", Right),
    (Entitlement, "right", Right),
    (RightVariant, "right", Right),
)


def entries() -> list[type[Entry]]:
    return [public.model for public in public_content() if issubclass(public.model, Entry)]


@pytest.fixture
def public() -> dict[type[Model], Model]:
    """Make a public row of every model, with words in every column of it."""
    rows: dict[type[Model], Model] = {}
    for one in public_content():
        state = {"state": "published"} if issubclass(one.model, Entry) else {}
        rows[one.model] = make_row(one.model, PUBLIC, **state, **NEEDED.get(one.model, {}))
    return rows


def hide(model: type[Model], **given: Any) -> Model:
    return make_row(model, SECRET, **(NEEDED.get(model, {}) | given))


@pytest.fixture
def build(tmp_path: Path) -> Callable[[], Path]:
    def write() -> Path:
        path = tmp_path / "edition.sqlite3"
        write_edition(path, number=1, at=timezone.now(), source="default")
        return path

    return write


def test_every_public_column_is_there(
    public: dict[type[Model], Model], build: Callable[[], Path]
) -> None:
    contents = build().read_bytes()
    for one in public_content():
        rows: QuerySet[Any] = QuerySet(one.model).filter(pk=public[one.model].pk)
        for column in one.fields:
            if takes_canary(column):
                [value] = rows.values_list(column.name, flat=True)
                text = next(iter(value)) if isinstance(value, dict | list) else value
                assert text.encode() in contents, f"{one.model.__name__}.{column.name}"


def test_nothing_is_said_by_private_columns(
    public: dict[type[Model], Model], build: Callable[[], Path]
) -> None:
    for one in public_content():
        private = {column.name for column in one.model._meta.concrete_fields}
        private -= {column.name for column in one.fields}
        kept_by_modeltranslation = set(get_translatable_fields_for_model(one.model) or ())
        fill(public[one.model], SECRET, private | kept_by_modeltranslation | NEVER_PUBLIC)
    assert SECRET.encode() not in build().read_bytes()


@pytest.mark.parametrize("state", HIDDEN)
def test_nothing_is_said_of_entries_that_are_not_public(
    public: dict[type[Model], Model], build: Callable[[], Path], state: str
) -> None:
    keys = {model: hide(model, **HIDDEN[state]).pk for model in entries()}
    path = build()
    assert SECRET.encode() not in path.read_bytes()
    with closing(sqlite3.connect(path)) as file:
        for model, key in keys.items():
            found = file.execute(f"SELECT * FROM {model._meta.db_table} WHERE id = ?", [key])  # noqa: S608 - a model's table
            assert found.fetchall() == [], model.__name__


@pytest.mark.parametrize("state", HIDDEN)
def test_nothing_is_said_of_what_hangs_on_an_entry_that_is_not_public(
    public: dict[type[Model], Model], build: Callable[[], Path], state: str
) -> None:
    for model, name, parent in CHILDREN:
        is_entry = {"state": "published"} if issubclass(model, Entry) else {}
        hide(model, **{name: hide(parent, **HIDDEN[state])}, **is_entry)
    assert SECRET.encode() not in build().read_bytes()


def test_nothing_is_said_of_confidential_places(
    public: dict[type[Model], Model], build: Callable[[], Path]
) -> None:
    no_address = dict.fromkeys(("address_1", "postal_code", "city"), "")
    secret = hide(Location, organization=public[Organization], confidential=True, **no_address)
    public[Service].locations.add(secret)  # type: ignore[attr-defined]
    path = build()
    assert SECRET.encode() not in path.read_bytes()
    with closing(sqlite3.connect(path)) as file:
        links = file.execute("SELECT location_id FROM directory_service_locations").fetchall()
    assert links == []


def test_nothing_is_said_of_a_service_that_has_ended(
    public: dict[type[Model], Model], build: Callable[[], Path]
) -> None:
    hide(Service, state="published", status="defunct")
    assert SECRET.encode() not in build().read_bytes()


def test_nothing_is_said_of_private_records(
    public: dict[type[Model], Model], build: Callable[[], Path]
) -> None:
    private_kinds = private_models() - {ContentVersion}
    for model in sorted(private_kinds, key=lambda model: (model is not User, model.__name__)):
        make_row(model, SECRET, **NEEDED.get(model, {}))
    path = build()
    assert SECRET.encode() not in path.read_bytes()
    with closing(sqlite3.connect(path)) as file:
        tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master")}
    private = {model._meta.db_table for model in apps.get_models()} - {
        one.model._meta.db_table for one in public_content()
    }
    assert not tables & private


def test_a_public_entry_forgets_what_it_refers_to_that_is_not(
    public: dict[type[Model], Model], build: Callable[[], Path]
) -> None:
    organization, service = hide(Organization, state="draft"), hide(Service, state="draft")
    channel = hide(Channel, organization=organization)
    QuerySet(Publication).update(publisher=organization, publisher_name="")
    QuerySet(Signal).update(service=service)
    public[Right].services.add(service)  # type: ignore[attr-defined]
    public[Service].channels.add(channel)  # type: ignore[attr-defined]
    with closing(sqlite3.connect(build())) as file:
        assert file.execute("SELECT publisher_id FROM rights_publication").fetchall() == [(None,)]
        assert file.execute("SELECT service_id FROM rights_signal").fetchall() == [(None,)]
        for table in ("rights_right_services", "directory_service_channels"):
            assert file.execute(f"SELECT * FROM {table}").fetchall() == []  # noqa: S608 - a model's table
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
