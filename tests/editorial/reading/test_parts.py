"""What is built from the database is built again when the content has changed, and not before."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from directory.models import Service
from directory.snapshot.snapshot import current_snapshot
from editorial.reading import parts
from editorial.reading.parts import EditionPart, forget_everything
from editorial.versioning.rolled_back import rolled_back
from tests.directory.builders import make_need, make_service

pytestmark = pytest.mark.usefixtures("empty_directory")

SOON = 5.0
"""Seconds after which something that should have happened has not."""


@dataclass(frozen=True)
class Built:
    """What a test builds: the how-manieth it is, and until when it holds."""

    number: int
    valid_until: datetime | None = None


class Builder:
    """Count what is built, and let a test hold a build up or break it."""

    def __init__(self) -> None:
        self.may_finish = threading.Event()
        self.may_finish.set()
        self.started = 0
        self.valid_until: datetime | None = None
        self.error: Exception | None = None

    def build(self, now: datetime) -> Built:
        self.started += 1
        number = self.started
        assert self.may_finish.wait(SOON)
        if self.error:
            raise self.error
        return Built(number, self.valid_until)


@pytest.fixture
def builder() -> Builder:
    return Builder()


@pytest.fixture
def kept(builder: Builder, monkeypatch: pytest.MonkeyPatch) -> Iterator[EditionPart[Built]]:
    """Keep what the builder makes, and forget of it when the test ends."""
    with monkeypatch.context() as patched:
        patched.setattr(parts, "_to_forget", [*parts._to_forget])
        patched.setattr(parts, "_every_part", [*parts._every_part])
        yield EditionPart("a test", builder.build)
    builder.may_finish.set()


def eventually(happens: Callable[[], bool]) -> None:
    end = time.monotonic() + SOON
    while not happens():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)


def test_the_first_request_builds_and_the_next_ones_do_not(
    kept: EditionPart[Built], builder: Builder
) -> None:
    assert kept.current() is kept.current()
    assert builder.started == 1


@pytest.mark.django_db(transaction=True)
def test_the_first_requests_at_once_build_once(kept: EditionPart[Built], builder: Builder) -> None:
    builder.may_finish.clear()
    found: list[Built] = []

    def ask() -> None:
        found.append(kept.current())
        connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    eventually(lambda: builder.started == 1)
    builder.may_finish.set()
    for thread in threads:
        thread.join(SOON)
    assert {built.number for built in found} == {1}
    assert len(found) == 20


def test_a_write_is_seen_at_once(kept: EditionPart[Built]) -> None:
    kept.current()
    make_need("new")
    assert kept.current().number == 2


def test_what_holds_until_a_moment_is_built_again_after_it(
    kept: EditionPart[Built], builder: Builder
) -> None:
    builder.valid_until = timezone.now() + timedelta(hours=1)
    first = kept.current()
    assert kept.current(timezone.now() + timedelta(minutes=59)) is first
    builder.valid_until = None
    assert kept.current(timezone.now() + timedelta(hours=2)).number == 2


def test_a_build_that_fails_is_tried_again(kept: EditionPart[Built], builder: Builder) -> None:
    kept.current()
    builder.error = ValueError("a row that makes no sense")
    make_need("new")
    with pytest.raises(ValueError, match="makes no sense"):
        kept.current()
    builder.error = None
    assert kept.current().number == 3


def test_what_is_forgotten_is_built_at_once(kept: EditionPart[Built], builder: Builder) -> None:
    kept.current()
    forget_everything()
    assert kept.current().number == 2


def test_nothing_that_is_built_on_trial_is_kept(kept: EditionPart[Built]) -> None:
    with rolled_back():
        assert kept.current().number == 1
    assert kept.current().number == 2


def test_the_directory_itself_follows_a_write() -> None:
    first = make_service()
    assert current_snapshot().matcher.keys == (first.pk,)
    second = make_service()
    assert current_snapshot().matcher.keys == (first.pk, second.pk)
    Service.all_objects.filter(pk=first.pk).update(state="withdrawn")
    assert current_snapshot().matcher.keys == (second.pk,)
