"""Mail each person of the desk who asked for it how much waits."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from editorial.desk.daily_mail import send_daily_mails


class Command(BaseCommand):
    """Send what a cron runs once a day; a second run on one day sends nothing again."""

    help = "Mail everybody at the desk who asked for it how much waits, at most once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, and print how many; fail if the e-mail server refused one, to be tried again."""
        sent, failed = send_daily_mails(timezone.now())
        self.stdout.write(f"Mails sent: {sent}.")
        if failed:
            raise CommandError(f"Mails that could not be sent: {failed}. Run this again.")
