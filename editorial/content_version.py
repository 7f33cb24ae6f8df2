"""Triggers that count every write to the content, inside the transaction that writes.

Python hooks would miss bulk writes, raw SQL and cascades in the database; a trigger cannot.
"""

import time
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.apps.config import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from editorial.models import ContentModel, ContentVersion

PREFIX = "count_content"


def content_tables() -> Iterator[str]:
    """Yield the table of every content model and of its many-to-many relations."""
    for model in apps.get_models():
        if issubclass(model, ContentModel):
            yield model._meta.db_table
            for field in model._meta.local_many_to_many:
                through: type[Model] = field.remote_field.through
                if through._meta.auto_created:
                    yield through._meta.db_table


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on every content table that exists; safe to repeat.

    PostgreSQL counts once a statement (TRUNCATE too), SQLite once a row, for it has no statement
    triggers: about 1 µs a row.
    """
    version_table = ContentVersion._meta.db_table
    existing = set(connection.introspection.table_names())
    if version_table not in existing:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {version_table} (id, number) VALUES (1, %s) ON CONFLICT (id) DO NOTHING",
            [time.time_ns() // 1000],  # a fresh start never repeats a number of an earlier one
        )
        if connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {PREFIX}() RETURNS trigger LANGUAGE plpgsql AS $$"
                f" BEGIN UPDATE {version_table} SET number = number + 1; RETURN NULL; END $$"
            )
        for table in content_tables():
            if table in existing:
                for statement in _trigger_statements(connection.vendor, table, version_table):
                    cursor.execute(statement)


def _trigger_statements(vendor: str, table: str, version_table: str) -> Iterator[str]:
    if vendor == "postgresql":
        yield (
            f"CREATE OR REPLACE TRIGGER {PREFIX} AFTER INSERT OR UPDATE OR DELETE"
            f" ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {PREFIX}()"
        )
        yield (
            f"CREATE OR REPLACE TRIGGER {PREFIX}_truncate AFTER TRUNCATE"
            f" ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {PREFIX}()"
        )
        return
    for event in ("insert", "update", "delete"):
        yield (
            f"CREATE TRIGGER IF NOT EXISTS {PREFIX}_{table}_{event} AFTER {event.upper()} ON {table}"
            f" BEGIN UPDATE {version_table} SET number = number + 1; END"
        )


def install_triggers_after_migrate(
    sender: AppConfig, using: str = DEFAULT_DB_ALIAS, **kwargs: Any
) -> None:
    """Install them once an app with content is migrated: the handler of ``post_migrate``."""
    if any(issubclass(model, ContentModel | ContentVersion) for model in sender.get_models()):
        install_triggers(connections[using])
