"""A database that is away: one page, and one line in the log a minute."""

import logging
import time
from copy import copy
from http import HTTPStatus

from django.db import (
    DatabaseError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    connection,
)
from django.db.migrations.executor import MigrationExecutor

SECONDS_BETWEEN_LINES = 60
WHAT_HAPPENED = "The database does not answer."
NOT_MIGRATED = "The database is older than the code: run manage.py migrate."
FAULTS_OF_CODE = ("no such ", "has no column", "syntax error")
"""What SQLite reports by the same exceptions as a database that is away."""


def is_database_fault(error: object) -> bool:
    """Return whether an exception says that the database cannot be reached or is locked."""
    return isinstance(error, OperationalError | InterfaceError) and not any(
        words in str(error) for words in FAULTS_OF_CODE
    )


def is_older_than_the_code(error: object) -> bool:
    """Return whether a fault is that of tables which are not migrated yet, or were turned back.

    Asked of a fault only, for it compares the files with the table of migrations: 1 query.
    """
    if not isinstance(error, ProgrammingError | OperationalError) or is_database_fault(error):
        return False
    try:
        return lacks_migrations()
    except DatabaseError:
        return False


def lacks_migrations() -> bool:
    """Return whether a migration of the code is missing in the database: 1 query."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


class CalmHandler(logging.StreamHandler):  # type: ignore[type-arg]  # generic in the stubs only
    """Write a fault of the database as one line without a traceback, and once a minute.

    While it is away every request that needs it fails in the same way: with their tracebacks, that
    was 17.8 MB of log a minute.
    """

    _next_line = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record, or what stands for it."""
        if getattr(record, "status_code", None) == HTTPStatus.SERVICE_UNAVAILABLE:
            return  # Django says it again of the page that was sent
        if is_database_fault(record.exc_info and record.exc_info[1]):
            if time.monotonic() < self._next_line:
                return
            self._next_line = time.monotonic() + SECONDS_BETWEEN_LINES
            record = copy(record)
            record.msg, record.args, record.exc_info = WHAT_HAPPENED, None, None
        super().emit(record)
