"""The HTTP server takes what a visitor may paste, ends it, waits for nobody and is silent."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPResponse
from runpy import run_path
from threading import Event, Thread
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from gunicorn.config import Config

from editorial.tables.files import MAX_FILE
from tests.test_repository import ROOT
from wegwijzer.http_server import (
    MAX_BYTES_OF_FORM,
    BufferingWorker,
    Channel,
    RequestParser,
    adjustments,
)

REPORT = "/nl/klopt-niet/organization/nobody/"
DESK = "/admin/tables/import/services/"
PLAIN = "application/x-www-form-urlencoded"
FILE = "multipart/form-data; boundary=x"
SESSION = "Cookie: language=nl; sessionid=abc"


@pytest.fixture
def config() -> Config:
    config = Config()
    for name, value in run_path(str(ROOT / "gunicorn.conf.py")).items():
        if name in config.settings:
            config.set(name, value)
    return config


def parsed(*parts: str) -> RequestParser:
    request = RequestParser(adjustments(threads=1))
    for part in parts:
        data = part.encode()
        while data and not request.completed:
            data = data[request.received(data) :]
    return request


def head(path: str, *headers: str, method: str = "POST") -> str:
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: localhost", *headers, "", ""])


def test_ten_thousand_characters_of_any_script_reach_the_site() -> None:
    query = f"q={quote('🛟' * 10_000)}"
    request = parsed(head(f"/nl/hulp/?{query}", method="GET"))
    assert (request.completed, request.error, request.query) == (True, None, query)


def test_what_is_too_large_for_its_page_is_refused_before_any_of_it_is_read() -> None:
    too_much, chunk = MAX_BYTES_OF_FORM + 1, f"{MAX_BYTES_OF_FORM + 1:x}\r\n"
    large = [f"Content-Length: {too_much}", f"Content-Type: {PLAIN}"]
    small_file = ["Content-Length: 10", f"Content-Type: {FILE}"]
    chunked = ["Transfer-Encoding: chunked", f"Content-Type: {PLAIN}"]
    refused = {
        "large": (head(REPORT, *large), 413),
        "large, to a page that takes no form": (head("/nl/", *large, method="PUT"), 413),
        "large, in the clothes of the desk": (head("/nl/?/admin/", *large), 413),
        "large, waiting to be asked for it": (head(REPORT, *large, "Expect: 100-continue"), 413),
        "large, in pieces": (head(REPORT, *chunked) + chunk + "a" * too_much, 413),
        "a file": (head(REPORT, *small_file), 415),
        "a file of a visitor in pieces": (head(REPORT, chunked[0], f"Content-Type: {FILE}"), 415),
        "larger than a file of the desk": (head(DESK, SESSION, f"Content-Length: {10**9}"), 413),
        "a file of the desk, of nobody": (head(DESK, large[0], f"Content-Type: {FILE}"), 413),
        "the same, in pieces": (head(DESK, *chunked) + chunk + "a" * too_much, 413),
        "with a cookie that is no session": (
            head(DESK, *large, "Cookie: xsessionid=a; language=sessionid=a"),
            413,
        ),
        "with the cookie of the desk, to a page": (head(REPORT, SESSION, *large), 413),
    }
    for what, (sent, status) in refused.items():
        request = parsed(sent)
        assert request.completed, what
        assert request.error is not None, what
        assert request.error.code == status, what
        assert not request.expect_continue, what


def test_what_a_page_may_take_is_taken() -> None:
    form = [f"Content-Length: {MAX_BYTES_OF_FORM}", f"Content-Type: {PLAIN}"]
    for sent in (
        head(REPORT, *form) + "a" * MAX_BYTES_OF_FORM,
        head(DESK, f"Content-Length: {MAX_BYTES_OF_FORM}", f"Content-Type: {FILE}")
        + "a" * MAX_BYTES_OF_FORM,
        head(DESK, SESSION, f"Content-Length: {MAX_BYTES_OF_FORM * 2}", f"Content-Type: {FILE}")
        + "a" * MAX_BYTES_OF_FORM * 2,
    ):
        request = parsed(sent)
        assert (request.completed, request.error) == (True, None)
    largest = parsed(head(DESK, SESSION, f"Content-Length: {MAX_FILE}", f"Content-Type: {FILE}"))
    assert (largest.completed, largest.error) == (False, None)


def test_no_request_hides_in_another() -> None:
    hidden = "GET /admin/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for headers in (
        ["Transfer-Encoding: xchunked"],
        ["Transfer-Encoding: chunked, identity"],
        ["Content-Length: 5", "Content-Length: 6"],
        ["Content-Length: +5"],
        ["Content-Length: 0", "Transfer-Encoding : chunked"],
    ):
        assert parsed(head(REPORT, f"Content-Type: {PLAIN}", *headers), hidden).error, headers


def test_a_header_names_no_other_place_of_the_site() -> None:
    assert "SCRIPT_NAME" not in parsed(head("/nl/", "SCRIPT_NAME: /elsewhere")).headers


def test_nobody_steers_it_through_a_socket(config: Config) -> None:
    assert config.control_socket_disable


def test_a_process_leaves_no_memory_behind_and_does_not_live_for_ever(config: Config) -> None:
    code = "import resource; print(resource.getrlimit(resource.RLIMIT_CORE))"
    config.on_starting(None)
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert child.stdout == "(0, 0)\n"
    worker = BufferingWorker.__new__(BufferingWorker)
    worker.alive, worker.nr, worker.max_requests = True, 0, config.max_requests
    for _ in range(config.max_requests):
        assert worker.alive
        worker.count_request()
    assert not worker.alive


def test_it_stops_before_a_container_is_killed(config: Config) -> None:
    assert config.graceful_timeout < 10


@contextmanager
def serving_thread() -> Iterator[tuple[BufferingWorker, tuple[str, int]]]:
    """Serve "here" from a process's loop, in a thread, until it is told to stop."""

    def here(environ: object, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Length", "4")])
        return [b"here"]

    worker: Any = BufferingWorker.__new__(BufferingWorker)
    worker.alive, worker.nr, worker.max_requests = True, 0, 100
    worker.cfg = SimpleNamespace(threads=1, graceful_timeout=8)
    worker.tmp, worker.ppid, worker.wsgi = SimpleNamespace(notify=int), os.getppid(), here
    with socket.create_server(("127.0.0.1", 0)) as listener:
        worker.sockets = [listener]
        thread = Thread(target=worker.run)
        thread.start()
        try:
            yield worker, listener.getsockname()
        finally:
            worker.alive = False
            thread.join(20)
            assert not thread.is_alive()


def test_who_was_let_in_before_a_process_stops_is_answered() -> None:
    request = head("/", "Connection: close", method="GET").encode()
    for sent_before in (0, 1, len(request) - 1):
        with (
            serving_thread() as (worker, address),
            socket.create_connection(address, timeout=20) as early,
        ):
            early.sendall(request[:sent_before])
            with socket.create_connection(address) as later:  # who is answered came after
                later.sendall(request)
                assert later.makefile("rb").read().endswith(b"here")
            worker.alive = False
            with socket.create_connection(address):  # wakes the loop, which stops
                time.sleep(0.1)
            early.sendall(request[sent_before:])
            assert early.makefile("rb").read().endswith(b"here"), sent_before


def test_the_loop_does_not_turn_idly_while_an_answer_is_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It took the processor from the thread that sends: a tenth of the visitors were answered."""
    turns, turn, send, is_sending = [], BufferingWorker._turn, Channel.send, Event()

    def counted(worker: BufferingWorker, channels: dict[int, Any]) -> None:
        turns.append(1)
        turn(worker, channels)

    def slow(channel: Channel, data: bytes, do_close: bool = True) -> int:
        is_sending.set()
        time.sleep(0.5)
        return int(send(channel, data, do_close))

    monkeypatch.setattr(BufferingWorker, "_turn", counted)
    monkeypatch.setattr(Channel, "send", slow)
    with serving_thread() as (_worker, address), socket.create_connection(address) as visitor:
        visitor.sendall(head("/", "Connection: close", method="GET").encode())
        assert is_sending.wait(20)
        with socket.create_connection(address):  # wakes the loop
            assert visitor.makefile("rb").read().endswith(b"here")
    assert len(turns) < 20


@contextmanager
def held(site: str, sent: str, times: int) -> Iterator[None]:
    """Hold connections on which this much was sent, and on which nothing is read."""
    url = urlsplit(site)
    with ExitStack() as stack:
        for _ in range(times):
            address = (url.hostname, url.port)
            client = stack.enter_context(socket.create_connection(address, timeout=20))
            client.sendall(sent.encode())
        yield


@pytest.mark.served
def test_others_are_answered_beside_two_hundred_who_are_slow_or_never_close(site: str) -> None:
    body = head(REPORT, "Content-Length: 60000", f"Content-Type: {PLAIN}")
    with (
        held(site, "", 50),
        held(site, "GET /nl/ HTTP/1.1\r\nHost: loc", 50),
        held(site, f"{body}reason=", 50),
        held(site, head("/nl/", "Connection: close", method="GET"), 50),
    ):
        for path in ("/healthz", "/readyz", "/nl/", "/nl/hulp/?need=shelter", "/admin/login/"):
            client = HTTPConnection(urlsplit(site).netloc, timeout=20)
            client.request("GET", path)
            assert client.getresponse().status in {200, 302}, path
            client.close()


@pytest.mark.served
@pytest.mark.parametrize(
    ("request_line", "header", "status"),
    [
        (f"GET /nl/hulp/?q={'a' * 200_000} HTTP/1.1", "Host: localhost", 414),
        ("GET /nl/ HTTP/1.1", f"Cookie: {'a' * 200_000}", 431),
        ("GET  HTTP/1.1", "Host: localhost", 400),
        (f"POST {REPORT} HTTP/1.1", "Content-Length: 150000000", 413),
        (f"POST {REPORT} HTTP/1.1", f"Content-Type: {FILE}\r\nContent-Length: 9", 415),
    ],
)
def test_what_is_no_request_still_gets_the_numbers_to_call(
    site: str, request_line: str, header: str, status: int
) -> None:
    address = urlsplit(site)
    with socket.create_connection((address.hostname, address.port), timeout=20) as client:
        client.sendall(f"{request_line}\r\n{header}\r\n\r\n".encode())
        response = HTTPResponse(client)
        response.begin()
        page = response.read().decode()
    assert response.status == status
    assert page.count('href="tel:112"') == 2
    assert "Snel weg" in page
    assert response.getheader("Cache-Control") == "no-store"
    assert "aaaa" not in page


def test_a_worker_does_not_log_what_was_searched_for(
    capsys: pytest.CaptureFixture[str], config: Config
) -> None:
    logger = config.logger_class(config)
    query = quote("passport taken")
    config.post_worker_init(SimpleNamespace(log=logger))
    try:
        raise ValueError(query)
    except ValueError:
        logger.exception("Error handling request %s", f"/nl/hulp/?q={query}")
    made_beforehand = f"Error handling request /nl/hulp/?q={query}"
    logger.error(made_beforehand)
    written = capsys.readouterr().err
    assert "passport" not in written
    assert written.count("Error handling request ***") == 2
    assert "builtins.ValueError" in written


def test_what_keeps_a_worker_from_starting_is_written_in_full(
    capsys: pytest.CaptureFixture[str], config: Config
) -> None:
    logger = config.logger_class(config)
    try:
        raise ImproperlyConfigured("The settings are not safe")
    except ImproperlyConfigured:
        logger.exception("Exception in worker process")
    assert "The settings are not safe" in capsys.readouterr().err
