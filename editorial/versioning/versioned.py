"""What a worker builds from the content and keeps in memory, one per content version.

A worker that is behind serves what it has while one thread builds the new, so that an editor's
save never makes a visitor wait.
"""

import gc
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from django.conf import settings
from django.db import connections
from django.utils import timezone

from editorial.models import ContentVersion
from editorial.versioning.rolled_back import is_on_trial


class Snapshot(Protocol):
    """Something built from the content that knows until when it is right."""

    def is_current(self, version: int, now: datetime) -> bool:
        """Return whether this still is the published content."""


Built = TypeVar("Built", bound=Snapshot)


class Versioned(Generic[Built]):
    """Keep the latest of what ``build`` makes, for all threads of this worker."""

    def __init__(self, name: str, build: Callable[[datetime], Built]) -> None:
        self.name = name
        # A log line holds nothing that is filled in (wegwijzer/private_logs.py), but its logger.
        self._logger = logging.getLogger(f"{__name__}.{name}")
        self._build = build
        self._built: Built | None = None
        self._building = threading.Lock()
        forget_with_everything(self.forget)
        _lag_checks.append(self.lags_behind)

    def current(self, now: datetime | None = None) -> Built:
        """Return what belongs to the content as it is now: one query, unless it has to be built.

        ``build`` must read the content version before the rows, so that a write in between only
        builds once too often. On trial it returns what is built, and keeps nothing.
        """
        now = now or timezone.now()
        if is_on_trial():
            return self._built or self._built_anew(now)
        version = ContentVersion.current()
        built = self._built
        if built is not None and built.is_current(version, now):
            return built
        if built is not None and settings.SNAPSHOT_BUILDS_IN_BACKGROUND:
            if self._building.acquire(blocking=False):
                self._start_building()
            return built
        with self._building:
            built = self._built
            if built is None or not built.is_current(version, now):
                built = self._built = self._built_anew(now)
            return built

    def lags_behind(self, version: int, now: datetime) -> bool:
        """Return whether what is built is of an older version, and a newer is still to come."""
        built = self._built
        return built is not None and not built.is_current(version, now)

    def forget(self) -> None:
        """Drop what is built, so that the next request builds it again."""
        self._built = None

    def _built_anew(self, now: datetime) -> Built:
        with collector_paused():
            return self._build(now)

    def _start_building(self) -> None:
        thread = threading.Thread(target=self._build_in_background, name=self.name, daemon=True)
        try:
            thread.start()
        except RuntimeError:
            self._building.release()
            self._logger.exception("No thread to build in; what is there is served on.")

    def _build_in_background(self) -> None:
        """Build, and let the next request try again if that fails."""
        try:
            self._built = self._built_anew(timezone.now())
        except Exception:
            self._logger.exception("Building failed; what is there is served on.")
        finally:
            connections.close_all()
            self._building.release()


_to_forget: list[Callable[[], None]] = []
_lag_checks: list[Callable[[int, datetime], bool]] = []


def forget_with_everything(forget: Callable[[], None]) -> None:
    """Name what drops something else that hangs on the content version."""
    _to_forget.append(forget)


def is_up_to_date(version: int, now: datetime) -> bool:
    """Return whether nothing that this worker has built lags behind the content of a version."""
    return not any(lags_behind(version, now) for lags_behind in _lag_checks)


def forget_everything() -> None:
    """Drop all that is built: for tests, whose rolled-back writes repeat version numbers."""
    for forget in _to_forget:
        forget()


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the search for garbage while much is made that is kept: a quarter of a build's time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
