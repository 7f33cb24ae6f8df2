"""Triggers that let the audit log grow and never change, whoever asks the database.

``shorten_audit_log`` is the one way to remove old events: it lifts the protection and puts it back
in the transaction that removes them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps.config import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from editorial.models import AuditEvent
from editorial.versioning import triggers

PREFIX = "keep_audit_log"
REFUSAL = "The audit log only grows: nothing in it can be changed or removed."


def protection(vendor: str) -> Iterator[triggers.Trigger]:
    """Yield the triggers that refuse UPDATE and DELETE, and TRUNCATE where that exists.

    SQLite replaces a row with ``REPLACE INTO`` without a word to a trigger of DELETE; so an insert
    over an event that is there is refused too.
    """
    table = AuditEvent._meta.db_table
    if vendor == triggers.POSTGRESQL:
        yield triggers.Trigger(
            PREFIX,
            table,
            f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {PREFIX}()",
        )
        return
    for event in ("update", "delete"):
        yield triggers.Trigger(
            f"{PREFIX}_{event}",
            table,
            f"BEFORE {event.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        )
    yield triggers.Trigger(
        f"{PREFIX}_replace",
        table,
        f"BEFORE INSERT ON {table} WHEN NEW.id IN (SELECT id FROM {table})"  # noqa: S608 - ours
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    )


def protect(connection: BaseDatabaseWrapper) -> None:
    """Put the protection on the log, if its table exists; safe to repeat."""
    if AuditEvent._meta.db_table not in connection.introspection.table_names():
        return
    if connection.vendor == triggers.POSTGRESQL:
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {PREFIX}() RETURNS trigger LANGUAGE plpgsql AS $$"
                f" BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
            )
    triggers.install(connection, protection(connection.vendor))


@contextmanager
def protection_lifted(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Lift the protection for one transaction; nobody else ever sees the log without it."""
    connection = connections[using]
    with transaction.atomic(using):
        triggers.remove(connection, protection(connection.vendor))
        yield
        protect(connection)


def protect_after_migrate(sender: AppConfig, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Protect the log once its app is migrated: the handler of ``post_migrate``."""
    if AuditEvent in sender.get_models():
        protect(connections[using])
