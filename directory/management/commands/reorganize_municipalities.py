"""Carry out the yearly reorganization of municipalities."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from directory.geography.reorganization import InvalidReorganization, read_changes, reorganize


class Command(BaseCommand):
    """Merge, divide and rename municipalities, and move what hangs on them; see the docs."""

    help = "Carry out a reorganization of municipalities from a CSV file (docs/reorganization.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the file; offer a rehearsal, and another day than today."""
        parser.add_argument(
            "file", type=Path, help="CSV: old_code,new_code,new_name,date,kind,note"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would change, and change nothing."
        )
        parser.add_argument(
            "--at",
            type=date.fromisoformat,
            default=None,
            help="Carry out what is in force on this day (YYYY-MM-DD); today by default.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and print each change, or print what is wrong and do nothing."""
        today = options["at"] or timezone.localdate()
        try:
            changes = read_changes(options["file"])
            said = reorganize(changes, today=today, dry_run=options["dry_run"])
        except (InvalidReorganization, ValidationError, OSError) as error:
            raise CommandError(f"Nothing was changed.\n{error}") from error
        for line in said:
            self.stdout.write(line)
        if options["dry_run"]:
            self.stdout.write("This was a rehearsal: nothing was changed.")
