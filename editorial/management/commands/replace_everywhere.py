"""Replace a number, address or link in all content."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from editorial.models import VersionReason
from editorial.publishing.bulk import ChangeContext
from editorial.replacement.replace import find_everywhere, replace_everywhere, replacement_of

COMMAND = "replace_everywhere"


class Command(BaseCommand):
    """Print every text before and after, and write all of them or none."""

    help = "Replace a telephone number (however it is written), an address or a link everywhere."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask what to look for."""
        parser.add_argument("old")
        parser.add_argument("new")
        parser.add_argument(
            "--dry-run", action="store_true", help="Print the changes; write nothing."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Find, print and replace."""
        try:
            replace = replacement_of(options["old"], options["new"])
            with tqdm(desc="records", unit="", disable=None, leave=False) as bar:
                found = find_everywhere(replace, bar.update)
            for text in found.texts:
                self.stdout.write(f"{text.record}, {text.label}: {text.before!r} → {text.after!r}")
            if not options["dry_run"]:
                context = ChangeContext(None, COMMAND, VersionReason.REPLACED, at_once=True)
                replace_everywhere(found, context)
        except ValidationError as error:
            raise CommandError("\n".join(["Nothing was replaced.", *error.messages])) from error
        verb = "Would change" if options["dry_run"] else "Changed"
        self.stdout.write(f"{verb} {len(found.texts)} texts in {len(found.changes)} records.")
