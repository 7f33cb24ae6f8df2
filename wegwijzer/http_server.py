"""What speaks HTTP with visitors: waitress in the processes that gunicorn keeps.

One loop a process reads every head and body as it drips in, and sends every answer as it is taken;
a thread is given to a request only once all of it is there. So whoever is slow, or stops halfway,
holds a socket and no thread: the threads of gunicorn itself were held by eight of them.
"""

import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from copy import copy
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, Task, ThreadedTaskDispatcher
from waitress.utilities import Error, RequestHeaderFieldsTooLarge

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

MAX_CONNECTIONS = 1_000
"""Of each process. Beyond that, others wait in the queue of the kernel until one has ended."""

SECONDS_TO_ASK = 30
"""For a whole request, from its first byte to its last, and for a connection that asks nothing."""

SECONDS_BETWEEN_SIGNS_OF_LIFE = 1
"""By which gunicorn sees that a process is not stuck: it waits for thirty of them."""

SECONDS_TO_BEGIN = 3
"""For whoever was let in just before a process stops, and is about to ask."""

MAX_BYTES_OF_HEAD = 147_456
"""Ten thousand characters pasted into the search are 120,000 bytes; the rest of it is small."""

MAX_BYTES_OF_FORM = 64 * 1024
"""Of anyone who has not signed in: visitors send a few choices, organizations a correction."""

MAX_BYTES_OF_UPLOAD = 51_000_000
"""Of an editor: the largest spreadsheet that the desk reads, and the form around it.

Who sends no session cookie to the desk can only sign in there. That the session is real is known
later: a made-up one has the desk's limit, and reaches the disk and no further.
"""


def adjustments(*, threads: int) -> Adjustments:
    """Return what waitress is told."""
    return Adjustments(
        threads=threads,
        connection_limit=MAX_CONNECTIONS,
        channel_timeout=SECONDS_TO_ASK,
        cleanup_interval=5,
        max_request_header_size=MAX_BYTES_OF_HEAD,
        max_request_body_size=MAX_BYTES_OF_UPLOAD,
        asyncore_use_poll=True,
        log_socket_errors=False,
        clear_untrusted_proxy_headers=False,  # Django reads them, as settings.py says
        ident=None,
    )


class URITooLong(Error):
    """The line of a request has no end."""

    code, reason = HTTPStatus.REQUEST_URI_TOO_LONG.value, "URI Too Long"


class UnsupportedMediaType(Error):
    """No form of a visitor holds a file."""

    code, reason = HTTPStatus.UNSUPPORTED_MEDIA_TYPE.value, "Unsupported Media Type"


class RequestParser(HTTPRequestParser):
    """Refuse by its head what is too large, before a byte of the body is kept."""

    path: str
    query: str

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head, which says whose limits hold."""
        super().parse_header(header_plus)
        session = f"{settings.SESSION_COOKIE_NAME}="
        cookies = self.headers.get("COOKIE", "").split(";")
        has_session = any(cookie.strip().startswith(session) for cookie in cookies)
        if not (has_session and self.path.startswith(settings.EDITOR_PATHS)):
            self.adj = copy(self.adj)
            self.adj.max_request_body_size = MAX_BYTES_OF_FORM + 1

    def received(self, data: bytes) -> int:
        """Take what came in; return how much of it belongs to this request."""
        was_in_line = b"\n" not in self.header_plus + data
        was_in_head = not self.headers_finished
        consumed = super().received(data)
        if isinstance(self.error, RequestHeaderFieldsTooLarge) and was_in_line:
            self.error = URITooLong("")
        if was_in_head and self._is_file_of_visitor():
            self.error, self.completed = UnsupportedMediaType(""), True
        if self.error:
            self.expect_continue = False  # to ask for a body would be to take it
        return consumed

    def _is_file_of_visitor(self) -> bool:
        is_sent = self.headers_finished and self.body_rcv is not None
        kind = self.headers.get("CONTENT_TYPE", "").lower()
        return is_sent and "multipart" in kind and not self.path.startswith(settings.EDITOR_PATHS)


class ErrorPageTask(ErrorTask):
    """Answer what is no request at all with a page in both languages and the numbers to call.

    waitress's own repeats in English what was wrong, without a way out.
    """

    request: Any

    def execute(self) -> None:
        """Write the finished page."""
        from wegwijzer import errors  # noqa: PLC0415 - the settings are ready in a worker only

        error = self.request.error
        page = {
            HTTPStatus.INTERNAL_SERVER_ERROR: errors.PAGE_OF_500,
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE: errors.PAGE_OF_413,
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE: errors.PAGE_OF_413,
        }.get(error.code, errors.PAGE_OF_UNREADABLE)
        self.status = f"{error.code} {error.reason}"
        self.response_headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Cache-Control", "no-store"),
            (
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
            ),
            ("Referrer-Policy", "same-origin"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        self.set_close_on_finish()
        self.content_length = len(page)
        self.write(page)


class Channel(HTTPChannel):
    """A connection that has a moment at which it must have asked, and that closes politely."""

    error_task_class = ErrorPageTask
    parser_class = RequestParser
    socket: socket.socket
    _flush_some: Callable[..., bool]
    is_refused = is_lingering = has_begun = False

    @property
    def is_waited_for(self) -> bool:
        """Return whether a process that stops would take something away from who is here."""
        is_about_to_ask = not self.has_begun and time.time() - self.creation_time < SECONDS_TO_BEGIN
        return bool(self.requests or self.request or self.writable() or is_about_to_ask)

    def readable(self) -> bool:
        """Return whether more may be read."""
        return self.is_lingering or super().readable()

    def handle_read(self) -> None:
        """Read on; a byte now and then does not move the moment."""
        if self.is_lingering:
            self.recv(self.adj.recv_bytes)
            return
        began, self.has_begun = self.last_activity if self.request else None, True
        super().handle_read()
        if self.request and began is not None:
            self.last_activity = began

    def _flush_some_if_lockable(self, do_close: bool = True) -> None:
        """Send what is left, once the thread that writes the answer has sent its part.

        waitress asks again at once as long as that thread holds the lock. Four visitors at a time
        made 670 turns of the loop a request, and the thread waited for the interpreter: 100 static
        files a second, and 1,000 this way.
        """
        with self.outbuf_lock:
            self._flush_some(do_close=do_close)
            if self.total_outbufs_len < self.adj.outbuf_high_watermark:
                self.outbuf_lock.notify()

    def service(self) -> None:
        """Answer one request; nothing of one that was refused is read as the next."""
        self.is_refused = bool(self.requests[0].error)
        super().service()

    def handle_close(self) -> None:
        """Close; while somebody still sends what was refused, read on for a moment.

        To close at once would reset the connection, and take the answer away with it.
        """
        if self.is_refused and self.connected and not self.is_lingering:
            self.is_lingering, self.will_close = True, False
            with suppress(OSError):  # it may be gone by now
                self.socket.shutdown(socket.SHUT_WR)
            return
        super().handle_close()


class Server(TcpWSGIServer):
    """One listening socket of one process."""

    channel_class = Channel
    worker: "BufferingWorker"

    def add_task(self, task: Task) -> None:
        """Hand a whole request to a thread."""
        self.worker.count_request()
        super().add_task(task)


class BufferingWorker(Worker):
    """A process of gunicorn, which starts, watches and replaces it, served by waitress."""

    _notified = 0.0

    def run(self) -> None:
        """Serve until told to stop, then end what was begun."""
        threads = ThreadedTaskDispatcher()
        threads.set_thread_count(self.cfg.threads)
        limits = adjustments(threads=self.cfg.threads)
        channels: dict[int, Any] = {}
        servers = [
            self._server(listener.dup(), channels, threads, limits) for listener in self.sockets
        ]
        while self.alive and self.ppid == os.getppid():
            self._turn(channels)
        for server in servers:
            server.del_channel(channels)
        end = time.monotonic() + self.cfg.graceful_timeout
        while time.monotonic() < end and any(_is_waited_for(one) for one in channels.values()):
            self._turn(channels)

    def count_request(self) -> None:
        """Stop after so many requests: a process that never ends only grows."""
        self.nr += 1
        if self.nr >= self.max_requests:
            self.alive = False

    def _server(
        self,
        listener: socket.socket,
        channels: dict[int, Any],
        threads: ThreadedTaskDispatcher,
        limits: Adjustments,
    ) -> Server:
        server = Server(
            cast("WSGIApplication", self.wsgi),
            channels,
            _sock=listener,
            dispatcher=threads,
            adj=limits,
            sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
            bind_socket=False,
        )
        server.worker = self
        return server

    def _turn(self, channels: dict[int, Any]) -> None:
        now = time.monotonic()
        if now - self._notified >= SECONDS_BETWEEN_SIGNS_OF_LIFE:
            self.notify()
            self._notified = now
        wasyncore.loop(timeout=1, use_poll=True, map=channels, count=1)


def _is_waited_for(channel: Any) -> bool:
    return isinstance(channel, Channel) and channel.is_waited_for
