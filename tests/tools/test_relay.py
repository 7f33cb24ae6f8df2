"""The relay passes on, ends, holds back, and passes on again, as it is told."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tools.relay import Relay


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[Relay]:
    """Give a relay before a server that says back what it hears."""
    path = str(tmp_path / "server")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()

        def answer() -> None:
            with suppress(OSError):
                while True:
                    client, _ = server.accept()
                    with client, suppress(ConnectionError):
                        client.sendall(client.recv(100))

        threading.Thread(target=answer, daemon=True).start()
        with Relay(path) as relay:
            yield relay
        server.shutdown(socket.SHUT_RDWR)


def said_back(relay: Relay) -> bytes:
    with socket.create_connection(("127.0.0.1", relay.port), timeout=1) as client:
        client.sendall(b"hello")
        return client.recv(100)


def test_it_passes_on(relay: Relay) -> None:
    assert said_back(relay) == b"hello"


def test_it_refuses_whoever_comes_while_it_is_cut(relay: Relay) -> None:
    relay.cut()
    with pytest.raises(ConnectionRefusedError):
        said_back(relay)
    relay.restore()
    assert said_back(relay) == b"hello"


def test_it_accepts_and_never_answers_while_it_is_frozen(relay: Relay) -> None:
    relay.freeze()
    with pytest.raises(TimeoutError):
        said_back(relay)
    relay.restore()
    assert said_back(relay) == b"hello"
