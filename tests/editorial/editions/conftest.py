import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

import pytest
from django.urls import get_resolver
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from directory.models import FirstContactRule, Organization
from editorial.editions.current import EditionReader, reading_with
from editorial.editions.making import make_edition
from editorial.editions.store import EditionFolder, EditionRecord
from editorial.reading.router import disconnect
from tests.directory.builders import make_channel, make_organization, make_service

Make = Callable[[], EditionRecord]
Commit = Callable[..., AbstractContextManager[list[Callable[[], object]]]]


def live_number(folder: EditionFolder) -> int:
    pointer = folder.pointer()
    assert pointer is not None
    return pointer.number


def numbers(folder: EditionFolder) -> list[int]:
    return [record.number for record in folder.records()]


def keep(folder: EditionFolder) -> Callable[[], None]:
    """Keep the editions as they are now, and return what puts them back like that."""
    kept = folder.path.with_name("kept")
    shutil.copytree(folder.path, kept)

    def put_back() -> None:
        shutil.rmtree(folder.path)
        shutil.copytree(kept, folder.path)

    return put_back


def change(text: str) -> None:
    Organization.all_objects.update(abbreviation=text)


@contextmanager
def as_it_is(using: str) -> Iterator[str]:
    """Let a build see what the test's own transaction has written."""
    yield using


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> EditionFolder:
    """Give the folder of editions of this test, which is also that of the settings."""
    settings.EDITIONS_DIR = tmp_path / "editions"
    return EditionFolder()


@pytest.fixture
def make(folder: EditionFolder, db: None) -> Make:
    """Make editions of what the test has written, committed or not.

    What open data notes of the changes first has tests of its own.
    """
    return lambda: make_edition(folder, picture=as_it_is, is_prepared=True)


@pytest.fixture
def organization(empty_directory: None) -> Organization:
    return make_organization(slug="first", description_nl="Een plek om te praten.")


@pytest.fixture
def commit(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Commit:
    """Do at the end of a block what the site does when a transaction is committed."""
    return partial(django_capture_on_commit_callbacks, execute=True)


@pytest.fixture
def fallbacks(empty_directory: None) -> dict[str, FirstContactRule]:
    """Give every age a fallback of its own."""
    found = {}
    for age in ("minor", "young_adult", "adult"):
        organization = make_organization()
        service = make_service(organization=organization, channels=[make_channel(organization)])
        rule = FirstContactRule.all_objects.create(
            slug=age,
            name_nl=age,
            reason_nl=age,
            is_fallback=True,
            age_groups=[age],
            state="published",
        )
        rule.options.create(role="first", service=service)
        found[age] = rule
    return found


@pytest.fixture
def reader(folder: EditionFolder, make: Make) -> Iterator[EditionReader]:
    """Let visitors read editions; what the test wrote before is in the first one."""
    assert get_resolver().url_patterns  # with the views everything is named that is built
    make()
    reader = EditionReader(folder.path)
    reader.look()
    with reading_with(reader):
        yield reader
    disconnect()
