"""Asking one address politely, whatever the server does: the standard library and a stop-watch.

No body is ever read. Whatever it takes to follow one address has a deadline: a server that drips
one byte a second never runs into the timeout of a socket, and a name may have many addresses that
do not answer.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from django.utils.encoding import iri_to_uri

from editorial.models.link_finding import LinkOutcome

PERMANENT = frozenset({301, 308})
REDIRECTS = PERMANENT | {302, 303, 307}
GONE = frozenset({404, 410})
REFUSED = frozenset({401, 403, 405, 406, 429, 451, 999})
MAX_REDIRECTS = 10
ROBOTS_BYTES = 512 * 1024

NEVER_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        (
            "192.0.0.0/24",  # for protocols; Python before 3.11.9 calls a part of it global
            "192.88.99.0/24",  # 6to4 relays, retired
            "64:ff9b::/96",  # an address of the old kind written as a new one (NAT64)
            "64:ff9b:1::/48",
            "2002::/16",  # the same (6to4)
            "2001::/32",  # the same (Teredo)
            "fec0::/10",  # at home, by an old rule
        ),
    )
)
"""Ranges of which ``is_global`` says too much, or that lead to an address that it never saw."""


@dataclass(frozen=True, slots=True)
class FetchResult:
    """What became of asking for an address."""

    outcome: LinkOutcome
    status: int | None = None
    final_url: str = ""
    detail: str = ""


class NotPublicError(OSError):
    """The name leads to a machine that is not on the public internet."""


@dataclass(slots=True)
class Fetcher:
    """Ask addresses of any number of hosts, one at a time each; safe to share between threads.

    ``timeout`` is for one read, ``deadline`` for one address with all that it redirects to, both in
    seconds. Private addresses are refused, so that a link in a text cannot make the server look
    around at home.
    """

    user_agent: str
    timeout: float = 10.0
    deadline: float = 20.0
    allow_private: bool = False
    _robots: dict[str, RobotFileParser | None] = field(default_factory=dict)

    def fetch(self, url: str) -> FetchResult:
        """Ask for an address by HEAD, by GET where that fails, and follow it; never raises."""
        url = _without_fragment(iri_to_uri(url))
        if not _is_well_formed(url):
            return FetchResult(LinkOutcome.INVALID)
        if not self._robots_allow(url):
            return FetchResult(LinkOutcome.REFUSED, detail="robots.txt")
        try:
            return self._follow(url, time.monotonic() + self.deadline)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return _describe_failure(error)

    def _follow(self, url: str, ends_at: float) -> FetchResult:
        at, seen, is_permanent = url, {url}, True
        for _redirect in range(MAX_REDIRECTS):
            status, location = self._ask(at, ends_at)
            if status not in REDIRECTS or not location:
                return _answer(url, at, status, is_permanent=is_permanent)
            is_permanent = is_permanent and status in PERMANENT
            at = _without_fragment(iri_to_uri(urljoin(at, location)))
            if not _is_well_formed(at):
                return FetchResult(LinkOutcome.FAILS, status, at, "redirects to no address")
            if at in seen:
                break
            seen.add(at)
        return FetchResult(LinkOutcome.LOOP, status, at)

    def _ask(self, url: str, ends_at: float) -> tuple[int, str]:
        try:
            status, location = self._request("HEAD", url, ends_at)
        except http.client.HTTPException:  # a server that does not know HEAD may say anything
            return self._request("GET", url, ends_at)
        return self._request("GET", url, ends_at) if status >= 400 else (status, location)

    def _request(self, method: str, url: str, ends_at: float) -> tuple[int, str]:
        with self._response(method, urlsplit(url), ends_at) as response:
            return response.status, response.headers.get("Location", "")

    @contextmanager
    def _response(
        self, method: str, parts: SplitResult, ends_at: float
    ) -> Iterator[http.client.HTTPResponse]:
        """Send a request and give the answer's head; cut the line when the deadline passes."""
        kind = _SecureConnection if parts.scheme.lower() == "https" else _PlainConnection
        connection = kind(
            parts.hostname or "", parts.port, self.timeout, self._check_address, ends_at
        )
        stop_watch = threading.Timer(max(0, ends_at - time.monotonic()), connection.cut)
        stop_watch.daemon = True
        stop_watch.start()
        try:
            path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
            headers = {"User-Agent": self.user_agent, "Accept": "*/*", "Connection": "close"}
            connection.request(method, path, headers=headers)
            response = connection.getresponse()
            try:
                _raise_if_cut(connection)
                yield response
                _raise_if_cut(connection)
            finally:
                response.close()
        except (OSError, http.client.HTTPException) as error:
            _raise_if_cut(connection, error)
            raise
        finally:
            stop_watch.cancel()
            connection.close()

    def _check_address(self, address: str) -> None:
        found = ipaddress.ip_address(address)
        is_public = found.is_global and not any(found in network for network in NEVER_PUBLIC)
        if not self.allow_private and not is_public:
            raise NotPublicError(address)

    def _robots_allow(self, url: str) -> bool:
        """Return whether robots.txt lets us in; asked once a host, and no answer means yes."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin)
        robots = self._robots[origin]
        return robots is None or robots.can_fetch(self.user_agent, url)

    def _read_robots(self, origin: str) -> RobotFileParser | None:
        try:
            ends_at = time.monotonic() + self.deadline
            with self._response("GET", urlsplit(f"{origin}/robots.txt"), ends_at) as response:
                if response.status != 200:
                    return None
                text = response.read(ROBOTS_BYTES).decode("utf-8", "replace")
        except (OSError, http.client.HTTPException, ValueError):
            return None
        robots = RobotFileParser()
        robots.parse(text.splitlines())
        return robots


class _PlainConnection(http.client.HTTPConnection):
    """A connection that looks whom it connects to, and that can be cut from another thread."""

    was_cut = False

    def __init__(
        self,
        host: str,
        port: int | None,
        timeout: float,
        check: Callable[[str], None],
        ends_at: float,
    ) -> None:
        super().__init__(host, port, timeout=timeout)
        self._check = check
        self._timeout, self._ends_at = timeout, ends_at

    def connect(self) -> None:
        self.sock = self._open()

    def cut(self) -> None:
        """End the conversation: a read that waits in another thread fails at once."""
        self.was_cut = True
        line = self.sock
        if line is not None:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def _open(self) -> socket.socket:
        """Connect to the first address that answers, of those that may be visited."""
        problem: OSError = OSError("no address")
        for family, kind, protocol, _name, address in socket.getaddrinfo(
            self.host, self.port, type=socket.SOCK_STREAM
        ):
            self._check(str(address[0]))
            seconds_left = self._ends_at - time.monotonic()
            if seconds_left <= 0:
                raise TimeoutError("the deadline has passed")
            line = socket.socket(family, kind, protocol)
            line.settimeout(min(self._timeout, seconds_left))
            try:
                line.connect(address)
            except OSError as error:
                problem = error
                line.close()
            else:
                return line
        raise problem


class _SecureConnection(_PlainConnection):
    """The same over TLS, with the certificate checked against the name."""

    default_port = http.client.HTTPS_PORT

    def connect(self) -> None:
        line = self._open()
        self.sock = line
        try:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(line, server_hostname=self.host)
        except BaseException:
            line.close()
            raise


def _raise_if_cut(connection: _PlainConnection, cause: Exception | None = None) -> None:
    """Raise if the deadline has passed: what was read until then looks like a whole answer."""
    if connection.was_cut:
        raise TimeoutError("the deadline has passed") from cause


def _answer(asked: str, at: str, status: int, *, is_permanent: bool) -> FetchResult:
    final_url = at if at != asked else ""
    if status in GONE:
        outcome = LinkOutcome.GONE
    elif status in REFUSED:
        outcome = LinkOutcome.REFUSED
    elif status >= 400 or status in REDIRECTS:
        outcome = LinkOutcome.FAILS
    elif final_url and is_permanent:
        outcome = LinkOutcome.MOVED
    else:
        outcome = LinkOutcome.WORKS
    return FetchResult(outcome, status, final_url)


def _describe_failure(error: Exception) -> FetchResult:
    match error:
        case NotPublicError():
            return FetchResult(LinkOutcome.INVALID, detail="not a public address")
        case ssl.SSLError():
            return FetchResult(LinkOutcome.INSECURE, detail=error.reason or str(error))
        case TimeoutError():
            return FetchResult(LinkOutcome.UNREACHABLE, detail="no answer in time")
        case socket.gaierror():
            return FetchResult(LinkOutcome.UNREACHABLE, detail="the name does not exist")
        case _:
            return FetchResult(LinkOutcome.UNREACHABLE, detail=str(error) or type(error).__name__)


def _is_well_formed(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return (
            parts.scheme.lower() in {"http", "https"}
            and bool(parts.hostname)
            and parts.port != 0
            and url.isprintable()
            and " " not in url
        )
    except ValueError:
        return False


def _without_fragment(url: str) -> str:
    return url.partition("#")[0]
