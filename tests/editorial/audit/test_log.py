"""The log only grows, whoever asks the database, and knows names of fields, never values."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from editorial.accounts.roles import Role
from editorial.audit.append_only import protection, protection_lifted
from editorial.audit.log import acting_as, record_event
from editorial.models import AuditAction, AuditEvent, User
from editorial.versioning import triggers
from tests.people import account, at_the_desk

pytestmark = pytest.mark.django_db


def run(sql: str) -> Callable[[], None]:
    def execute() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    return execute


ATTEMPTS = {
    "update one": lambda: AuditEvent.objects.update(actor="nobody"),
    "delete all": lambda: AuditEvent.objects.all().delete(),
    "raw delete": lambda: AuditEvent.objects.all()._raw_delete("default"),
    "update by hand": run("UPDATE editorial_auditevent SET actor = 'nobody'"),
    "delete by hand": run("DELETE FROM editorial_auditevent"),
    "replace by hand": run(
        "INSERT INTO editorial_auditevent SELECT * FROM editorial_auditevent"
        " ON CONFLICT (id) DO UPDATE SET actor = 'nobody'"
        if connection.vendor == "postgresql"
        else "REPLACE INTO editorial_auditevent SELECT * FROM editorial_auditevent"
    ),
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_nothing_changes_or_removes_an_event(attempt: Callable[[], object]) -> None:
    record_event(AuditAction.CHANGED, actor="anna")
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        attempt()
    assert AuditEvent.objects.get().actor == "anna"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has TRUNCATE")
def test_the_log_is_not_emptied_at_once() -> None:
    record_event(AuditAction.CHANGED, actor="anna")
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        run("TRUNCATE editorial_auditevent")()
    assert AuditEvent.objects.exists()


def test_an_event_is_never_saved_again() -> None:
    event = record_event(AuditAction.CHANGED, actor="anna")
    event.actor = "nobody"
    with pytest.raises(DatabaseError), transaction.atomic():
        event.save()
    with pytest.raises(TypeError):
        event.delete()


def test_every_migrate_puts_the_protection_back() -> None:
    expected = list(protection(connection.vendor))
    assert triggers.missing(connection, expected) == []
    triggers.remove(connection, expected)
    assert triggers.missing(connection, expected) == expected
    call_command("migrate", verbosity=0)
    assert triggers.missing(connection, expected) == []


def test_old_events_go_by_one_command_only_and_it_says_so() -> None:
    for days in (1, 300, 1000):
        AuditEvent.objects.create(
            action=AuditAction.CHANGED, happened_at=timezone.now() - timedelta(days=days)
        )
    call_command("shorten_audit_log", keep_days=365, verbosity=0)
    kept = AuditEvent.objects.order_by("pk").values_list("action", "object_key")
    assert [action for action, _key in kept] == [
        AuditAction.CHANGED,
        AuditAction.CHANGED,
        AuditAction.LOG_SHORTENED,
    ]
    assert kept[2][1].startswith("1 events before")
    assert triggers.missing(connection, protection(connection.vendor)) == []


def test_half_a_year_is_always_kept() -> None:
    with pytest.raises(CommandError, match="180"):
        call_command("shorten_audit_log", keep_days=179)


def test_a_failure_while_the_protection_is_lifted_puts_it_back() -> None:
    record_event(AuditAction.CHANGED, actor="anna")

    def fail_half_way() -> None:
        with protection_lifted():
            AuditEvent.objects.all().delete()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    assert AuditEvent.objects.exists()
    assert triggers.missing(connection, protection(connection.vendor)) == []


def test_the_log_outlives_the_account() -> None:
    user = account(Role.EDITOR, username="anna")
    record_event(AuditAction.CHANGED, actor=user)
    user.delete()
    assert AuditEvent.objects.filter(actor="anna").exists()


def test_a_change_of_roles_is_logged_from_either_side() -> None:
    user = account(username="anna")
    editors, publishers = (Group.objects.get(name=role) for role in (Role.EDITOR, Role.PUBLISHER))
    with acting_as("boss"):
        user.groups.set([editors])
        publishers.user_set.add(user)
        user.groups.remove(editors)
        user.groups.clear()
    logged = AuditEvent.objects.order_by("pk").values_list(
        "action", "actor", "object_key", "fields"
    )
    assert list(logged) == [
        (AuditAction.ROLE_GIVEN, "boss", "anna", ["editor"]),
        (AuditAction.ROLE_GIVEN, "boss", "anna", ["publisher"]),
        (AuditAction.ROLE_TAKEN, "boss", "anna", ["editor"]),
        (AuditAction.ROLE_TAKEN, "boss", "anna", ["publisher"]),
    ]


def test_a_change_at_the_desk_logs_the_names_of_fields_and_no_value() -> None:
    client = at_the_desk(Role.ADMINISTRATOR, username="boss")
    user = account(Role.EDITOR, username="anna")
    client.post(
        reverse("admin:editorial_user_change", args=[user.pk]),
        {
            "username": "anna",
            "first_name": "Johanna",
            "last_name": "",
            "email": "secret@example.org",
            "groups": [group.pk for group in user.groups.all()],
            "is_active": "on",
        },
    )
    assert User.objects.get(pk=user.pk).first_name == "Johanna"
    event = AuditEvent.objects.get(action=AuditAction.CHANGED)
    assert (event.actor, event.object_label, event.object_key) == ("boss", "editorial.User", "anna")
    assert event.fields == ["email", "first_name"]
    assert not AuditEvent.objects.filter(object_key__contains="secret@").exists()


def test_only_an_administrator_reads_the_log_and_nobody_writes_it() -> None:
    event = record_event(AuditAction.CHANGED, actor="anna")
    addresses = {
        "list": reverse("admin:editorial_auditevent_changelist"),
        "one": reverse("admin:editorial_auditevent_change", args=[event.pk]),
    }
    for role, status in ((Role.EDITOR, 403), (Role.PUBLISHER, 403), (Role.ADMINISTRATOR, 200)):
        client = at_the_desk(role)
        assert {client.get(address).status_code for address in addresses.values()} == {status}
        for name in ("add", "change", "delete"):
            args = [] if name == "add" else [event.pk]
            address = reverse(f"admin:editorial_auditevent_{name}", args=args)
            assert client.post(address, {"post": "yes", "actor": "x"}).status_code == 403
    assert AuditEvent.objects.get(pk=event.pk).actor == "anna"


def test_the_page_of_the_log_asks_as_much_of_the_database_for_many_events_as_for_few() -> None:
    client = at_the_desk(Role.ADMINISTRATOR)
    address = reverse("admin:editorial_auditevent_changelist")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    few = queries()
    for number in range(60):
        record_event(AuditAction.CHANGED, actor=f"someone {number}")
    assert queries() == few <= 20


def test_a_visitor_never_reaches_the_log(client: Client) -> None:
    assert client.get(reverse("admin:editorial_auditevent_changelist")).status_code == 302
