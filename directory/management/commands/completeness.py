"""Show how much is known of the services."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from directory.guard.completeness import MIN_SHARE, completeness
from editorial.translations.reader_texts import or_dutch


class Command(BaseCommand):
    """Print, per field, of how many services it is known, and whom to call first."""

    help = "Print per field how much is known, and what is not known of the most contacted."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print shares of all services and of the most named, and the calls to make, in order."""
        with translation.override("en"):
            found = completeness(timezone.now())
            self.stdout.write(
                f"{'':40}all services    named in {MIN_SHARE:.0%} of combinations or more"
            )
            for field in found.fields:
                everywhere = _share(field.known, field.total)
                named = _share(field.known_of_named, field.named)
                self.stdout.write(f"{field.label!s:40}{everywhere:16}{named}")
            missing = len(found.numbers_without_year)
            self.stdout.write(
                f"{'numbers with a source and its year':40}"
                f"{_share(found.numbers - missing, found.numbers)}"
            )
            self.stdout.write("\nNot known of the most contacted, the most named first:")
            for row in found.unknown:
                name = or_dutch(row.service.organization.name_en, row.service.organization.name_nl)
                labels = "; ".join(map(str, row.labels))
                self.stdout.write(f"{row.share:7.1%}  {name} ({row.service.slug}): {labels}")
            self.stdout.write("\nNumbers of which no source has a year:")
            for number in found.numbers_without_year:
                self.stdout.write(f"         {number.organization}: {number.display}")


def _share(known: int, total: int) -> str:
    return f"{known}/{total} ({known / total:.0%})" if total else "0/0"
