"""The role by which the running site asks PostgreSQL: it writes rows and changes no table.

Who owns a table may drop its triggers, and with them what keeps the audit log as it is. So the
owner migrates and nothing else, and a site that is broken into has no right to do that.
"""

import os
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from editorial.models import AuditEvent

WRITING = "GRANT SELECT, INSERT, UPDATE, DELETE ON"
RIGHTS = (
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE ON SCHEMA public TO {role}",
    "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
    f"{WRITING} ALL TABLES IN SCHEMA public TO {{role}}",
    "REVOKE UPDATE, DELETE ON {audit_log} FROM {role}",
    "REVOKE INSERT, UPDATE, DELETE ON {migrations} FROM {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    # Of what a command of the owner makes later.
    f"ALTER DEFAULT PRIVILEGES IN SCHEMA public {WRITING} TABLES TO {{role}}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
)


def grant_after_migrate(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Give the role of SITE_DATABASE_URL its rights: the handler of ``post_migrate``."""
    url = os.environ.get("SITE_DATABASE_URL")
    if url and connections[using].vendor == "postgresql":
        role = dj_database_url.parse(url)
        grant(connections[using], str(role["USER"]), str(role["PASSWORD"]))


def grant(connection: BaseDatabaseWrapper, name: str, password: str) -> None:
    """Make the role if it is missing, and give it exactly these rights; safe to repeat.

    PostgreSQL gets the password as it keeps it, salted and hashed, so that no log can hold it.
    Raise ImproperlyConfigured for the role that is connected, which would take its own rights.
    """
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [name]
        )
        owner, exists = cursor.fetchone()
        if name == owner:
            raise ImproperlyConfigured("SITE_DATABASE_URL must name another role than the owner.")
        hashed = connection.connection.pgconn.encrypt_password(
            password.encode(), name.encode(), b"scram-sha-256"
        )
        role = sql.Identifier(name)
        cursor.execute(
            sql.SQL(
                "{verb} ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION"
                " NOBYPASSRLS PASSWORD {password}"
            ).format(
                verb=sql.SQL("ALTER" if exists else "CREATE"),
                role=role,
                password=sql.Literal(hashed.decode()),
            )
        )
        for statement in RIGHTS:
            cursor.execute(
                sql.SQL(statement).format(
                    role=role,
                    audit_log=sql.Identifier(AuditEvent._meta.db_table),
                    migrations=sql.Identifier(MigrationRecorder.Migration._meta.db_table),
                )
            )
