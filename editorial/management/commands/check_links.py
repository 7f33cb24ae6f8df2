"""Check every link and number of the content."""

import sys
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from editorial.links.checking import Run, default_since
from editorial.links.fetching import Fetcher
from editorial.models import LinkOutcome


class Command(BaseCommand):
    """Ask each link once, politely; stopped half-way, it goes on where it was."""

    help = "Check every link and number of the content; resumes where an earlier run stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer how polite, how patient, and what is new enough to leave alone."""
        parser.add_argument(
            "--hours",
            type=float,
            default=20,
            help="Leave alone what was checked in the last so many hours (default 20).",
        )
        parser.add_argument(
            "--delay",
            type=float,
            default=1,
            help="Seconds between two requests to one host (default 1).",
        )
        parser.add_argument(
            "--timeout",
            type=float,
            default=10,
            help="Seconds to wait for a server; twice that for a whole request (default 10).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, and print how many links gave what."""
        fetcher = Fetcher(
            user_agent=settings.LINK_CHECKER_USER_AGENT,
            timeout=options["timeout"],
            deadline=2 * options["timeout"],
        )
        run = Run(fetcher, since=default_since(options["hours"]), delay=options["delay"])
        wrong_numbers = run.check_numbers()
        waiting = run.waiting()
        outcomes: Counter[str] = Counter()
        bar = tqdm(total=len(waiting), unit="link", disable=not sys.stderr.isatty())
        with bar:
            for _url, answer in run.check(waiting):
                outcomes[answer.outcome] += 1
                bar.update()
        self.stdout.write(f"Numbers and addresses that cannot be right: {wrong_numbers}.")
        self.stdout.write(f"Links checked: {outcomes.total()}.")
        for outcome in LinkOutcome:
            if outcomes[outcome]:
                self.stdout.write(f"  {outcome.label}: {outcomes[outcome]}")
