"""A log line is made of what stands in the code, whoever wrote it and through whatever logger."""

import io
import logging
import re
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import DisallowedHost, SuspiciousOperation
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils.log import log_response
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from tests.test_repository import read
from wegwijzer import private_logs
from wegwijzer.database_faults import CalmHandler
from wegwijzer.private_logs import FormatterWithoutVisitor

CODE = "k3vq7mzeergeheim2a"
PATHS = [
    f"/nl/wegwijzer/{CODE}/",
    f"/en/signpost/{CODE}/",
    f"/admin/account/welcome/MQ/{CODE}/",
    f"/nl/{CODE}/wp-login.php",
    f"/nl/bevestigen/?link={CODE}",
]
QUOTING = [
    "Invalid HTTP_HOST header: '{}'. You may need to add it to ALLOWED_HOSTS.",
    'The path "{}" is not right',
    "Not found: /nl/wegwijzer/{}/",
    "Query q={}",
    "Came from https://elsewhere.example/{}",
    "The code {} is not known",
    "Path %2Fnl%2F{}",
]


def record(message: object, *args: Any, **extra: Any) -> logging.LogRecord:
    logger = logging.getLogger("django.request")
    return logger.makeRecord(logger.name, 40, __file__, 1, message, args, None, extra=extra)


def written(message: object, *args: Any, **extra: Any) -> str:
    return FormatterWithoutVisitor().format(record(message, *args, **extra))


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the console of the settings would write."""
    stream = io.StringIO()
    console = logging.getLogger("django").handlers[0]
    assert isinstance(console, logging.StreamHandler)
    before = console.setStream(stream)
    yield stream
    console.setStream(before)


def test_every_handler_that_writes_leaves_the_visitor_out() -> None:
    handlers = [
        handler
        for name in ("", *settings.LOGGING["loggers"])
        for handler in logging.getLogger(name).handlers
        if type(handler) is CalmHandler  # pytest adds others
    ]
    assert handlers
    assert all(isinstance(handler.formatter, FormatterWithoutVisitor) for handler in handlers)
    kinds = {handler["class"] for handler in settings.LOGGING["handlers"].values()}
    assert kinds == {"wegwijzer.database_faults.CalmHandler", "logging.NullHandler"}


def test_a_line_says_its_moment_in_utc() -> None:
    formatter = FormatterWithoutVisitor("{asctime} {message}", style="{")
    record = logging.makeLogRecord({"msg": "Fault", "created": 1_764_165_192.035})
    assert formatter.format(record) == "2025-11-26T13:53:12.035+00:00 Fault"


@pytest.mark.parametrize("path", PATHS)
def test_a_response_is_logged_by_its_route(path: str) -> None:
    request = RequestFactory().get(path)
    line = written("%s: %s", "Service Unavailable", path, request=request, status_code=503)
    assert line == "Service Unavailable: *** (503, no route)"


def test_a_route_is_as_urls_have_it() -> None:
    request = RequestFactory().get(PATHS[0])
    request.resolver_match = resolve(PATHS[0])
    line = written("Internal Server Error: %s", PATHS[0], request=request, status_code=500)
    assert line == "Internal Server Error: *** (500, nl/wegwijzer/<slug:code>/)"


@pytest.mark.parametrize("message", QUOTING)
def test_what_was_filled_in_beforehand_is_left_out_too(message: str) -> None:
    assert CODE not in written(message.format(CODE))
    assert CODE not in written(message.replace("%2F", "/").replace("{}", "%s"), CODE)


@pytest.mark.parametrize(
    "filled_in",
    [
        CODE,
        [CODE],
        {"path_info": CODE},
        RequestFactory().get(PATHS[0]),
        ValueError(CODE),
        DisallowedHost(CODE),
        b"k3vq7mzeergeheim2a",
    ],
)
@pytest.mark.parametrize("message", ["Failed: %s", "Failed: %r", "Failed: %d", "%s %s", "%(a)s"])
def test_whatever_is_filled_in_is_left_out(message: str, filled_in: object) -> None:
    assert CODE not in written(message, filled_in)


def test_an_exception_as_the_message_is_only_named() -> None:
    assert written(SuspiciousOperation(CODE)) == "SuspiciousOperation"


def test_numbers_and_classes_stay_because_they_find_a_fault() -> None:
    assert written("Worker (pid:%s) exited with code %d", 12, 3) == (
        "Worker (pid:12) exited with code 3"
    )
    assert written("Kind: %s", ValueError) == "Kind: ValueError"
    assert written("The database does not answer") == "The database does not answer"


@given(st.text(min_size=4), st.sampled_from(["%s", "'%s'", "a %s b", "%r", "%s/%s"]))
def test_no_text_that_is_filled_in_is_written(text: str, message: str) -> None:
    secret = f"{text}{CODE}{text}"
    assert CODE not in written(message, *[secret] * message.count("%"))


@pytest.mark.parametrize("length", [10, 100_000])
def test_a_long_message_is_done_at_once(length: int) -> None:
    assert CODE not in written(f"{'x' * length}{CODE}{'y' * length} ' {CODE}")


def test_a_record_is_left_whole_for_other_handlers() -> None:
    original = record("Failed: %s", CODE)
    FormatterWithoutVisitor().format(original)
    assert original.getMessage() == f"Failed: {CODE}"


def test_the_console_of_the_settings_leaves_out_what_django_logs(lines: io.StringIO) -> None:
    request = RequestFactory().get(PATHS[0])
    log_response(
        "Internal Server Error: %s", PATHS[0], request=request, response=HttpResponse(status=500)
    )
    logging.getLogger("django.dispatch").error("Error calling %s (%s)", CODE, ValueError(CODE))
    logging.getLogger("axes").warning("AXES: Locking out %s", {"path_info": CODE})
    logging.getLogger("django.security.DisallowedHost").error("Invalid: %s", CODE)
    logging.getLogger("django.server").error("%s", PATHS[0])
    assert lines.getvalue().count("\n") == 3
    assert CODE not in lines.getvalue()


def test_a_warning_is_logged_by_its_kind_and_line(
    lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging, "raiseExceptions", True)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        private_logs.keep_visitors_out_of_stderr()
        warnings.warn(CODE, RuntimeWarning, stacklevel=1)
    assert "RuntimeWarning" in lines.getvalue()
    assert "test_private_logs.py:" in lines.getvalue()
    assert CODE not in lines.getvalue()


def test_a_line_that_cannot_be_written_is_not_quoted_on_standard_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging, "raiseExceptions", True)
    monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)
    private_logs.keep_visitors_out_of_stderr()
    closed = io.StringIO()
    closed.close()
    logging.StreamHandler(closed).handle(record("Failed: %s", CODE))
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("name", "values"),
    [("signpost:step", [CODE]), ("account_welcome", ["MQ", CODE]), ("feedback:confirm", [])],
)
def test_the_example_for_nginx_keeps_codes_out_of_its_log(
    language: str, name: str, values: list[str]
) -> None:
    example = read("docs/no-trace.md")
    [log_format] = re.findall(r"log_format without_visitor '([^']*)'", example)
    assert set(log_format.split()) == {
        "$time_iso8601",
        "$request_method",
        "$path_without_code",
        "$status",
        "$request_time",
    }
    with override(language):
        path = reverse(name, args=values)
    masks = re.findall(r"^ +~\*(\S+) +(\S+);$", example, re.MULTILINE)
    logged = next((mask for found, mask in masks if re.search(found, path, re.IGNORECASE)), path)
    assert CODE not in logged
    assert path.startswith(logged.removesuffix("***"))
