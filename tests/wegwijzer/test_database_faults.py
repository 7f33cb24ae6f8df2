"""A fault of the database is one page for whoever meets it, and one line in the log a minute."""

import io
import logging
import os
import signal
from collections.abc import Iterator
from threading import BoundedSemaphore

import pytest
from django.db import DatabaseError, OperationalError, connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from directory.models import Service
from editorial.visitor_forms import waits_for_database
from tests.directory.builders import make_service
from wegwijzer.database_faults import NOT_MIGRATED, WHAT_HAPPENED, CalmHandler, is_database_fault
from wegwijzer.middleware.database_room import DatabaseRoomMiddleware
from wegwijzer.middleware.unavailable import UnavailableMiddleware
from wegwijzer.postgresql import base

AWAY = OperationalError("could not connect to server: Connection refused")


@pytest.fixture
def written() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def log(written: io.StringIO) -> Iterator[logging.Logger]:
    logger = logging.getLogger("a test of the log")
    logger.propagate = False
    logger.addHandler(CalmHandler(written))
    yield logger
    logger.handlers.clear()


def fail(log: logging.Logger, error: Exception) -> None:
    try:
        raise error
    except type(error):
        log.exception("Something failed")


def test_a_database_that_is_away_is_one_line_a_minute(
    log: logging.Logger, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = [1000.0]
    monkeypatch.setattr("wegwijzer.database_faults.time.monotonic", lambda: seconds[0])
    for _ in range(90):
        fail(log, AWAY)
        seconds[0] += 1
    assert written.getvalue().splitlines() == [WHAT_HAPPENED] * 2


def test_what_is_no_fault_of_the_database_keeps_its_traceback(
    log: logging.Logger, written: io.StringIO
) -> None:
    fail(log, ZeroDivisionError("a mistake"))
    fail(log, OperationalError("no such table: directory_service"))
    assert written.getvalue().count("Traceback") == 2


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (AWAY, True),
        (OperationalError("database is locked"), True),
        (OperationalError("no such column: name_de"), False),
        (ValueError("could not connect"), False),
        (None, False),
    ],
)
def test_a_fault_of_the_database_is_told_from_one_of_the_code(
    error: Exception | None, expected: bool
) -> None:
    assert is_database_fault(error) is expected


def refuse(*_: object) -> None:
    raise AWAY


@pytest.mark.django_db
def test_a_report_that_cannot_be_written_says_whom_to_call(empty_directory: None) -> None:
    make_service(slug="het-aanbod")
    visitor = Client(headers={"sec-fetch-site": "same-origin"})
    with connection.execute_wrapper(refuse):
        response = visitor.post("/nl/klopt-niet/service/het-aanbod/", {"reason": "no_answer"})
    assert response.status_code == 503
    assert 'href="tel:112"' in response.content.decode()
    assert 'href="tel:08002000"' in response.content.decode()


@pytest.mark.django_db
def test_new_code_on_old_tables_is_away_and_says_why(caplog: pytest.LogCaptureFixture) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE directory_service RENAME COLUMN wait_time TO waiting")
    with pytest.raises(DatabaseError) as fault, transaction.atomic():
        list(Service.all_objects.all())
    middleware = UnavailableMiddleware(lambda request: HttpResponse("ok"))
    request = RequestFactory().get("/admin/")
    assert middleware.process_exception(request, fault.value) is None
    MigrationRecorder.Migration.objects.filter(app="directory").latest("pk").delete()
    response = middleware.process_exception(request, fault.value)
    assert response is not None
    assert response.status_code == 503
    assert NOT_MIGRATED in caplog.text


class Room:
    """A server of two threads, of which one may wait for the database."""

    def __init__(self) -> None:
        self.middleware = DatabaseRoomMiddleware(self.answer)
        self.middleware._room = BoundedSemaphore(1)
        self.inside: list[int] = []

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Let somebody else come in the meantime."""
        if request.path_info == "/admin/":
            self.inside = [self.status("/admin/work/"), self.status("/nl/")]
        return HttpResponse("ok")

    def status(self, path: str) -> int:
        return self.middleware(RequestFactory().get(path)).status_code


def test_the_desk_takes_every_thread_but_one() -> None:
    room = Room()
    assert room.status("/admin/") == 200
    assert room.inside == [503, 200]
    assert room.status("/admin/") == 200


def test_only_a_view_that_may_wait_needs_room() -> None:
    @waits_for_database("POST")
    def confirm(request: HttpRequest) -> HttpResponse:
        return HttpResponse("ok")

    middleware, server = (
        DatabaseRoomMiddleware(lambda request: HttpResponse("ok")),
        RequestFactory(),
    )
    middleware._room = BoundedSemaphore(1)
    assert middleware.process_view(server.get("/"), confirm, (), {}) is None
    assert middleware.process_view(server.post("/"), confirm, (), {}) is None
    response = middleware.process_view(server.post("/"), confirm, (), {})
    assert response is not None
    assert response.status_code == 503


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server that hangs")
@pytest.mark.django_db
class TestPostgreSQL:
    """The side that asks gives up, for a server that hangs does not."""

    @pytest.fixture(autouse=True)
    def _serving(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(base.DatabaseWrapper, "is_serving", True)
        monkeypatch.setattr(base, "SECONDS_TO_ANSWER", 1)

    @pytest.fixture
    def own_connection(self) -> Iterator[base.DatabaseWrapper]:
        own = base.DatabaseWrapper(connections["default"].settings_dict, "own")
        yield own
        own.close()

    def test_a_statement_ends(self, own_connection: base.DatabaseWrapper) -> None:
        with own_connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == ("4s",)

    def test_a_server_that_hangs_is_given_up_and_asked_again(
        self, own_connection: base.DatabaseWrapper
    ) -> None:
        with own_connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            process = cursor.fetchone()[0]
        os.kill(process, signal.SIGSTOP)
        try:
            with own_connection.cursor() as cursor, pytest.raises(OperationalError):
                cursor.execute("SELECT 1")
        finally:
            os.kill(process, signal.SIGCONT)
        assert not own_connection.is_usable()
        own_connection.close()
        with own_connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)

    def test_commands_may_take_their_time(
        self, own_connection: base.DatabaseWrapper, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(base.DatabaseWrapper, "is_serving", False)
        params = own_connection.get_connection_params()
        assert "options" not in params
        assert params["connect_timeout"] == base.SECONDS_TO_CONNECT
