"""Triggers of the database itself, and putting them back after every migrate.

SQLite drops a table's triggers when a migration makes the table again, so they are installed after
each migrate and not by a migration. Every set of triggers shares this code.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

POSTGRESQL = "postgresql"


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger: its name, the table it stands on, and all of it that follows its name."""

    name: str
    table: str
    rule: str


def install(connection: BaseDatabaseWrapper, triggers: Iterable[Trigger]) -> None:
    """Create what is missing of these triggers on the tables that exist; safe to repeat."""
    tables = set(connection.introspection.table_names())
    clause = "OR REPLACE TRIGGER" if connection.vendor == POSTGRESQL else "TRIGGER IF NOT EXISTS"
    with connection.cursor() as cursor:
        for trigger in triggers:
            if trigger.table in tables:
                cursor.execute(f"CREATE {clause} {trigger.name} {trigger.rule}")


def remove(connection: BaseDatabaseWrapper, triggers: Iterable[Trigger]) -> None:
    """Drop these triggers: for what no trigger may stop, in the transaction that puts them back."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in triggers:
            if trigger.table in tables:
                table = f" ON {trigger.table}" if connection.vendor == POSTGRESQL else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{table}")


def missing(connection: BaseDatabaseWrapper, triggers: Iterable[Trigger]) -> list[Trigger]:
    """Return which of these triggers the database does not have: one query."""
    query = (
        "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE tgenabled <> 'D'"
        if connection.vendor == POSTGRESQL
        else "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = set(cursor.fetchall())
    return [trigger for trigger in triggers if (trigger.name, trigger.table) not in present]
