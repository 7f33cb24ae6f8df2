"""The HTTP server takes what a visitor may paste, has an end to it, and tells nobody about it."""

import socket
from http.client import HTTPResponse
from runpy import run_path
from types import SimpleNamespace
from urllib.parse import quote, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
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
