"""The starter content as visitors read it: an edition, made once for all tests of a worker.

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


@cache
def reader_of_starter_content(folder: Path) -> EditionReader:
    """Return what reads an edition of what is in the database: 2.5 seconds."""
    assert get_resolver().url_patterns  # with the views everything is named that is built
    with transaction.atomic():
        make_edition(EditionFolder(folder), picture=nullcontext)
        transaction.set_rollback(True)
    reader = EditionReader(folder)
    reader.look()
    assert reader.edition()
    return reader


def edition_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the edition of this worker stands."""
    return tmp_path_factory.getbasetemp() / "starter-edition"


@pytest.fixture
def read_from_an_edition(
    starter_content: None, db: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Let every page be read from an edition of the starter content."""
    with reading_with(reader_of_starter_content(edition_folder(tmp_path_factory))):
        yield
    disconnect()


@pytest.fixture
def within_an_edition(
    starter_content: None, db: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Read all content from that edition, also what a test reads by itself."""
    edition = reader_of_starter_content(edition_folder(tmp_path_factory)).edition()
    assert edition
    with reading(edition):
        yield
    disconnect()
