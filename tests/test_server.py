"""The HTTP server takes what a visitor may paste, has an end to it, and tells nobody about it."""

import logging
import socket
from http.client import HTTPResponse
from runpy import run_path
from urllib.parse import quote, urlsplit

import pytest
from gunicorn.config import Config
from gunicorn.http.errors import LimitRequestLine
from gunicorn.http.parser import RequestParser

from tests.test_repository import ROOT


@pytest.fixture
def config() -> Config:
    config = Config()
    for name, value in run_path(str(ROOT / "gunicorn.conf.py")).items():
        if name in config.settings:
            config.set(name, value)
    return config


def query_as_parsed(config: Config, query: str) -> str:
    line = f"GET /nl/hulp/?q={query} HTTP/1.1\r\nHost: localhost\r\n\r\n"
    request = next(RequestParser(config, iter([line.encode()]), ("127.0.0.1", 50000)))
    return str(request.query)


def test_ten_thousand_characters_of_any_script_reach_the_site(config: Config) -> None:
    query = quote("🛟" * 10_000)
    assert query_as_parsed(config, query) == f"q={query}"


def test_nobody_steers_it_through_a_socket(config: Config) -> None:
    assert config.control_socket_disable


def test_it_stops_before_a_container_is_killed(config: Config) -> None:
    assert config.graceful_timeout < 10


def test_an_endless_address_is_refused(config: Config) -> None:
    with pytest.raises(LimitRequestLine):
        query_as_parsed(config, "a" * 200_000)


@pytest.mark.served
@pytest.mark.parametrize(
    ("request_line", "header", "status"),
    [
        (f"GET /nl/hulp/?q={'a' * 200_000} HTTP/1.1", "Host: localhost", 414),
        ("GET /nl/ HTTP/1.1", f"Cookie: {'a' * 200_000}", 431),
        ("GET  HTTP/1.1", "Host: localhost", 400),
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


def test_an_error_does_not_log_what_was_searched_for(
    config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    logger = config.logger_class(config)
    logger.error_log.propagate = True
    with caplog.at_level(logging.DEBUG, logger="gunicorn.error"):
        try:
            raise ValueError
        except ValueError:
            logger.exception("Error handling request %s", "/nl/hulp/?q=passport+taken")
    assert "passport" not in caplog.text
    assert "Error while handling a request" in caplog.text
