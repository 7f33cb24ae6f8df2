"""The editions of the public site: list, build, check, go back, watch."""

import os
import signal
import sqlite3
import threading
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from editorial.audit.log import record_event
from editorial.editions.checking import problems_of_file
from editorial.editions.making import EditionRefused, lift, make_edition, take_back
from editorial.editions.store import EditionFolder, EditionRecord
from editorial.editions.watching import Watcher, watch
from editorial.models import AuditAction

COMMAND = "editions"


class Command(BaseCommand):
    """What a person does with the folder of editions; docs/editions.md tells when."""

    help = "List, build, check or go back to editions, or watch the content and make them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer one action, some with the number of an edition."""
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("list", help="List the editions that are kept.")
        actions.add_parser("build", help="Make an edition of the content as it is, and publish it.")
        for name, text in (
            ("check", "Check the file of an edition."),
            ("take-back", "Go back to an earlier edition until that is lifted."),
        ):
            actions.add_parser(name, help=text).add_argument("number", type=int)
        actions.add_parser("lift", help="Make the newest edition live again.")
        watching = actions.add_parser("watch", help="Make an edition whenever the content changes.")
        watching.add_argument("--parent", type=int, help="End when this process has ended.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; what is refused ends with status 1 and the reason."""
        self.folder = EditionFolder()
        try:
            match options["action"]:
                case "list":
                    self._list()
                case "build":
                    self._say("is the newest", make_edition(self.folder))
                case "check":
                    self._check(options["number"])
                case "take-back":
                    record = take_back(self.folder, options["number"])
                    self._say("is live until that is lifted", record)
                    self._remember(AuditAction.WENT_BACK, record)
                case "lift":
                    record = lift(self.folder)
                    self._say("is live", record)
                    self._remember(AuditAction.WENT_ON, record)
                case "watch":
                    _watch(Watcher(self.folder), options["parent"])
        except (EditionRefused, OSError, sqlite3.Error) as error:
            raise CommandError(str(error)) from error

    def _list(self) -> None:
        pointer = self.folder.pointer()
        for record in self.folder.records():
            is_live = pointer is not None and pointer.number == record.number
            is_pinned = is_live and pointer is not None and pointer.pinned is not None
            path = self.folder.file(record.number)
            size = f"{path.stat().st_size:,} bytes" if path.exists() else "no file"
            mark = " (live: taken back to)" if is_pinned else " (live)" if is_live else ""
            self.stdout.write(f"{record.number}  {record.built_at[:19]}  {size}{mark}")

    def _check(self, number: int) -> None:
        record = self.folder.record(number)
        if record is None:
            raise CommandError(f"There is no edition {number}.")
        problems = list(problems_of_file(self.folder.file(number), record))
        if problems:
            raise EditionRefused(*problems)
        self._say("is whole", record)

    def _say(self, what: str, record: EditionRecord) -> None:
        rows = sum(record.row_counts.values())
        self.stdout.write(f"Edition {record.number} {what}: {rows} rows, {record.sha256}.")

    def _remember(self, action: AuditAction, record: EditionRecord) -> None:
        """Write it to the audit log: afterwards, for going back must work without a database."""
        try:
            record_event(action, actor=COMMAND, label="editorial.Edition", key=str(record.number))
        except (DatabaseError, ImproperlyConfigured):
            self.stderr.write("The database does not answer: this is not in the audit log.")


def _watch(watcher: Watcher, parent: int | None) -> None:
    """Watch until this process is told to end, or the one that needs it has ended."""
    over = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: over.set())

    def is_over(seconds: float) -> bool:
        return over.wait(seconds) or (parent is not None and not _lives(parent))

    watch(watcher, is_over)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
