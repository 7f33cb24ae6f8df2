"""What visitors cause to be counted: written later, by one thread, and lost rather than waited for.

No page ever waits for the database because of a number. What cannot be written, because the
database is away or too much waits already, is dropped.
"""

import logging
import re
import threading
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from queue import SimpleQueue
from typing import Generic, TypeVar

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest

logger = logging.getLogger(__name__)

MAX_WAITING = 1_000
"""Things to count that wait at a time, in each process; about 100 bytes each."""

Counted = TypeVar("Counted", bound=Hashable)

ROBOT = re.compile(
    r"bot\b|robot|crawl|spider|slurp|preview|monitor|\bcurl\b|\bwget\b|python", re.IGNORECASE
)
"""What programs call themselves that read pages for nobody in particular."""


def is_by_a_person(request: HttpRequest) -> bool:
    """Return whether a person asks for this page now, as far as the browser says."""
    return (
        request.method == "GET"
        and request.headers.get("Sec-Fetch-Dest", "document") == "document"
        and "prefetch" not in request.headers.get("Sec-Purpose", "")
        and ROBOT.search(request.headers.get("User-Agent", "")) is None
    )


class Counting(Generic[Counted]):
    """Count things of one kind; ``write`` adds how often each was counted since the last time."""

    def __init__(self, name: str, write: Callable[[Counter[Counted]], None]) -> None:
        self._name = name
        self._write = write
        self._waiting: SimpleQueue[Counted] = SimpleQueue()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def add(self, counted: Iterable[Counted]) -> None:
        """Count each of these once more, soon: 1 µs. In tests at once, within their transaction.

        A machine without a desk has nowhere to keep numbers.
        """
        if not settings.HAS_DESK:
            return
        if not settings.COUNTS_IN_BACKGROUND:
            self._write_what_can_be(Counter(counted))
            return
        for one in counted:
            if self._waiting.qsize() < MAX_WAITING:
                self._waiting.put(one)
        if self._thread is None or not self._thread.is_alive():
            self._start()

    def _start(self) -> None:
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._keep_writing, name=self._name)
                self._thread.daemon = True
                self._thread.start()

    def _keep_writing(self) -> None:
        while True:
            found = Counter([self._waiting.get()])
            while not self._waiting.empty():
                found[self._waiting.get()] += 1
            self._write_what_can_be(found)
            connection.close()

    def _write_what_can_be(self, found: Counter[Counted]) -> None:
        try:
            if found:
                self._write(found)
        except DatabaseError as error:
            logger.warning("What visitors did not find could not be counted.", exc_info=error)
