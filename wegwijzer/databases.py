"""The database of the desk, as DATABASE_URL names it, with an end to waiting."""

from pathlib import Path
from typing import Any

import dj_database_url

SECONDS_FOR_A_LOCK = 8
"""How long SQLite waits for whoever writes: no thread of a server waits for more than ten."""

NO_DATABASE = {"ENGINE": "django.db.backends.dummy"}
"""For a machine without a desk: asking it anything is an error."""


def database(state: Path) -> dict[str, Any]:
    """Return Django's settings of it; without DATABASE_URL it is a file in the state folder."""
    found: dict[str, Any] = dict(
        dj_database_url.config(
            default=f"sqlite:///{state / 'wegwijzer.sqlite3'}",
            conn_max_age=60,
            # A database that was started again costs nobody a page.
            conn_health_checks=True,
        )
    )
    if found["ENGINE"] == "django.db.backends.postgresql":
        return found | {"ENGINE": "wegwijzer.postgresql"}
    state.mkdir(parents=True, exist_ok=True)
    found["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": SECONDS_FOR_A_LOCK,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    return found
