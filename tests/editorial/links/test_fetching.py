"""Asking addresses of a server on this machine that misbehaves in every way."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from editorial.links.fetching import Fetcher
from editorial.models import LinkOutcome
from tests.editorial.links.bad_server import (
    BadServer,
    answers,
    drips,
    endless_body,
    only_get,
    running,
    says_nothing,
    self_signed,
    sends,
)


@pytest.fixture
def server() -> Iterator[BadServer]:
    with running() as server:
        yield server


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(user_agent="test checker", timeout=0.2, deadline=0.5, allow_private=True)


def outcome(fetcher: Fetcher, url: str) -> LinkOutcome:
    return fetcher.fetch(url).outcome


def test_a_page_that_is_there_works(server: BadServer, fetcher: Fetcher) -> None:
    answer = fetcher.fetch(server.url("/", answers(200)))
    assert (answer.outcome, answer.status, answer.final_url) == (LinkOutcome.WORKS, 200, "")


def test_it_says_who_asks_and_asks_for_no_body(server: BadServer, fetcher: Fetcher) -> None:
    fetcher.fetch(server.url("/page?a=b", answers(200)))
    assert server.agents == {"test checker"}
    assert server.asked["HEAD", "/page?a=b"] == 1
    assert server.asked["GET", "/page?a=b"] == 0


@pytest.mark.parametrize("status", [400, 403, 404, 405, 500, 501])
def test_a_server_that_does_not_know_head_is_asked_by_get(
    server: BadServer, fetcher: Fetcher, status: int
) -> None:
    assert outcome(fetcher, server.url("/", only_get(status))) == LinkOutcome.WORKS


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (404, LinkOutcome.GONE),
        (410, LinkOutcome.GONE),
        (400, LinkOutcome.FAILS),
        (500, LinkOutcome.FAILS),
        (503, LinkOutcome.FAILS),
        (401, LinkOutcome.REFUSED),
        (403, LinkOutcome.REFUSED),
        (429, LinkOutcome.REFUSED),
    ],
)
def test_an_error_is_named(
    server: BadServer, fetcher: Fetcher, status: int, expected: LinkOutcome
) -> None:
    answer = fetcher.fetch(server.url("/", answers(status)))
    assert (answer.outcome, answer.status) == (expected, status)


@pytest.mark.parametrize("status", [301, 308])
def test_a_permanent_redirect_has_moved(server: BadServer, fetcher: Fetcher, status: int) -> None:
    new = server.url("/new", answers(200))
    answer = fetcher.fetch(server.url("/old", answers(status, Location="/new")))
    assert (answer.outcome, answer.status, answer.final_url) == (LinkOutcome.MOVED, 200, new)


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_passing_redirect_works(server: BadServer, fetcher: Fetcher, status: int) -> None:
    server.url("/new", answers(200))
    answer = fetcher.fetch(server.url("/old", answers(status, Location="/new")))
    assert answer.outcome == LinkOutcome.WORKS


def test_a_redirect_to_nothing_is_gone(server: BadServer, fetcher: Fetcher) -> None:
    assert outcome(fetcher, server.url("/old", answers(301, Location="/new"))) == LinkOutcome.GONE


@pytest.mark.parametrize("location", ["mailto:a@example.org", "http://[", "http://:0/"])
def test_a_redirect_to_no_address_fails(server: BadServer, fetcher: Fetcher, location: str) -> None:
    assert outcome(fetcher, server.url("/a", answers(302, Location=location))) in {
        LinkOutcome.FAILS,
        LinkOutcome.UNREACHABLE,
    }


def test_a_redirect_to_itself_is_a_loop(server: BadServer, fetcher: Fetcher) -> None:
    assert outcome(fetcher, server.url("/a", answers(302, Location="/a"))) == LinkOutcome.LOOP


def test_two_that_lead_to_each_other_are_a_loop(server: BadServer, fetcher: Fetcher) -> None:
    server.url("/b", answers(301, Location="/a"))
    assert outcome(fetcher, server.url("/a", answers(301, Location="/b"))) == LinkOutcome.LOOP


def test_an_endless_chain_is_a_loop(server: BadServer, fetcher: Fetcher) -> None:
    for number in range(30):
        server.url(f"/{number}", answers(302, Location=f"/{number + 1}"))
    assert outcome(fetcher, f"{server.address}/0") == LinkOutcome.LOOP


def test_a_silent_server_is_left(server: BadServer, fetcher: Fetcher) -> None:
    answer = fetcher.fetch(server.url("/", says_nothing(server)))
    assert (answer.outcome, answer.detail) == (LinkOutcome.UNREACHABLE, "no answer in time")


def test_a_dripping_server_is_left_at_the_deadline(server: BadServer, fetcher: Fetcher) -> None:
    begun = time.monotonic()
    answer = fetcher.fetch(server.url("/", drips(server)))
    assert (answer.outcome, answer.detail) == (LinkOutcome.UNREACHABLE, "no answer in time")
    assert time.monotonic() - begun < 30


def test_a_huge_body_is_not_read(server: BadServer, fetcher: Fetcher) -> None:
    assert outcome(fetcher, server.url("/", endless_body(server))) == LinkOutcome.WORKS


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff" * 100,
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    ],
    ids=["nothing", "noise", "ssh", "no-status", "many-headers", "long-header"],
)
def test_what_is_no_http_does_not_answer(
    server: BadServer, fetcher: Fetcher, content: bytes
) -> None:
    assert outcome(fetcher, server.url("/", sends(content))) == LinkOutcome.UNREACHABLE


def test_a_certificate_that_nobody_vouches_for_is_wrong(fetcher: Fetcher, tmp_path: Path) -> None:
    with running(self_signed(tmp_path)) as server:
        assert outcome(fetcher, server.url("/", answers(200))) == LinkOutcome.INSECURE


def test_a_server_without_tls_is_not_secure(server: BadServer, fetcher: Fetcher) -> None:
    url = server.url("/", answers(200)).replace("http:", "https:")
    assert outcome(fetcher, url) in {LinkOutcome.INSECURE, LinkOutcome.UNREACHABLE}


def test_a_closed_door_does_not_answer(fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    assert outcome(fetcher, f"http://127.0.0.1:{port}/") == LinkOutcome.UNREACHABLE


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nothing",
        "ftp://127.0.0.1/",
        "http://",
        "http:///path",
        "http://[::1",
        "http://127.0.0.1:99999/",
        "https://127.0.0.1:0/",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_address_is_not_asked(fetcher: Fetcher, url: str) -> None:
    assert outcome(fetcher, url) == LinkOutcome.INVALID


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "192.168.1.1",
        "192.0.0.171",
        "192.88.99.1",
        "100.64.0.1",
        "::1",
        "fe80::1",
        "fec0::1",
        "fd00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2001:0:4136:e378::1",
    ],
)
def test_the_machines_at_home_are_not_asked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    found = [(family, socket.SOCK_STREAM, 0, "", (address, 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    careful = Fetcher(user_agent="test checker", timeout=0.2, deadline=0.5)
    answer = careful.fetch("http://name.example/")
    assert (answer.outcome, answer.detail) == (LinkOutcome.INVALID, "not a public address")


def test_a_redirect_to_a_machine_at_home_is_not_followed(server: BadServer) -> None:
    class OnlyOurServer(Fetcher):
        def _check_address(self, address: str) -> None:
            if len(server.asked) > 1:
                super()._check_address(address)

    careful = OnlyOurServer(user_agent="test checker", timeout=0.2, deadline=0.5)
    home = server.url("/home", answers(200))
    answer = careful.fetch(server.url("/", answers(302, Location=home)))
    assert answer.outcome == LinkOutcome.INVALID
    assert server.asked["HEAD", "/home"] == 0


def test_a_name_with_many_addresses_that_do_not_answer_is_left_at_the_deadline(
    fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        address = full.getsockname()
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:  # nobody accepts them, so that whoever comes next waits
            one.setblocking(False)
            one.connect_ex(address)
        everywhere = [(socket.AF_INET, socket.SOCK_STREAM, 0, "", address)] * 100
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: everywhere)
        begin = time.monotonic()
        answer = fetcher.fetch(f"http://name.example:{address[1]}/")
        assert time.monotonic() - begin < 100 * fetcher.timeout / 2
        assert answer.outcome == LinkOutcome.UNREACHABLE
        for one in waiting:
            one.close()


def test_robots_are_respected_and_asked_once(server: BadServer, fetcher: Fetcher) -> None:
    rules = b"User-agent: *\nDisallow: /private/\n"
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(rules)}\r\n\r\n".encode()
    server.url("/robots.txt", sends(head + rules))
    private, public = (server.url(path, answers(200)) for path in ("/private/", "/public/"))
    assert fetcher.fetch(private).detail == "robots.txt"
    assert outcome(fetcher, public) == LinkOutcome.WORKS
    assert server.asked["HEAD", "/private/"] == 0
    assert server.asked["GET", "/robots.txt"] == 1


def test_robots_that_cannot_be_read_forbid_nothing(server: BadServer, fetcher: Fetcher) -> None:
    server.url("/robots.txt", drips(server))
    assert outcome(fetcher, server.url("/", answers(200))) == LinkOutcome.WORKS


def test_an_address_with_accents_and_a_fragment_is_asked(
    server: BadServer, fetcher: Fetcher
) -> None:
    server.url("/caf%C3%A9", answers(200))
    assert outcome(fetcher, f"{server.address}/café#menu") == LinkOutcome.WORKS
