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
from editorial.content.loading import LoadReport, load_content
from editorial.models import ContentVersion, LoadedContent, TranslationSource
from editorial.reading.parts import forget_everything
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


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a person accept what a snapshot shows now (`make snapshots`)."""
    parser.addoption("--accept-snapshots", action="store_true", help="write the snapshots anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that ask no database: they say the same beside every one, so they run once."""
    for item in items:
        uses = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
        if not uses and item.get_closest_marker("django_db") is None:
            item.add_marker(pytest.mark.no_database)


def load_starter_content() -> LoadReport:
    return load_content()


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
        load_starter_content()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Load the content again if a transactional test has flushed it since."""
    blocker = item.config.stash.get(BLOCKER, None)
    if blocker and "starter_content" in getattr(item, "fixturenames", ()):
        with blocker.unblock():
            if not LoadedContent.objects.exists():
                load_starter_content()


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
    """Forget what is built from the content, unless the test neither wrote to it nor moved time.

    A rolled-back write repeats version numbers. Building costs a third of a second, which most
    tests of pages would otherwise pay again.
    """
    if not _only_reads(request):
        forget_everything()
        yield
        forget_everything()
        return
    request.getfixturevalue("db")
    before = ContentVersion.current()
    yield
    if connection.needs_rollback or ContentVersion.current() != before:
        forget_everything()


def _only_reads(request: pytest.FixtureRequest) -> bool:
    """Return whether a test may leave the content as it is: not transactional, and time stands."""
    marker = request.node.get_closest_marker("django_db")
    return (
        marker is not None
        and not marker.kwargs.get("transaction")
        and not {"transactional_db", "live_server", "empty_directory"} & set(request.fixturenames)
        and not hasattr(request.module, "time_machine")
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests hand over with ``record_property("figures", …)``."""
    for report in terminalreporter.getreports("passed"):
        for name, text in report.user_properties:
            if name == "figures":
                terminalreporter.write_line(f"\n{text}")
