"""Connections to PostgreSQL that no thread of a server waits for longer than ten seconds.

The server's own limits do not hold when it is the server that hangs, and TCP does not notice, for
the machine answers in its place. So the side that asks has a limit too.
"""

from typing import Any

import psycopg
from django.db.backends.postgresql import base

SECONDS_TO_CONNECT = 3
SECONDS_TO_ANSWER = 5
"""Together less than ten: a kept connection may have to be found dead before another is made."""

SECONDS_OF_A_STATEMENT = 4

LIMITS = {
    "connect_timeout": SECONDS_TO_CONNECT,
    # A machine that is gone is noticed within five seconds, also by commands.
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "tcp_user_timeout": 5_000,
}


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, that gives up: on connecting always, on an answer in a process that serves."""

    is_serving = False

    def get_connection_params(self) -> dict[str, Any]:
        """Add our limits to what the settings and DATABASE_URL say, which may say otherwise."""
        params: dict[str, Any] = LIMITS | super().get_connection_params()
        if self.is_serving:
            params.setdefault("options", f"-c statement_timeout={SECONDS_OF_A_STATEMENT}s")
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Return a connection that is closed when its server does not answer in time."""
        connection = super().get_new_connection(conn_params)
        if self.is_serving:
            connection.wait = _with_an_end(connection)
        return connection


def limit_waiting() -> None:
    """Give up on answers too, from now on in this process; commands may take their time."""
    DatabaseWrapper.is_serving = True


def _with_an_end(connection: Any) -> Any:
    wait = connection.wait

    def wait_for_an_answer(*args: Any, **kwargs: Any) -> Any:
        try:
            return wait(*args, timeout=SECONDS_TO_ANSWER, **kwargs)
        except psycopg.OperationalError:
            if connection.pgconn.transaction_status == psycopg.pq.TransactionStatus.ACTIVE:
                # The answer may still come: whoever asked next would take it for theirs.
                connection.close()
            raise

    return wait_for_an_answer
