"""What is written down, for the settings: faults of ours, and nothing of a visitor."""

from typing import Any

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "without_visitor": {
            "()": "wegwijzer.private_logs.FormatterWithoutVisitor",
            "format": "{asctime} {levelname} {name} {filename}:{lineno}: {message}",
            "style": "{",
        }
    },
    "handlers": {
        "console": {
            "class": "wegwijzer.database_faults.CalmHandler",
            "formatter": "without_visitor",
        },
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Faults of ours only: what a visitor mistypes is nobody's business.
        "django.request": {"level": "ERROR"},
        # Their messages are made of the host, the Referer or the URL as it came.
        "django.security": {"handlers": ["nowhere"], "propagate": False},
        "django.server": {"handlers": ["nowhere"], "propagate": False},
        # Not how many wait, nor that somebody holds many connections.
        "waitress": {"level": "ERROR"},
        "waitress.queue": {"level": "ERROR"},
    },
}
"""No log holds a URL, a Referer or an IP address; docs/no-trace.md says what it holds instead."""
