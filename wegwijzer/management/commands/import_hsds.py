"""Take in what another copy of this site gives out as open data."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from editorial.documents.writing import InvalidContent
from wegwijzer.open_data.importing.importing import NotEmpty, import_files


class Command(BaseCommand):
    """Add organizations and services as drafts, or name all that is wrong and add nothing."""

    help = "Import the open data of a copy of this site into one without organizations, as drafts."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the files of both languages."""
        parser.add_argument(
            "files",
            nargs="+",
            type=Path,
            metavar="FILE",
            help="export.zip, or the JSON of a list with full=true; Dutch, and English if it is"
            " there.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and print what was added; refuse everything if one row is wrong."""
        try:
            added = import_files(options["files"])
        except NotEmpty as error:
            raise CommandError(f"Nothing was imported. {error}") from error
        except InvalidContent as error:
            raise CommandError(f"Nothing was imported.\n{error}") from error
        self.stdout.write(
            f"Imported as drafts: {added.organizations} organizations, {added.services} services."
        )
