"""The edition that the visitors of this process read.

One reference is swapped when everything is ready, so a page is of one edition from its first row to
its last. What is denied is gone within the request that finds the list of it changed.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from editorial.editions.deny import DENIED, read_denied
from editorial.editions.loaded import EditionRefused, LoadedEdition
from editorial.editions.store import EditionFolder
from editorial.reading.router import disconnect

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_AFTER_A_FAULT = 2
SECONDS_BEFORE_A_COMPLAINT = 5
"""A copy of the folder may bring the pointer before the file that it points to."""

UNREADABLE = (OSError, ValueError, TypeError, KeyError)
"""What a file gives that is not there, cut off or not ours."""


class EditionReader:
    """Follow a folder of editions: ``edition`` is asked by every request, ``look`` twice a second.

    What cannot be read is refused, and the edition that is there is read on.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = EditionFolder(folder)
        self._denied_path = os.fspath(folder / DENIED)
        self._denied_seen: tuple[int, ...] | None = None
        self._edition: LoadedEdition | None = None
        self._swapping = threading.Lock()
        self._complaints = _Complaints()

    def edition(self) -> LoadedEdition | None:
        """Return the edition to read, without what is denied by now, if there is one: 2 µs."""
        if _stamp(self._denied_path) != self._denied_seen:
            with self._swapping:
                self._take_out_what_is_denied()
        return self._edition

    def look(self) -> None:
        """Load the edition that is live, or build again what has expired, if anything changed."""
        try:
            edition = self._to_be_built()
            if edition is not None:
                self._swap_in(edition.with_parts(timezone.now()))
            self._complaints.forget()
        except EditionRefused as refusal:
            self._complaints.add(str(refusal))
        except Exception as error:  # noqa: BLE001 - whatever it is, what is there is read on
            self._complaints.add("Loading an edition failed.", error)
        finally:
            disconnect()

    def follow(self) -> None:
        """Look now, and from now on in a thread of its own."""
        self.look()
        threading.Thread(target=self._keep_looking, name="editions", daemon=True).start()

    def _keep_looking(self) -> None:
        while True:
            time.sleep(SECONDS_AFTER_A_FAULT if self._complaints else SECONDS_BETWEEN_LOOKS)
            self.look()

    def _to_be_built(self) -> LoadedEdition | None:
        """Return the edition whose parts are missing or no longer hold, or None."""
        edition = self.edition()
        try:
            pointer = self.folder.pointer()
            if pointer and (edition is None or edition.sha256 != pointer.sha256):
                denials = read_denied(self.folder.path)
                return LoadedEdition.of(self.folder, pointer).without(denials)
        except UNREADABLE as error:
            raise EditionRefused("The folder of the editions cannot be read.") from error
        if edition is None:
            raise EditionRefused("There is no edition to read yet.")
        is_right = edition.is_complete and edition.holds_at(timezone.now())
        return None if is_right else edition

    def _swap_in(self, edition: LoadedEdition) -> None:
        with self._swapping:
            self._edition = edition
            self._take_out_what_is_denied()

    def _take_out_what_is_denied(self) -> None:
        stamp = _stamp(self._denied_path)
        if self._edition is not None and stamp is not None:
            try:
                self._edition = self._edition.without(read_denied(self.folder.path))
            except UNREADABLE:
                logger.error("The deny list cannot be read; what was denied before stays so.")
        self._denied_seen = stamp


class _Complaints:
    """Log what is wrong once, and only if it lasts; true while something is wrong."""

    def __init__(self) -> None:
        self._message = ""
        self._since = 0.0
        self._is_logged = False

    def __bool__(self) -> bool:
        return bool(self._message)

    def add(self, message: str, error: Exception | None = None) -> None:
        if message != self._message:
            self._message, self._since, self._is_logged = message, time.monotonic(), False
        if not self._is_logged and time.monotonic() - self._since >= SECONDS_BEFORE_A_COMPLAINT:
            logger.error(message, exc_info=error)
            self._is_logged = True

    def forget(self) -> None:
        self._message = ""


def _stamp(path: str) -> tuple[int, ...] | None:
    """Return what tells a file from the one that was there before; None if there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - every request asks this; a Path takes twice as long
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


class _OfThisProcess:
    """What gives visitors their edition; None in a process in which the database is read."""

    reader: EditionReader | None = None


def reader_of_visitors() -> EditionReader | None:
    """Return what gives visitors their edition; None in a process in which the database is read."""
    return _OfThisProcess.reader


def start_reading() -> None:
    """Let the visitors of this process read editions: half a second, before it serves."""
    reader = EditionReader(Path(settings.EDITIONS_DIR))
    reader.follow()
    _OfThisProcess.reader = reader


@contextmanager
def reading_with(reader: EditionReader | None) -> Iterator[None]:
    """Let visitors read through another reader until the end of the block: for tests."""
    before, _OfThisProcess.reader = _OfThisProcess.reader, reader
    try:
        yield
    finally:
        _OfThisProcess.reader = before
