"""A web server on this machine that misbehaves in every way, for the checker of links."""

import datetime as dt
import ipaddress
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

Behaviour = Callable[[socket.socket, str], None]


class BadServer:
    """Answer each path by a behaviour that gets the raw line and the request's method."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.behaviours: dict[str, Behaviour] = {}
        self.asked: Counter[tuple[str, str]] = Counter()
        self.agents: set[str] = set()
        self.closing = threading.Event()
        self._context = context
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.05)
        scheme = "https" if context else "http"
        self.address = f"{scheme}://127.0.0.1:{self._listener.getsockname()[1]}"

    def url(self, path: str, behaviour: Behaviour) -> str:
        """Let a path behave like this, and return its address."""
        self.behaviours[path] = behaviour
        return f"{self.address}{path}"

    def serve(self) -> None:
        """Take connections until the server is closed, and end every conversation."""
        talks: list[threading.Thread] = []
        with self._listener:
            while not self.closing.is_set():
                try:
                    line, _address = self._listener.accept()
                except TimeoutError:
                    continue
                talks.append(threading.Thread(target=self._talk, args=[line], daemon=True))
                talks[-1].start()
        for talk in talks:
            talk.join(5)

    def _talk(self, line: socket.socket) -> None:
        with line:
            line.settimeout(2)
            try:
                talking = (
                    self._context.wrap_socket(line, server_side=True) if self._context else line
                )
                with talking:
                    self._answer(talking)
            except OSError:
                return

    def _answer(self, line: socket.socket) -> None:
        request = b""
        while b"\r\n\r\n" not in request:
            received = line.recv(4096)
            if not received:
                return
            request += received
        method, path, _version = request.split(b"\r\n")[0].decode().split(" ")
        for header in request.decode("latin-1").split("\r\n"):
            if header.lower().startswith("user-agent: "):
                self.agents.add(header[12:])
        self.asked[method, path] += 1
        self.behaviours.get(path, answers(404))(line, method)


def answers(status: int, **headers: str) -> Behaviour:
    """Answer with a status, and headers written with underscores."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    head = "\r\n".join([f"HTTP/1.1 {status} Whatever", *lines, "Content-Length: 0", "", ""])

    def behave(line: socket.socket, _method: str) -> None:
        line.sendall(head.encode())

    return behave


def only_get(status_of_head: int) -> Behaviour:
    """Answer GET, and HEAD with an error."""

    def behave(line: socket.socket, method: str) -> None:
        answers(200 if method == "GET" else status_of_head)(line, method)

    return behave


def says_nothing(server: BadServer) -> Behaviour:
    """Take the request and keep silent."""

    def behave(_line: socket.socket, _method: str) -> None:
        server.closing.wait(2)

    return behave


def drips(server: BadServer) -> Behaviour:
    """Send one byte now and then, for ever: no single read ever takes too long."""

    def behave(line: socket.socket, _method: str) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nX-Drip: ")
        while not server.closing.wait(0.02):
            line.sendall(b"a")

    return behave


def endless_body(server: BadServer) -> Behaviour:
    """Promise a terabyte, and start sending it."""

    def behave(line: socket.socket, method: str) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1099511627776\r\n\r\n")
        while method == "GET" and not server.closing.is_set():
            line.sendall(b"a" * 65536)

    return behave


def sends(content: bytes) -> Behaviour:
    """Send these bytes, whatever HTTP says, and hang up."""

    def behave(line: socket.socket, _method: str) -> None:
        line.sendall(content)

    return behave


@contextmanager
def running(context: ssl.SSLContext | None = None) -> Iterator[BadServer]:
    """Run a server for the length of a block."""
    server = BadServer(context)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        thread.join(10)


def self_signed(folder: Path) -> ssl.SSLContext:
    """Make a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=36_500))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    file = folder / "self-signed.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
