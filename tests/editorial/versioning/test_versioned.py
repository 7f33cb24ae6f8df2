"""A worker that is behind serves what it has, while one thread builds the new."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn

import pytest
from django.db import connections
from django.utils import timezone
from pytest_django import Settings

from directory.models import Service
from directory.snapshot.snapshot import current_snapshot
from editorial.models import ContentVersion
from editorial.versioning import versioned
from editorial.versioning.versioned import Versioned, forget_everything, is_up_to_date
from tests.directory.builders import make_need, make_service

pytestmark = pytest.mark.django_db(transaction=True)

SOON = 5.0
"""Seconds after which something that should have happened has not."""


@dataclass(frozen=True)
class Built:
    """What a test builds: the version that it was built from, and the how-manieth it is."""

    version: int
    number: int
    valid_until: datetime | None = None

    def is_current(self, version: int, now: datetime) -> bool:
        return self.version == version and (self.valid_until is None or now < self.valid_until)


class Builder:
    """Count what is built, and let a test hold a build up or break it."""

    def __init__(self) -> None:
        self.may_finish = threading.Event()
        self.may_finish.set()
        self.started = 0
        self.valid_until: datetime | None = None
        self.error: Exception | None = None

    def build(self, now: datetime) -> Built:
        version = ContentVersion.current()
        self.started += 1
        number = self.started
        assert self.may_finish.wait(SOON)
        if self.error:
            raise self.error
        return Built(version, number, self.valid_until)


@pytest.fixture(autouse=True)
def _as_deployed(settings: Settings) -> None:
    settings.SNAPSHOT_BUILDS_IN_BACKGROUND = True


@pytest.fixture
def builder() -> Builder:
    return Builder()


@pytest.fixture
def kept(builder: Builder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Versioned[Built]]:
    """Keep what the builder makes, and forget of it when the test ends."""
    monkeypatch.setattr(versioned, "_to_forget", [*versioned._to_forget])
    monkeypatch.setattr(versioned, "_lag_checks", [*versioned._lag_checks])
    yield Versioned("a test", builder.build)
    builder.may_finish.set()
    eventually(lambda: not any(thread.name == "a test" for thread in threading.enumerate()))


def eventually(happens: Callable[[], bool]) -> None:
    end = time.monotonic() + SOON
    while not happens():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)


def test_the_first_request_builds_and_the_next_ones_do_not(
    kept: Versioned[Built], builder: Builder
) -> None:
    assert kept.current() is kept.current()
    assert builder.started == 1


def test_the_first_requests_at_once_build_once(kept: Versioned[Built], builder: Builder) -> None:
    builder.may_finish.clear()
    found: list[Built] = []

    def ask() -> None:
        found.append(kept.current())
        connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    eventually(lambda: builder.started == 1)
    builder.may_finish.set()
    for thread in threads:
        thread.join(SOON)
    assert {built.number for built in found} == {1}
    assert len(found) == 4


def test_after_a_write_the_old_is_served_while_one_thread_builds_the_new(
    kept: Versioned[Built], builder: Builder
) -> None:
    old = kept.current()
    builder.may_finish.clear()
    make_need("new")
    assert [kept.current() for _ in range(20)] == [old] * 20
    eventually(lambda: builder.started == 2)
    assert kept.current() is old
    builder.may_finish.set()
    eventually(lambda: kept.current().number == 2)
    assert builder.started == 2


def test_a_write_during_the_build_is_built_after_it(
    kept: Versioned[Built], builder: Builder
) -> None:
    kept.current()
    builder.may_finish.clear()
    make_need("first")
    kept.current()
    eventually(lambda: builder.started == 2)
    make_need("second")
    builder.may_finish.set()
    eventually(lambda: kept.current().version == ContentVersion.current())
    assert builder.started == 3


def test_what_is_right_until_a_moment_is_built_anew_after_it(
    kept: Versioned[Built], builder: Builder
) -> None:
    builder.valid_until = timezone.now() + timedelta(hours=1)
    first = kept.current()
    assert kept.current(timezone.now() + timedelta(minutes=59)) is first
    builder.valid_until = None
    assert kept.current(timezone.now() + timedelta(hours=2)) is first
    eventually(lambda: kept.current().number == 2)


def test_a_build_that_fails_leaves_the_old_and_is_tried_again(
    kept: Versioned[Built], builder: Builder, caplog: pytest.LogCaptureFixture
) -> None:
    old = kept.current()
    builder.error = ValueError("a row that makes no sense")
    make_need("new")
    with caplog.at_level(logging.ERROR):
        assert kept.current() is old
        eventually(lambda: "served on" in caplog.text)
    builder.error = None
    eventually(lambda: kept.current().number > 2)


def test_a_machine_without_threads_left_serves_the_old(
    kept: Versioned[Built], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: threading.Thread) -> NoReturn:
        raise RuntimeError("can't start new thread")

    old = kept.current()
    make_need("new")
    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", refuse)
        assert kept.current() is old
    eventually(lambda: kept.current() is not old)


def test_what_is_forgotten_is_built_at_once(kept: Versioned[Built], builder: Builder) -> None:
    kept.current()
    forget_everything()
    assert kept.current().number == 2


def test_a_worker_knows_whether_it_is_behind(kept: Versioned[Built], builder: Builder) -> None:
    now = timezone.now()
    kept.current()
    assert is_up_to_date(ContentVersion.current(), now)
    builder.may_finish.clear()
    make_need("new")
    assert not is_up_to_date(ContentVersion.current(), now)


def test_the_directory_itself_follows_a_write_without_making_anyone_wait() -> None:
    first = make_service()
    before = current_snapshot()
    assert before.matcher.keys == (first.pk,)
    second = make_service()
    assert current_snapshot() is before
    eventually(lambda: current_snapshot().matcher.keys == (first.pk, second.pk))
    Service.all_objects.filter(pk=first.pk).update(state="withdrawn")
    eventually(lambda: current_snapshot().matcher.keys == (second.pk,))
