"""A relay between a program and a server's socket, which can be cut, frozen and restored."""

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self


class Relay:
    """Pass on what comes in on a free TCP port to a Unix socket, until told otherwise.

    Cut, it refuses whoever comes and ends what runs; frozen, it accepts and never answers.
    """

    def __init__(self, target: str) -> None:
        self.target = target
        self._listener: socket.socket | None = None
        self._open: set[socket.socket] = set()
        self._flows = threading.Event()
        self._flows.set()
        self.port = 0

    def __enter__(self) -> Self:
        """Begin to listen."""
        self.restore()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End everything that runs."""
        self._flows.set()
        self.cut()

    def cut(self) -> None:
        """Refuse whoever comes, and end what runs, as when the server is gone."""
        listener, self._listener = self._listener, None
        if listener is not None:
            _close(listener)
        for one in list(self._open):
            _close(one)
        self._open.clear()

    def freeze(self) -> None:
        """Accept whoever comes and keep what runs, and pass nothing on."""
        self._flows.clear()

    def restore(self) -> None:
        """Pass on again, on the same port."""
        self._flows.set()
        if self._listener is None:
            self._listener = socket.create_server(("127.0.0.1", self.port))
            self.port = self._listener.getsockname()[1]
            threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                self._open.add(client)
                threading.Thread(target=self._connect, args=(client,), daemon=True).start()

    def _connect(self, client: socket.socket) -> None:
        server = socket.socket(socket.AF_UNIX)
        self._open.add(server)
        try:
            server.connect(self.target)
        except OSError:
            _close(client)
            _close(server)
            return
        for source, sink in ((client, server), (server, client)):
            threading.Thread(target=self._pass_on, args=(source, sink), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while content := source.recv(65536):
                self._flows.wait()
                sink.sendall(content)
        for one in (source, sink):
            self._open.discard(one)
            _close(one)


def _close(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
