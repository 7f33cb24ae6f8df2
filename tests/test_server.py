"""The HTTP server takes what a visitor may paste, has an end to it, and tells nobody about it."""

import logging
from runpy import run_path
from urllib.parse import quote

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


def test_an_endless_address_is_refused(config: Config) -> None:
    with pytest.raises(LimitRequestLine):
        query_as_parsed(config, "a" * 200_000)


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
