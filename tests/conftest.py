"""What holds for every test: no network, no warning let pass, no silently empty template.

The database is SQLite in memory, or what DATABASE_URL names (`make test` runs both). The rest is
set in pyproject.toml under `[tool.pytest]`.
"""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker

from editorial.content.loading import load_content
from editorial.models import ContentVersion
from editorial.reading.parts import forget_everything, remember_what_is_built
from tests import strict_queries, strict_templates
from tests.databases import (
    EMPTY,
    WITH_STARTER_CONTENT,
    Databases,
    is_made_for_tests,
    migrating_once,
)
from tests.served_site import (  # noqa: F401 - fixtures for all
    public_pages,
    served_state,
    site,
)
from tests.starter_edition import (  # noqa: F401 - as above
    read_from_an_edition,
    starter_edition,
    within_an_edition,
)

strict_templates.install()

# A slow machine is no fault of what is tested.
hypothesis.settings.register_profile("site", deadline=None)
hypothesis.settings.load_profile("site")

SAME_BESIDE_EVERY_DATABASE = (
    # Visitors' pages and the open data: they read an edition, which is SQLite.
    *("tests/site/", "tests/directory/pages/", "tests/directory/search/"),
    *("tests/directory/service_list/", "tests/wegwijzer/search/", "tests/wegwijzer/help_pages/"),
    *("tests/rights/test_meaning.py", "tests/rights/test_page", "tests/rights/test_words_for"),
    *("tests/wegwijzer/test_answer", "tests/wegwijzer/test_cases", "tests/wegwijzer/test_error"),
    *("tests/wegwijzer/test_headers", "tests/wegwijzer/test_home", "tests/wegwijzer/test_matrix"),
    *("tests/wegwijzer/test_munic", "tests/wegwijzer/test_signpost", "tests/wegwijzer/test_carib"),
    *("tests/wegwijzer/test_always", "tests/wegwijzer/test_first_contact"),
    *("tests/wegwijzer/test_about", "tests/wegwijzer/test_caching", "tests/wegwijzer/test_for_m"),
    *("tests/wegwijzer/open_data/test_lists", "tests/wegwijzer/open_data/test_page"),
    *("tests/wegwijzer/open_data/test_tools", "tests/wegwijzer/open_data/test_feed"),
    *("tests/wegwijzer/open_data/test_catalog", "tests/wegwijzer/open_data/test_safety"),
    *("tests/wegwijzer/open_data/test_identifiers", "tests/wegwijzer/hand_over/"),
    *("tests/wegwijzer/test_fragments", "tests/wegwijzer/test_language_to_talk"),
    "tests/wegwijzer/test_help_text_checks.py::test_a_right_is_shown",
    # What becomes of an edition once it is made. Of both databases test_building and test_watching
    # make it, and test_canaries sees that nothing secret comes along.
    *("tests/editorial/editions/test_damage", "tests/editorial/editions/test_stored_pages"),
    *("tests/editorial/editions/test_reading", "tests/editorial/editions/test_directory_checks"),
    *("tests/editorial/editions/test_answers_without", "tests/editorial/editions/test_making"),
    "tests/editorial/editions/test_desk",
    "tests/wegwijzer/open_data/test_moments.py::test_an_edition",
    "tests/wegwijzer/open_data/test_moments.py::test_who_asks",
    "tests/wegwijzer/open_data/test_moments.py::test_two_readers",
    # What is decided in memory: contacts, places and what a text says.
    *("tests/directory/guard/", "tests/directory/first_contact/", "tests/directory/formats/"),
    *("tests/directory/geography/test_find_in_words", "tests/directory/geography/test_places"),
    *("tests/directory/geography/test_ways_of_writing", "tests/directory/desk/"),
    *("tests/directory/geography/test_every_name", "tests/wegwijzer/test_named_records"),
    *("tests/editorial/publishing/test_guards", "tests/editorial/documents/test_validation"),
    *("tests/editorial/documents/test_describe", "tests/editorial/tables/test_sheets_of_people"),
    *("tests/editorial/links/", "tests/rights/test_figures", "tests/rights/test_law_text"),
    # How a form of the desk looks, and what it keeps to itself.
    "tests/directory/admin/test_admin.py::test_its_pages_to_add_and_change_open",
    "tests/directory/admin/test_admin.py::test_texts_in_two_languages",
    "tests/editorial/desk/test_form_drafts.py::test_no_form_is_kept",
    *("tests/rights/test_admin.py::test_rows_that", "tests/rights/test_admin.py::test_the_"),
    "tests/rights/test_admin.py::test_a_condition",
    # What a file holds, who may open which door, and how a template is read.
    "tests/editorial/tables/test_tables.py::test_a_broken_file",
    "tests/editorial/accounts/test_sign_in.py::test_no_address_of_the_desk",
    "tests/wegwijzer/test_health.py::test_a_site_that_reads_an_edition",
    *("tests/test_security", "tests/test_strict_queries", "tests/wegwijzer/test_template_loaders"),
    # What the starter content says: every run loads it, beside whatever database.
    *(
        "tests/directory/content/",
        "tests/rights/test_starter_content",
        "tests/rights/test_variants",
    ),
)
STARTER_VERSION = pytest.StashKey[int]()
DATABASES = pytest.StashKey[Databases]()
WANTED = pytest.StashKey[str | None]()
SHOW_WANTED = pytest.StashKey[Callable[[], None]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a person accept what a snapshot shows now (`make snapshots`)."""
    parser.addoption("--accept-snapshots", action="store_true", help="write the snapshots anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that say the same beside every database, so that they run once.

    How the desk writes, finds, locks and publishes is tested beside both.
    """
    for item in items:
        uses = {"db", "transactional_db", "live_server"} & set(fixtures_of(item))
        asks_a_database = uses or item.get_closest_marker("django_db")
        if item.nodeid.startswith(SAME_BESIDE_EVERY_DATABASE) or not asks_a_database:
            item.add_marker(pytest.mark.once)


def fixtures_of(item: pytest.Item) -> Collection[str]:
    """Return the names of all fixtures of a test."""
    return getattr(item, "fixturenames", ())


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let a test find the database that it wants, before any fixture begins a transaction."""
    names = fixtures_of(item)
    item.config.stash[WANTED] = (
        EMPTY
        if "empty_directory" in names
        else WITH_STARTER_CONTENT
        if "starter_content" in names
        else None
    )
    if SHOW_WANTED in item.config.stash:
        item.config.stash[SHOW_WANTED]()


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a folder that all workers of this run share."""
    folder = tmp_path_factory.getbasetemp()
    return folder if worker_id == "master" else folder.parent


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_db_blocker: DjangoDbBlocker,
    shared_folder: Path,
) -> Iterator[None]:
    """Make the database of a worker, empty and with all content of all apps: about 15 seconds."""
    with migrating_once(shared_folder):
        request.getfixturevalue("django_db_setup")  # pytest-django's
    stash, databases = request.config.stash, Databases()
    stash[DATABASES] = databases
    if not is_made_for_tests():
        yield
        return

    def show_wanted() -> None:
        with django_db_blocker.unblock():
            databases.show(stash[WANTED])

    with django_db_blocker.unblock():
        databases.keep(EMPTY)
        if any("starter_content" in fixtures_of(item) for item in request.session.items):
            databases.keep_once(WITH_STARTER_CONTENT, shared_folder, load_content)
            stash[STARTER_VERSION] = ContentVersion.current()
    # Django would flush what was committed; a copy takes its place, audit log and all.
    case: Any = TransactionTestCase
    case._fixture_teardown = lambda _: databases.note_a_commit()
    show_wanted()
    stash[SHOW_WANTED] = show_wanted
    yield
    del stash[SHOW_WANTED]
    with django_db_blocker.unblock():
        databases.remove()


@pytest.fixture(scope="session")
def starter_content(django_db_setup: None) -> None:
    """Want the database with the starter content. What a test changes is gone after it."""


@pytest.fixture(scope="session")
def databases(django_db_setup: None, pytestconfig: pytest.Config) -> Databases:
    """Return the states of the database that are kept, to copy one to another place."""
    return pytestconfig.stash[DATABASES]


@pytest.fixture
def empty_directory(db: None) -> None:
    """Want the database as it was before any content was loaded, whatever else wants it."""


@pytest.fixture(autouse=True)
def _in_dutch() -> Iterator[None]:
    """Begin in Dutch: a page that an earlier test asked for leaves its language behind."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _asks_what_exists(request: pytest.FixtureRequest) -> Iterator[None]:
    """Refuse an unknown parameter or code in a URL, unless the test is about bad input."""
    if request.node.get_closest_marker("bad_input") is None:
        yield
        return
    with strict_queries.bad_input():
        yield


@pytest.fixture(autouse=True)
def _fresh_snapshots(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep what is built of the starter content for the next test, and nothing of what one wrote.

    A rolled-back write repeats version numbers. Building takes a second, which most tests of pages
    would otherwise pay again. What was built of an earlier moment holds later too.
    """
    names = set(request.fixturenames)
    if _is_transactional(request.node) or {"transactional_db", "live_server"} & names:
        forget_everything()
        yield
        forget_everything()
        return
    put_back = remember_what_is_built()
    if "db" not in names and request.node.get_closest_marker("django_db") is None:
        yield
        put_back()
        return
    request.getfixturevalue("db")
    yield
    starter = request.config.stash.get(STARTER_VERSION, None)
    if connection.needs_rollback or ContentVersion.current() != starter:
        put_back()
    elif hasattr(request.module, "time_machine"):
        put_back(unless_earlier=True)


def _is_transactional(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return marker is not None and bool(marker.kwargs.get("transaction"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests hand over with ``record_property("figures", …)``."""
    for report in terminalreporter.getreports("passed"):
        for name, text in report.user_properties:
            if name == "figures":
                terminalreporter.write_line(f"\n{text}")
