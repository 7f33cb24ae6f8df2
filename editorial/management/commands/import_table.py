"""Take a table in from a file."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from editorial.audit.log import record_event
from editorial.models import AuditAction, VersionReason
from editorial.publishing.bulk import ChangeContext
from editorial.tables.files import read_table
from editorial.tables.importing import TableImport
from editorial.tables.table import tables

COMMAND = "import_table"


class Command(BaseCommand):
    """Write every row of a file, published records too, or nothing if one row is wrong."""

    help = "Import a spreadsheet or CSV file as export_table writes it: all rows or none."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the file."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--table", help="Which table it is; otherwise what the file is called: services.csv."
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Print the changes; write nothing."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, or print what would change."""
        path: Path = options["file"]
        name = options["table"] or path.stem
        table = tables().get(name)
        if table is None:
            raise CommandError(f"There is no table {name}; there are: {', '.join(tables())}.")
        try:
            sheet = read_table(path.read_bytes(), path.name)
        except (OSError, ValidationError) as error:
            raise CommandError(f"Nothing was imported. {error}") from error
        found = TableImport(
            table, ChangeContext(None, COMMAND, VersionReason.IMPORTED, at_once=True)
        )
        with tqdm(total=len(sheet.rows), desc=name, unit="", disable=None, leave=False) as bar:
            found.check(sheet, bar.update)
        found.write(dry_run=options["dry_run"])
        if found.errors:
            raise CommandError("\n".join(["Nothing was imported.", *found.errors]))
        for row in found.rows:
            for column, before, after in row.changes:
                self.stdout.write(f"{row.number} {row.key} {column}: {before!r} → {after!r}")
        self.stdout.write(
            f"{'Would be c' if options['dry_run'] else 'C'}hanged {found.changed},"
            f" new {found.new}, the same {found.unchanged}."
        )
        if not options["dry_run"]:
            label = table.model._meta.label
            record_event(AuditAction.IMPORTED, actor=COMMAND, label=label, key=name)
