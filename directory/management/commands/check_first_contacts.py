"""Check that nobody is left without a first contact."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from directory.guard.problems import stored_first_contacts, stored_problems


class Command(BaseCommand):
    """Fail if an age group has no published fallback that is known to accept it."""

    help = "Check that every age group has a national fallback that is known to accept it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what is well, or name every problem and fail."""
        now = timezone.now()
        contacts = stored_first_contacts(now)
        problems = stored_problems(contacts, now)
        if problems:
            raise CommandError("\n".join(str(problem) for problem in problems))
        self.stdout.write(
            f"{len(contacts.rules)} rules: every age group has a fallback and an alternative."
        )
