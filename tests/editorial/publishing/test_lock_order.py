"""Two who write the same entries wait for each other, and never in a circle."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction

from directory.models import Organization
from editorial.accounts.roles import Role
from editorial.documents.apply import fresh_document
from editorial.models import Proposal, User
from editorial.publishing.workflow import (
    StaleError,
    approve,
    fingerprint,
    lock_entry,
    propose,
    return_to_author,
    withdraw,
)
from editorial.versioning.one_at_a_time import one_at_a_time
from tests.directory.builders import make_organization
from tests.editorial.content.content_folder import ContentFolder
from tests.people import account

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one lock"),
]


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


def begun(pool: ThreadPoolExecutor, act: Callable[[], object]) -> "Future[object]":
    """Let somebody else act meanwhile; return once they wait for a lock, or are done."""

    def act_and_leave() -> object:
        try:
            return act()
        finally:
            connections.close_all()

    acting = pool.submit(act_and_leave)
    while not acting.done():
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                break
        time.sleep(0.02)
    return acting


@dataclass(slots=True)
class Change:
    """A change that waits for a decision, and another entry that a bulk action writes first."""

    proposal: Proposal
    entry: Organization
    other: Organization
    seen: str


def write_both(change: Change, by: User) -> None:
    with transaction.atomic():
        change.other.save()
        change.entry.save()


ACTS: dict[str, Callable[[Change, User], object]] = {
    "approve": lambda change, by: approve(change.proposal, by=by, seen=change.seen),
    "return": lambda change, by: return_to_author(
        change.proposal, by=by, remark="Nee", seen=change.seen
    ),
    "withdraw": lambda change, by: withdraw(change.proposal, by=by),
    "write many": write_both,
}


def test_the_form_and_every_other_act_take_their_locks_in_one_order(
    pool: ThreadPoolExecutor,
) -> None:
    editor = account(Role.EDITOR, username="editor")
    publisher = account(Role.PUBLISHER, username="publisher")
    for number, (name, act) in enumerate(ACTS.items()):
        live, other = make_organization(slug=f"a-{number}"), make_organization(slug=f"b-{number}")
        base = fresh_document(live)
        proposal = propose(live, base | {"name_nl": "Nieuw"}, base=base, by=editor)
        change = Change(proposal, live, other, fingerprint(proposal, live))
        by = editor if name == "withdraw" else publisher
        with transaction.atomic():
            entry = lock_entry(Organization, live.pk)
            assert entry is not None
            acting = begun(pool, partial(act, change, by))
            propose(entry, base | {"name_nl": "Nieuwer"}, base=base, by=editor, proposal=proposal)
            entry.save()
        assert isinstance(acting.exception(), StaleError | None), name


def test_of_two_loads_at_once_the_second_waits_and_finds_it_done(
    pool: ThreadPoolExecutor, content_folder: ContentFolder
) -> None:
    with one_at_a_time():
        loading = begun(pool, content_folder.load)
        assert not loading.done()
        assert content_folder.load().added
    assert loading.result().unchanged  # type: ignore[attr-defined]
    assert not loading.result().added  # type: ignore[attr-defined]


def test_of_two_migrations_at_once_the_second_waits(pool: ThreadPoolExecutor) -> None:
    with one_at_a_time():
        migrating = begun(pool, lambda: call_command("migrate", verbosity=0))
        assert not migrating.done()
    assert migrating.exception() is None
