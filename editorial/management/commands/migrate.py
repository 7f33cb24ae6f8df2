"""Migrate, one process at a time."""

from typing import Any

from django.core.management.commands import migrate

from editorial.versioning.one_at_a_time import one_at_a_time


class Command(migrate.Command):
    """Django's own; of two machines that start at once, the second waits and finds it done."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate the database that is named, once nobody else does."""
        with one_at_a_time(options["database"]):
            super().handle(*args, **options)
