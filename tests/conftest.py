"""What holds for every test: no network, no warning let pass, no silently empty template.

The database is SQLite in memory, or what DATABASE_URL names (`make test` runs both). The rest is
set in pyproject.toml under `[tool.pytest]`.
"""

from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker

from editorial.audit.append_only import protection
from editorial.content.loading import load_content
from editorial.models import ContentVersion, LoadedContent, TranslationSource
from editorial.reading.parts import forget_everything, remember_what_is_built
from editorial.versioning import triggers
from editorial.versioning.content_version import content_tables
from tests import strict_queries, strict_templates
from tests.served_site import (  # noqa: F401 - fixtures for all
    public_pages,
    served_state,
    shared_folder,
    site,
)

strict_templates.install()

# A slow machine is no fault of what is tested.
hypothesis.settings.register_profile("site", deadline=None)
hypothesis.settings.load_profile("site")

_flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]


def _flush_the_audit_log_too(test_case: TransactionTestCase) -> None:
    """Let a transactional test end: the log refuses to be emptied; a flush protects it again."""
    triggers.remove(connection, protection(connection.vendor))
    _flush(test_case)


TransactionTestCase._fixture_teardown = _flush_the_audit_log_too  # type: ignore[attr-defined]

BLOCKER = pytest.StashKey[DjangoDbBlocker]()
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
    *("tests/wegwijzer/open_data/test_tools", "tests/wegwijzer/hand_over/"),
    *("tests/editorial/editions/test_damage", "tests/editorial/editions/test_stored_pages"),
    "tests/editorial/editions/test_reading",
    # What is decided in memory: contacts, places and what a text says.
    *("tests/directory/guard/", "tests/directory/first_contact/", "tests/directory/formats/"),
    *("tests/directory/geography/test_find_in_words", "tests/directory/geography/test_places"),
    *("tests/directory/geography/test_ways_of_writing", "tests/directory/desk/"),
    *("tests/editorial/publishing/test_guards", "tests/editorial/documents/test_validation"),
    *("tests/editorial/documents/test_describe", "tests/editorial/tables/test_sheets_of_people"),
    *("tests/editorial/links/", "tests/rights/test_figures", "tests/rights/test_law_text"),
    # What the starter content says: every run loads it, beside whatever database.
    *(
        "tests/directory/content/",
        "tests/rights/test_starter_content",
        "tests/rights/test_variants",
    ),
)
STARTER_VERSION = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a person accept what a snapshot shows now (`make snapshots`)."""
    parser.addoption("--accept-snapshots", action="store_true", help="write the snapshots anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that say the same beside every database, so that they run once.

    How the desk writes, finds, locks and publishes is tested beside both.
    """
    for item in items:
        uses = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
        asks_a_database = uses or item.get_closest_marker("django_db")
        if item.nodeid.startswith(SAME_BESIDE_EVERY_DATABASE) or not asks_a_database:
            item.add_marker(pytest.mark.once)


def load_starter_content(config: pytest.Config) -> None:
    load_content()
    config.stash[STARTER_VERSION] = ContentVersion.current()
    forget_everything()


@pytest.fixture(scope="session")
def starter_content(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Load all content of all apps, once for all tests of a worker: about 4 seconds.

    It is committed before any test begins, so what a test changes is rolled back and the content
    stays. Not for tests that count their own records: they want ``empty_directory``.
    """
    request.config.stash[BLOCKER] = django_db_blocker
    with django_db_blocker.unblock():
        load_starter_content(request.config)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Load the content again if a transactional test has flushed it since."""
    blocker = item.config.stash.get(BLOCKER, None)
    if blocker and "starter_content" in getattr(item, "fixturenames", ()):
        with blocker.unblock():
            if not LoadedContent.objects.exists():
                load_starter_content(item.config)


@pytest.fixture
def empty_directory(db: None) -> None:
    """Take all content away until the end of the test, whatever an earlier test has loaded."""
    kept = [model._meta.db_table for model in (LoadedContent, TranslationSource)]
    tables = [*kept, *content_tables()]
    with transaction.atomic(), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a model's table
    # What PostgreSQL puts off to the end of a transaction would forbid a TRUNCATE before it.
    connection.check_constraints()


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
