"""Say how complete the two languages are."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from editorial.audit.log import acting_as
from editorial.translations.sources import note_translations_of, noted_models
from editorial.translations.status import KindStatus, translation_status


class Command(BaseCommand):
    """Print a table by kind of record."""

    help = "Show how many texts there are in each language, and how many are out of date."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer to compare all texts again."""
        parser.add_argument(
            "--note",
            action="store_true",
            help="First compare every text with its source: after a change by SQL or script.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Note first if asked, then print."""
        if options["note"]:
            with acting_as("translation_status"):
                for model in noted_models():
                    note_translations_of(model._default_manager.all())
        kinds = translation_status()
        self.stdout.write(self._line("kind", "texts", "Dutch", "English", "outdated", "done"))
        for kind in kinds:
            self.stdout.write(self._row(kind))
        waiting = sum(kind.missing["en"] + kind.outdated for kind in kinds)
        self.stdout.write(f"{waiting} texts wait for a translator.")

    def _row(self, kind: KindStatus) -> str:
        return self._line(
            kind.label,
            kind.texts,
            kind.filled["nl"],
            kind.filled["en"],
            kind.outdated,
            f"{kind.percentage}%",
        )

    def _line(self, label: str, *columns: object) -> str:
        return f"{label:<28}" + "".join(f"{column:>9}" for column in columns)
