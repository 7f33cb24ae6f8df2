"""Fixtures of the served site: made once for all workers of a run.

Its database is a copy of the one that other tests have, if they run too. The walk makes all pages
for the first time: about 20 seconds.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.databases import WITH_STARTER_CONTENT, Databases
from tests.made_once import made_once
from tests.questions import MISTAKES, QUESTIONS, UNLINKED, is_one_of_many
from tools.served_site import CLOCKED_SITE, ServedPage, prepare, serving, walk


@pytest.fixture(scope="session")
def served_state(shared_folder: Path, databases: Databases) -> Path:
    """Return the folder with the database and the collected files of the served site."""
    fill = databases.writer(WITH_STARTER_CONTENT)
    return made_once(shared_folder / "served", lambda state: prepare(state, fill))


@pytest.fixture(scope="session")
def site(served_state: Path, shared_folder: Path, worker_id: str) -> Iterator[str]:
    """Serve the site with its starter content, and give its address."""
    log = shared_folder / f"server-{worker_id}.log"
    with serving(served_state, log, CLOCKED_SITE) as address:
        yield address
    assert log.read_text() == "", "The server wrote something: nothing should have gone wrong."


@pytest.fixture(scope="session")
def public_pages(shared_folder: Path, site: str) -> dict[str, ServedPage]:
    """Return every public page by its path, walked through once."""

    def write(path: Path) -> None:
        pages = [
            asdict(page)
            for page in walk(site, QUESTIONS + UNLINKED + MISTAKES, is_one_of_many).values()
        ]
        path.write_text(json.dumps(pages))

    stored = made_once(shared_folder / "pages.json", write)
    return {page["path"]: ServedPage(**page) for page in json.loads(stored.read_text())}
