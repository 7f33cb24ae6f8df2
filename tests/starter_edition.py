"""The starter content as visitors read it: an edition, made once for all tests.

From the database a page reads its rows again each time, which is most of its cost, and which no
visitor meets. Not for tests that write content before they ask for a page: they read the database.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from functools import cache
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import get_resolver

from editorial.editions.current import EditionReader, reading_with
from editorial.editions.making import make_edition
from editorial.editions.store import EditionFolder
from editorial.reading.router import disconnect, reading
from tests.made_once import made_once


def make_starter_edition(folder: Path) -> None:
    """Make an edition of what is in the database: 2.5 seconds."""
    with transaction.atomic():
        make_edition(EditionFolder(folder), picture=nullcontext)
        transaction.set_rollback(True)


@cache
def reader_of_starter_content(shared: Path) -> EditionReader:
    """Return what reads the edition that the first worker made."""
    assert get_resolver().url_patterns  # with the views everything is named that is built
    folder = made_once(shared / "starter-edition", make_starter_edition)
    reader = EditionReader(folder)
    reader.look()
    assert reader.edition()
    return reader


@pytest.fixture
def read_from_an_edition(starter_content: None, db: None, shared_folder: Path) -> Iterator[None]:
    """Let every page be read from an edition of the starter content."""
    with reading_with(reader_of_starter_content(shared_folder)):
        yield
    disconnect()


@pytest.fixture
def within_an_edition(starter_content: None, db: None, shared_folder: Path) -> Iterator[None]:
    """Read all content from that edition, also what a test reads by itself."""
    edition = reader_of_starter_content(shared_folder).edition()
    assert edition
    with reading(edition):
        yield
    disconnect()
