"""Remove old events from the audit log: the only way in which any event is ever removed."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from editorial.audit.append_only import protection_lifted
from editorial.audit.log import record_event
from editorial.models import AuditAction, AuditEvent

COMMAND = "command: shorten_audit_log"


class Command(BaseCommand):
    """Lift the protection, remove, log that, and protect again, all in one transaction."""

    help = "Remove events older than a number of days; logs itself."

    KEPT_BY_DEFAULT = 2 * 365
    KEPT_AT_LEAST = 180

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how long events are kept."""
        parser.add_argument(
            "--keep-days",
            type=int,
            default=self.KEPT_BY_DEFAULT,
            help=f"How many days stay: {self.KEPT_BY_DEFAULT}, and never less than"
            f" {self.KEPT_AT_LEAST}.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove what is older; refuse to keep less than half a year."""
        kept: int = options["keep_days"]
        if kept < self.KEPT_AT_LEAST:
            raise CommandError(f"Keep at least {self.KEPT_AT_LEAST} days.")
        before = timezone.now() - timedelta(days=kept)
        with protection_lifted():
            removed, _kinds = AuditEvent.objects.filter(happened_at__lt=before).delete()
            record_event(
                AuditAction.LOG_SHORTENED,
                actor=COMMAND,
                label=AuditEvent._meta.label,
                key=f"{removed} events before {before:%Y-%m-%d}",
            )
        self.stdout.write(f"Removed {removed} events of before {before:%Y-%m-%d}.")
