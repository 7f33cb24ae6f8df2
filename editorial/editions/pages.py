"""Pages that depend on no question and no visitor: made once an edition, and sent as they are.

A view opts in with ``stored``. Never a page of the signpost's codes, a confirmation, a report, or
whatever was typed; the middleware leaves out every URL with a query.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import brotli
from django.http import HttpResponse
from django.utils import timezone

from editorial.editions.coding import BROTLI, GZIP, encode

View = TypeVar("View", bound=Callable[..., HttpResponse])

OF_A_COPY = ("Cache-Control", "Content-Language", "ETag", "Vary")
ONE_DAY = timedelta(days=1)
ONE_MINUTE = timedelta(minutes=1)


def stored(view: View) -> View:
    """Let the page of a view be stored: it is the same for everybody who asks for its path.

    Whatever in it changes with the clock must say so (``hold_until``), apart from the day.
    """
    view.is_stored = True  # type: ignore[attr-defined]
    return view


def is_stored(view: Callable[..., object]) -> bool:
    """Return whether the page of a view may be stored."""
    return getattr(view, "is_stored", False)


_moments: ContextVar[list[datetime] | None] = ContextVar("moments_of_page", default=None)


def hold_until(moment: datetime | None) -> None:
    """Say that something in the page that is being made changes at a moment; None is never."""
    moments = _moments.get()
    if moments is not None and moment is not None:
        moments.append(moment)


def hold_this_minute() -> None:
    """Say that the page that is being made tells what is open in this very minute."""
    now = timezone.now()
    hold_until(now.replace(second=0, microsecond=0) + ONE_MINUTE)


@contextmanager
def noting_changes() -> Iterator[Callable[[], datetime]]:
    """Give what tells, after a page was made in this block, until when it holds.

    That is midnight at the latest, for how fresh facts are goes by the day.
    """
    moments: list[datetime] = []
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + ONE_DAY
    token = _moments.set(moments)
    try:
        yield lambda: min([midnight, *moments])
    finally:
        _moments.reset(token)


@dataclass(frozen=True, eq=False, slots=True)
class StoredPage:
    """A finished page: its bytes in each coding that was asked for, and its headers.

    It is kept compressed; a browser that knows no coding gets it unpacked, which takes 0.1 ms. A
    page that no browser may keep has no ETag.
    """

    headers: Mapping[str, str]
    etag: str
    valid_until: datetime
    codings: dict[str, bytes]

    @classmethod
    def of(cls, response: HttpResponse, valid_until: datetime) -> StoredPage:
        """Return the page of a response that is not compressed: 2 ms."""
        body, headers = response.content, dict(response.items())
        headers.pop("Content-Length", None)
        if "no-store" not in headers.get("Cache-Control", ""):
            headers["ETag"] = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        coded = {BROTLI: encode(body, BROTLI)}
        return cls(headers, headers.get("ETag", ""), valid_until, coded)

    @property
    def headers_of_copy(self) -> dict[str, str]:
        """Return the headers that a copy in a browser must be told again."""
        return {name: self.headers[name] for name in OF_A_COPY if name in self.headers}

    def body(self, coding: str) -> bytes:
        """Return the bytes in a coding, or as they are for any other."""
        found = self.codings.get(coding)
        if found is None:
            found = brotli.decompress(self.codings[BROTLI])
            if coding == GZIP:
                found = self.codings[GZIP] = encode(found, GZIP)
        return found

    @property
    def size(self) -> int:
        """Return about how many bytes it takes, gzip included."""
        return 3 * len(self.codings[BROTLI])


class PageStore:
    """The stored pages of one edition by path, of which the oldest go when there are too many."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._pages: dict[str, StoredPage] = {}
        self._bytes = 0
        self._changing = threading.Lock()

    def get(self, path: str, now: datetime) -> StoredPage | None:
        """Return the page of a path, if it still holds."""
        page = self._pages.get(path)
        return page if page is not None and now < page.valid_until else None

    def put(self, path: str, page: StoredPage) -> None:
        """Keep a page."""
        with self._changing:
            self._drop(path)
            self._pages[path] = page
            self._bytes += page.size
            while self._bytes > self._max_bytes:
                self._drop(next(iter(self._pages)))

    def __len__(self) -> int:
        return len(self._pages)

    def _drop(self, path: str) -> None:
        page = self._pages.pop(path, None)
        if page is not None:
            self._bytes -= page.size
