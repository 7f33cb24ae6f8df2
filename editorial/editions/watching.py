"""Make an edition whenever visitors may see something new: one process, which asks once a second.

Asking is the truth: a signal or a hook could be missed, by a bulk write, raw SQL or a moment that
was planned. Changes close together make one edition.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.utils import timezone

from editorial.editions.building import consistent_source, content_version
from editorial.editions.deny import keep_room, read_denied
from editorial.editions.making import (
    EditionRefused,
    Picture,
    make_edition,
    prepare_database,
    read_made,
)
from editorial.editions.store import POINTER, EditionFolder
from editorial.editions.taking_away import deny_what_is_gone

logger = logging.getLogger(__name__)

SECONDS_BETWEEN = 1.0
RETRY_AFTER = timedelta(seconds=10)
TELL_AGAIN_AFTER = timedelta(minutes=1)
"""A fault that lasts is one line a minute in the log."""

SEEN = "watching"
"""A file that is touched whenever the watcher has found that nothing waits for it."""

State: TypeAlias = tuple[object, ...]


@dataclass(slots=True)
class Watcher:
    """Remember what the last edition was made of, and see whether that is still so."""

    folder: EditionFolder = field(default_factory=EditionFolder)
    using: str = DEFAULT_DB_ALIAS
    picture: Picture = consistent_source
    _made_of: State | None = None
    _retry_at: datetime | None = None
    _told: dict[str, datetime] = field(default_factory=dict)

    def look(self) -> None:
        """Make an edition if something changed; a fault is told and tried again, never raised."""
        now = timezone.now()
        if self._retry_at is not None and now < self._retry_at:
            return
        try:
            self._retry_at = None
            self._bring_up_to_date(now)
            self._say_that_nothing_waits()
        except DatabaseError as error:
            connections[self.using].close()
            self._try_again(now, f"The database does not answer: {type(error).__name__}")
        except (OSError, sqlite3.Error) as error:
            self._try_again(now, f"The edition cannot be written: {_name_of(error)}")

    def _bring_up_to_date(self, now: datetime) -> None:
        state = self._state()
        if state == self._made_of and not self._is_due(now):
            return
        deny_what_is_gone(self.folder, using=self.using)
        # This writes, so it comes before the state that the edition is made of.
        if self.using == DEFAULT_DB_ALIAS:
            prepare_database(now)
        state = self._state()
        try:
            make_edition(self.folder, using=self.using, picture=self.picture, is_prepared=True)
        except EditionRefused as error:
            self._tell(now, f"An edition was refused: {error}")
        # What was written or denied meanwhile is not in it, and makes the next one.
        self._made_of = (*state[:2], *self._state()[2:])

    def _state(self) -> State:
        """Return what an edition hangs on: content, denials, and the files as they are: 1 query."""
        pointer = self.folder.pointer()
        live = [self.folder.file(pointer.number)] if pointer else []
        files = map(_signature, [self.folder.path / POINTER, *live])
        return content_version(self.using), read_denied(self.folder.path).sequence, *files

    def _is_due(self, now: datetime) -> bool:
        made = read_made(self.folder)
        if made is None or made.next_change_at is None:
            return made is None
        return datetime.fromisoformat(made.next_change_at) <= now

    def _say_that_nothing_waits(self) -> None:
        keep_room(self.folder.path)
        (self.folder.path / SEEN).touch()

    def _try_again(self, now: datetime, text: str) -> None:
        self._retry_at = now + RETRY_AFTER
        self._tell(now, text)

    def _tell(self, now: datetime, text: str) -> None:
        if now - self._told.get(text, now - TELL_AGAIN_AFTER) >= TELL_AGAIN_AFTER:
            self._told = {text: now}
            logger.error(text)  # not as an argument: those are left out of every log line


def watch(watcher: Watcher, is_over: Callable[[float], bool]) -> None:
    """Look until ``is_over``, which waits so many seconds and says whether to end."""
    watcher.look()
    while not is_over(SECONDS_BETWEEN):
        watcher.look()


def seen_at(folder: EditionFolder) -> datetime | None:
    """Return when the watcher last found that nothing waits, or None if it never ran."""
    with suppress(FileNotFoundError):
        changed = (folder.path / SEEN).stat().st_mtime
        return datetime.fromtimestamp(changed, tz=timezone.get_current_timezone())
    return None


def _name_of(error: OSError | sqlite3.Error) -> str:
    """Return what kind of fault it is, without the path of a file."""
    return getattr(error, "strerror", None) or type(error).__name__


def _signature(path: Path) -> tuple[int, int] | None:
    with suppress(FileNotFoundError):
        found = path.stat()
        return found.st_mtime_ns, found.st_size
    return None
