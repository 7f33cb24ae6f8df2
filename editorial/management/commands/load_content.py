"""Load the starter content."""

import sys
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from editorial.content.loading import LoadReport, load_content, read_drafts
from editorial.documents.validation import Draft
from editorial.documents.writing import InvalidContent


class Command(BaseCommand):
    """Add what is new; leave alone what a person changed or removed; report both."""

    help = "Load the starter content; never touches what a person changed or removed."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer a check without writing."""
        parser.add_argument(
            "--check", action="store_true", help="Only check the files; write nothing."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and print what was done; refuse everything if one record is wrong."""
        try:
            if options["check"]:
                count = sum(len(drafts) for drafts in read_drafts().values())
                self.stdout.write(f"{count} records are right.")
                return
            self._report(load_content(self._progress))
        except InvalidContent as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from error

    def _progress(self, drafts: Iterable[Draft], total: int, name: str) -> Iterable[Draft]:
        return tqdm(
            drafts,
            total=total,
            desc=name,
            unit="",
            leave=False,
            disable=not sys.stderr.isatty(),
        )

    def _report(self, report: LoadReport) -> None:
        self.stdout.write(
            f"Added {len(report.added)}, brought up to date {len(report.updated)},"
            f" unchanged {report.unchanged}."
        )
        for names, what in (
            (report.kept_as_changed_by_a_person, "Left alone, because a person changed it"),
            (report.kept_as_removed_by_a_person, "Left alone, because a person removed it"),
            (report.left_out_as_incomplete, "Left out: it refers to what a person removed"),
            (report.gone_from_the_files, "No longer in the files; withdraw it if it is wrong"),
        ):
            if names:
                self.stdout.write(f"{what}: {len(names)}.")
                for name in names:
                    self.stdout.write(f"  {name}")
