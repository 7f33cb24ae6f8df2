"""What visitors cause to be counted costs them nothing, whatever the database does."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory
from pytest_django import Settings

from directory.models import FallbackCount
from editorial.editions.counting import MAX_WAITING, Counting, is_by_a_person

SOON = 5.0
"""Seconds after which something that should have happened has not."""


class Database:
    """Take what is counted, unless a test holds it up or breaks it."""

    def __init__(self) -> None:
        self.answers = threading.Event()
        self.answers.set()
        self.is_away = False
        self.asked = 0
        self.written: Counter[str] = Counter()

    def write(self, found: Mapping[str, int]) -> None:
        self.asked += 1
        assert self.answers.wait(SOON)
        if self.is_away:
            raise OperationalError
        self.written.update(found)


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    settings.COUNTS_IN_BACKGROUND = True
    database = Database()
    yield database
    database.answers.set()


@pytest.fixture
def counting(database: Database) -> Counting[str]:
    return Counting("counts of a test", database.write)


def eventually(happens: Callable[[], bool]) -> None:
    end = time.monotonic() + SOON
    while not happens():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)


def test_what_is_counted_is_written_soon_and_together(
    counting: Counting[str], database: Database
) -> None:
    database.answers.clear()
    counting.add(["first"])
    eventually(lambda: database.asked == 1)
    for _ in range(100):
        counting.add(["shelter", "advice"])
    database.answers.set()
    eventually(lambda: database.written.total() == 201)
    assert database.written == {"first": 1, "shelter": 100, "advice": 100}
    assert database.asked == 2


def test_a_database_that_never_answers_holds_nobody_up_and_nothing_piles_up(
    counting: Counting[str], database: Database
) -> None:
    database.answers.clear()
    counting.add(["first"])
    eventually(lambda: database.asked == 1)
    for _ in range(3 * MAX_WAITING):
        counting.add(["shelter"])
    database.answers.set()
    eventually(lambda: database.written["shelter"] == MAX_WAITING)


def test_what_cannot_be_written_is_lost_and_what_follows_is_not(
    counting: Counting[str], database: Database
) -> None:
    database.is_away = True
    counting.add(["shelter"])
    eventually(lambda: database.asked == 1)
    database.is_away = False
    counting.add(["advice"])
    eventually(lambda: database.written.total() == 1)
    assert database.written == {"advice": 1}


@pytest.mark.parametrize(
    ("method", "headers", "expected"),
    [
        ("get", {}, True),
        ("get", {"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"}, True),
        ("head", {}, False),
        ("post", {}, False),
        ("get", {"sec-purpose": "prefetch;prerender"}, False),
        ("get", {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}, False),
        ("get", {"user-agent": "curl/8.5.0"}, False),
    ],
)
def test_only_people_count(method: str, headers: dict[str, str], expected: bool) -> None:
    request = getattr(RequestFactory(headers=headers), method)("/")
    assert is_by_a_person(request) is expected


@pytest.mark.django_db
def test_a_robot_that_follows_every_filter_is_not_counted(starter_content: None) -> None:
    asked = "/nl/wegwijzer/antwoord/?need=shelter&age=adult&status=third_no_permit"
    Client(headers={"user-agent": "Examplebot/1.0"}).get(asked)
    assert not FallbackCount.objects.exists()
