"""Give a table out as a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from editorial.audit.log import record_event
from editorial.models import AuditAction
from editorial.tables.exporting import export_table
from editorial.tables.files import FORMATS
from editorial.tables.table import tables


class Command(BaseCommand):
    """Write all records of one kind to a spreadsheet or CSV file."""

    help = "Export a table; the ending of the file says how: services.xlsx, services.csv."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the file."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--table", help="Which table; otherwise what the file is called.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Export."""
        path: Path = options["file"]
        name, ending = options["table"] or path.stem, path.suffix.removeprefix(".")
        table = tables().get(name)
        if table is None or ending not in FORMATS:
            raise CommandError(
                f"Name a table ({', '.join(tables())}) and an ending ({', '.join(FORMATS)})."
            )
        total = table.model._default_manager.count()
        with tqdm(total=total, desc=name, unit="", disable=None, leave=False) as bar:
            sheet = export_table(table, bar.update)
        path.write_bytes(FORMATS[ending][0](sheet))
        record_event(
            AuditAction.EXPORTED, actor="export_table", label=table.model._meta.label, key=name
        )
        self.stdout.write(f"{len(sheet.rows)} records.")
