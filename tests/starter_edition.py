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

from editorial.editions.current import EditionReader, reading_with
from editorial.editions.loaded import LoadedEdition
from editorial.editions.making import make_edition
from editorial.editions.store import EditionFolder
from editorial.models import ContentVersion
from editorial.reading.router import disconnect, reading
from tests.made_once import made_once


def make_starter_edition(folder: Path) -> None:
    """Make an edition of what is in the database: 2.5 seconds."""
    with transaction.atomic():
        make_edition(EditionFolder(folder), picture=nullcontext)
        transaction.set_rollback(True)


@dataclass(frozen=True, slots=True)
class StarterEdition:
    """What reads the edition that the first worker made, and since when that is built."""

    reader: EditionReader
    built_at: datetime

    @property
    def edition(self) -> LoadedEdition:
        found = self.reader.edition()
        assert found
        return found

    def is_of_now(self) -> bool:
        """Return whether what is built holds by the clock of a test."""
        now = timezone.now()
        return self.built_at <= now and self.edition.holds_at(now)


@pytest.fixture(scope="session")
def starter_edition(
    starter_content: None, shared_folder: Path, django_db_blocker: DjangoDbBlocker
) -> StarterEdition:
    """Read the edition, once a worker. No page is stored: each test has its own made."""
    assert get_resolver().url_patterns  # with the views everything is named that is built
    with django_db_blocker.unblock(), override_settings(MAX_BYTES_OF_STORED_PAGES=0):
        reader = EditionReader(made_once(shared_folder / "starter-edition", make_starter_edition))
        reader.look()
    return StarterEdition(reader, timezone.now())


@pytest.fixture
def read_from_an_edition(starter_edition: StarterEdition, db: None) -> Iterator[None]:
    """Let pages be read from the edition until a test writes content or moves the clock."""
    version, editions = ContentVersion.current(), ExitStack()

    def leave_what_is_of_another_content_or_time(**_signal: object) -> None:
        if ContentVersion.current() != version or not starter_edition.is_of_now():
            editions.close()

    with editions:
        editions.enter_context(reading_with(starter_edition.reader))
        request_started.connect(leave_what_is_of_another_content_or_time)
        yield
        request_started.disconnect(leave_what_is_of_another_content_or_time)
    disconnect()


@pytest.fixture
def within_an_edition(starter_edition: StarterEdition, db: None) -> Iterator[None]:
    """Read all content from that edition, also what a test reads by itself."""
    with reading(starter_edition.edition):
        yield
    disconnect()
