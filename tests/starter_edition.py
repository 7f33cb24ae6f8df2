"""The starter content as visitors read it: an edition, made once for all tests.

From the database a page reads its rows again each time, which is most of its cost, and which no
visitor meets. A test that writes content or moves the clock reads its pages from the database from
then on.
"""

from collections.abc import Iterator
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from django.core.signals import request_started
from django.db import transaction
from django.test import override_settings
from django.urls import get_resolver
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from editorial.editions.current import EditionReader, reader_of_visitors, reading_with
from editorial.editions.loaded import LoadedEdition
from editorial.editions.making import make_edition
from editorial.editions.store import EditionFolder
from editorial.models import ContentVersion
from editorial.reading.router import disconnect, reading
from tests.made_once import made_once

COUNT_QUERIES = {"django_assert_num_queries", "django_assert_max_num_queries"}


def make_starter_edition(folder: Path) -> None:
    """Make an edition of what is in the database: 2.5 seconds."""
    with transaction.atomic():
        make_edition(EditionFolder(folder), picture=nullcontext)
        transaction.set_rollback(True)


@dataclass(frozen=True, slots=True)
class StarterEdition:
    """What reads the edition that the first worker made, of which content, and built when."""

    reader: EditionReader
    content_version: int
    built_at: datetime

    @property
    def edition(self) -> LoadedEdition:
        found = self.reader.edition()
        assert found
        return found

    def is_of_now(self) -> bool:
        """Return whether it shows what the database of a test holds, by the clock of the test."""
        now = timezone.now()
        is_of_content = ContentVersion.current() == self.content_version
        return is_of_content and self.built_at <= now and self.edition.holds_at(now)


@pytest.fixture(scope="session")
def starter_edition(
    starter_content: None, shared_folder: Path, django_db_blocker: DjangoDbBlocker
) -> StarterEdition:
    """Read the edition, once a worker. No page is stored: each test has its own made."""
    assert get_resolver().url_patterns  # with the views everything is named that is built
    with django_db_blocker.unblock(), override_settings(MAX_BYTES_OF_STORED_PAGES=0):
        reader = EditionReader(made_once(shared_folder / "starter-edition", make_starter_edition))
        reader.look()
        return StarterEdition(reader, ContentVersion.current(), timezone.now())


@pytest.fixture
def read_from_an_edition(
    starter_edition: StarterEdition, db: None, request: pytest.FixtureRequest
) -> Iterator[None]:
    """Let pages be read from the edition until a test writes content or moves the clock.

    A test that counts queries counts those of the database, and reads that.
    """
    if COUNT_QUERIES & set(request.fixturenames):
        yield
        return
    editions = ExitStack()

    def leave_what_is_not_of_now(**_signal: object) -> None:
        # A test that reads with another reader meanwhile has its own.
        if reader_of_visitors() is starter_edition.reader and not starter_edition.is_of_now():
            editions.close()

    with editions:
        editions.enter_context(reading_with(starter_edition.reader))
        request_started.connect(leave_what_is_not_of_now)
        yield
        request_started.disconnect(leave_what_is_not_of_now)
    disconnect()


@pytest.fixture
def within_an_edition(starter_edition: StarterEdition, db: None) -> Iterator[None]:
    """Read all content from that edition, also what a test reads by itself."""
    with reading(starter_edition.edition):
        yield
    disconnect()
