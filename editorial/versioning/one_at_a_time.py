"""One process at a time makes the tables or loads the content; another waits for it to end."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections

from editorial.versioning import triggers

ADVISORY_LOCK = 2_015_2026
"""Any number that nothing else uses on this database."""


@contextmanager
def one_at_a_time(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Wait until no other process is in such a block; SQLite lets one write at a time anyway.

    Take it outside a transaction: what the other wrote must be seen by what follows.
    """
    connection = connections[using]
    if connection.vendor != triggers.POSTGRESQL:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_LOCK])
