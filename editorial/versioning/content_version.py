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

from editorial.models import ContentModel, ContentVersion, HelpTextCheck, PublishedRecord
from editorial.versioning import triggers

PREFIX = "count_content"

VERSION_TABLE = ContentVersion._meta.db_table
ADD_ONE = f"UPDATE {VERSION_TABLE} SET number = number + 1"  # noqa: S608 - the name of our own table
START_OR_ADD_ONE = (
    f"INSERT INTO {VERSION_TABLE} (id, number) VALUES (1, %s)"  # noqa: S608 - as above
    f" ON CONFLICT (id) DO UPDATE SET number = {VERSION_TABLE}.number + 1"
)


def content_tables() -> Iterator[str]:
    """Yield the table of every content model and of its many-to-many relations.

    What is noted of the changes that others copy, and of checks of the help pages, counts too, for
    an edition holds it.
    """
    for model in apps.get_models():
        if issubclass(model, ContentModel | HelpTextCheck | PublishedRecord):
            yield model._meta.db_table
            for field in model._meta.local_many_to_many:
                through = field.remote_field.through
                if through is not None and through._meta.auto_created:
                    yield through._meta.db_table


def content_triggers(vendor: str) -> Iterator[triggers.Trigger]:
    """Yield the triggers of every content table.

    PostgreSQL counts once a statement (TRUNCATE too), and before it: so whoever writes holds the
    number first and rows after that, all in one order (see ``ContentVersion.lock``). SQLite counts
    once a row, for it has no statement triggers: about 1 µs a row.
    """
    for table in content_tables():
        if vendor == triggers.POSTGRESQL:
            then = f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {PREFIX}()"
            yield triggers.Trigger(PREFIX, table, f"BEFORE INSERT OR UPDATE OR DELETE {then}")
            yield triggers.Trigger(f"{PREFIX}_truncate", table, f"BEFORE TRUNCATE {then}")
            continue
        for event in ("insert", "update", "delete"):
            yield triggers.Trigger(
                f"{PREFIX}_{table}_{event}",
                table,
                f"AFTER {event.upper()} ON {table} BEGIN {ADD_ONE}; END",
            )


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on every content table that exists, and count once; safe to repeat.

    SQLite drops the triggers of a table that a migration remakes, so what the rest of the migration
    wrote there was not counted. A number starts at the present microsecond: a database that is made
    again never repeats a number that a worker still remembers.
    """
    if ContentVersion._meta.db_table not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute(START_OR_ADD_ONE, [time.time_ns() // 1000])
        if connection.vendor == triggers.POSTGRESQL:
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {PREFIX}() RETURNS trigger LANGUAGE plpgsql AS $$"
                f" BEGIN {ADD_ONE}; RETURN NULL; END $$"
            )
    triggers.install(connection, content_triggers(connection.vendor))


def install_triggers_after_migrate(
    sender: AppConfig, using: str = DEFAULT_DB_ALIAS, **kwargs: Any
) -> None:
    """Install them once an app with content is migrated: the handler of ``post_migrate``."""
    if any(issubclass(model, ContentModel | ContentVersion) for model in sender.get_models()):
        install_triggers(connections[using])
