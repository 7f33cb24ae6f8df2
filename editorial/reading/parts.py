"""What is built from the content and kept in memory: one an edition, and one for the database.

Visitors get that of the edition that they read. The desk, commands and tests read the database, and
there it is built again when the content has changed.
"""

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar, cast

from django.utils import timezone

from editorial.models import ContentVersion
from editorial.reading.router import ReadableEdition, pinned_edition
from editorial.versioning.rolled_back import is_on_trial


class BuiltPart(Protocol):
    """Something built from the content that knows until when it holds, None if for good."""

    @property
    def valid_until(self) -> datetime | None: ...


Built = TypeVar("Built", bound=BuiltPart)


class EditionPart(Generic[Built]):
    """What ``build`` makes of the content that is read now, for all threads of this worker.

    A lazy one is built when somebody asks for it: it makes no other request wait.
    """

    def __init__(
        self, name: str, build: Callable[[datetime], Built], *, is_lazy: bool = False
    ) -> None:
        self.name = name
        self.build = build
        self.is_lazy = is_lazy
        self._built: tuple[int, datetime, Built] | None = None
        self._building = threading.Lock()
        forget_with_everything(self.forget)
        _every_part.append(self)

    def current(self, now: datetime | None = None) -> Built:
        """Return what belongs to the pinned edition, or else to the database: then one query.

        On trial it returns what is built, and keeps nothing.
        """
        edition = pinned_edition()
        if edition is not None:
            return self._of_edition(edition, now or timezone.now())
        if is_on_trial():
            return self._built[2] if self._built else self._built_now(now or timezone.now())
        version = ContentVersion.current()
        with self._building:
            # Who waited here asks of the present: not of a moment before what was built meanwhile.
            now = now or timezone.now()
            if self._built is None or not _holds(self._built, version, now):
                self._built = version, now, self._built_now(now)
            return self._built[2]

    def _of_edition(self, edition: ReadableEdition, now: datetime) -> Built:
        if not self.is_lazy:
            return cast("Built", edition.part(self.name))
        kept = edition.kept(self.name)
        with self._building:
            if self.name not in kept:
                kept[self.name] = self._built_now(now)
            return cast("Built", kept[self.name])

    def forget(self) -> None:
        """Drop what is built of the database, so that the next request builds it again."""
        self._built = None

    def _built_now(self, now: datetime) -> Built:
        with collector_paused():
            return self.build(now)


def _holds(built: tuple[int, datetime, BuiltPart], version: int, now: datetime) -> bool:
    built_of, built_at, part = built
    until = part.valid_until
    return built_of == version and built_at <= now and (until is None or now < until)


_every_part: list[EditionPart[Any]] = []
_to_forget: list[Callable[[], None]] = []


def build_every_part(now: datetime) -> dict[str, Any]:
    """Return all that is built of the content that is read now, by name."""
    with collector_paused():
        return {part.name: part.build(now) for part in _every_part if not part.is_lazy}


def forget_with_everything(forget: Callable[[], None]) -> None:
    """Name what drops something else that hangs on the content version."""
    _to_forget.append(forget)


def forget_everything() -> None:
    """Drop all that is built: for tests, whose rolled-back writes repeat version numbers."""
    for forget in _to_forget:
        forget()


def remember_what_is_built() -> Callable[..., None]:
    """Return what puts back all that is built now: for tests, after what they wrote and undid.

    ``unless_earlier`` keeps what was built of the same content at an earlier moment since.
    """
    remembered = [(part, part._built) for part in _every_part]

    def put_back(*, unless_earlier: bool = False) -> None:
        found = [(part, part._built) for part in _every_part]
        forget_everything()
        for (part, before), (_part, since) in zip(remembered, found, strict=True):
            is_kept = unless_earlier and since and (before is None or since[1] < before[1])
            part._built = since if is_kept else before

    return put_back


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
