"""Whatever breaks and whatever is asked, no line of any log holds what came with a request.

The site is served as in production and as on a machine of one's own, each on a database of a
PostgreSQL that loses its tables, then refuses them, then is stopped. Every line is read.
"""

import re
import socket
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
import yaml
from psycopg import sql

from tests.test_repository import ROOT, read
from tools.served_site import environment, serving
from tools.with_postgresql import postgresql

pytestmark = [pytest.mark.served]

Asked = tuple[str, str, dict[str, str], bytes]

SECRET = "zeergeheim"
SECRET_ADDRESS = "203.0.113.9"
CODE = f"k3vq7m{SECRET}2a"
HEADERS = {
    "Accept-Language": f"nl,{SECRET}",
    "Referer": f"https://zoek.example/?q={SECRET}",
    "User-Agent": f"{SECRET}/1.0",
    "X-Forwarded-For": SECRET_ADDRESS,
}
COOKIES = {"Cookie": f"sessionid={SECRET}; csrftoken={SECRET}"}
FORM = "application/x-www-form-urlencoded"
ASKED: list[Asked] = [
    *[
        ("GET", path, {}, b"")
        for path in (
            "/nl/",
            "/readyz",
            f"/nl/?q={SECRET}",
            f"/nl/wegwijzer/{CODE}/",
            f"/en/signpost/{CODE}/?place={SECRET}",
            f"/nl/wegwijzer/{CODE}",
            f"/nl/wegwijzer/antwoord/?place={SECRET}&question=1",
            f"/nl/hulp/?q={SECRET}&need=shelter",
            f"/nl/hulp/{SECRET}/",
            f"/nl/organisaties/{SECRET}/",
            f"/nl/rechten/?age={SECRET}",
            f"/nl/gemeenten/{SECRET}/",
            f"/nl/bevestigen/?link={SECRET}",
            f"/nl/klopt-niet/service/{SECRET}/",
            f"/admin/account/welcome/MQ/{SECRET}-0123456789abcdef/",
            f"/admin/directory/service/{SECRET}/change/?q={SECRET}",
            f"/{SECRET}/wp-login.php?x={SECRET}",
            f"/nl/%00{SECRET}%ff/",
            f"/nl/hulp/?{'&'.join(f'{SECRET}{number}=1' for number in range(2_001))}",
        )
    ],
    ("GET", f"/nl/wegwijzer/{CODE}/", COOKIES, b""),
    ("GET", f"/admin/directory/service/{SECRET}/change/", COOKIES, b""),
    ("GET", "/nl/hulp/", {"Host": f"{SECRET}.example"}, b""),
    ("GET", "/nl/hulp/", {"Host": f"{SECRET}:x y"}, b""),
    ("PUT", f"/nl/wegwijzer/{CODE}/?q={SECRET}", {}, b""),
    ("POST", f"/nl/klopt-niet/service/{SECRET}/", {"Content-Type": FORM}, f"a={SECRET}".encode()),
    (
        "POST",
        f"/nl/bevestigen/?link={SECRET}",
        {
            "Content-Type": f"multipart/form-data; boundary={SECRET}",
            "Sec-Fetch-Site": "same-origin",
        },
        f"--{SECRET}\r\n{SECRET}".encode(),
    ),
    ("POST", "/admin/account/sign-in/", {"Content-Type": FORM}, f"login={SECRET}".encode()),
]
UNREADABLE = [
    f"GET /nl/hulp/?q={SECRET}{'a' * 200_000} HTTP/1.1\r\nHost: localhost\r\n\r\n",
    f"GET /nl/{SECRET}/ HTTP/1.1\r\nCookie: {SECRET}{'a' * 200_000}\r\n\r\n",
    f"{SECRET} {SECRET} {SECRET}\r\n\r\n",
]
PRODUCTION = {
    "WEGWIJZER_ENVIRONMENT": "production",
    "SECRET_KEY": "only for tests, where nothing is signed that lasts " * 2,
    "SITE_URL": "https://wegwijzer.example",
    "ALLOWED_HOSTS": "127.0.0.1",
    "SITE_OWNER": "Somebody",
}
ENVIRONMENTS = {"site0": PRODUCTION, "site1": {"WEGWIJZER_ENVIRONMENT": "local"}}
TABLES_AT_ONCE = """
import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

django.setup()
written = [*MigrationLoader(None).disk_migrations]
settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
call_command("migrate", run_syncdb=True, verbosity=0)
for app, name in written:
    MigrationRecorder(connection).record_applied(app, name)
"""
"""What makes the tables as they are now, in a third of the time of all migrations.

Rows that a migration writes are not in them.
"""

OPTION = re.compile(r'<(?:input|button)[^>]*\sname="([^"]+)"[^>]*\svalue="([^"]*)"')
CODE_IN_PATH = re.compile(r"/nl/wegwijzer/([a-z2-7]{10,})/")
IP_ADDRESS = re.compile(r"\d+\.\d+\.\d+\.\d+")


@dataclass(frozen=True)
class Answer:
    """What a site answered, with its text."""

    status: int
    text: str
    location: str


def ask(site: str, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
    """Send what is asked as it is, as a proxy does that ends TLS."""
    connection = HTTPConnection(urlsplit(site).netloc, timeout=30)
    connection.putrequest(method, path, skip_host="Host" in headers)
    length = {"Content-Length": str(len(body))} if body else {}
    for name, value in {**HEADERS, "X-Forwarded-Proto": "https", **length, **headers}.items():
        connection.putheader(name, value)
    connection.endheaders(body or None)
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return Answer(response.status, text, response.getheader("Location", ""))


def send(site: str, request: str) -> int:
    """Send what is no request at all, and return the status of the answer."""
    server = urlsplit(site)
    with socket.create_connection((server.hostname, server.port), timeout=30) as client:
        client.sendall(request.encode())
        response = HTTPResponse(client)
        response.begin()
        return response.status


def codes_of(site: str) -> set[str]:
    """Answer the first question of the signpost, and return the code of where that leads."""
    page = ask(site, "GET", "/nl/wegwijzer/", {}, b"")
    name, value = OPTION.findall(page.text)[-1]
    headers = {"Content-Type": FORM, "Sec-Fetch-Site": "same-origin"}
    answer = ask(site, "POST", "/nl/wegwijzer/", headers, f"{name}={value}".encode())
    return set(CODE_IN_PATH.findall(answer.location + answer.text))


def statuses_of_all(sites: list[str], codes: set[str]) -> set[int]:
    """Ask all sites for everything, and return the statuses that were met."""
    real: list[Asked] = [("GET", f"/nl/wegwijzer/{code}/", {}, b"") for code in codes]
    headers = {"Content-Type": FORM, "Sec-Fetch-Site": "same-origin"}
    posted: list[Asked] = [("POST", path, headers, b"x=1") for _, path, _, _ in real]
    asked = [*ASKED, *real, *posted]
    met = {ask(site, *one).status for site in sites for one in asked}
    return met | {send(site, request) for site in sites for request in UNREADABLE}


def prepare(administrator: psycopg.Connection, state: Path, url: str) -> None:
    """Give PostgreSQL its settings of compose.yaml, and each site an empty database of its own."""
    command = yaml.safe_load(read("compose.yaml"))["services"]["database"]["command"]
    for setting in command[2::2]:
        name, value = setting.split("=")
        statement = sql.SQL("ALTER SYSTEM SET {} = {}")
        administrator.execute(statement.format(sql.Identifier(name), sql.Literal(value)))
    administrator.execute("SELECT pg_reload_conf()")
    administrator.execute("CREATE DATABASE site0")
    subprocess.run(
        [sys.executable, "-c", TABLES_AT_ONCE],
        cwd=ROOT,
        env=environment(
            state,
            DATABASE_URL=of_site(url, "site0"),
            DJANGO_SETTINGS_MODULE="wegwijzer.settings",
        ),
        check=True,
    )
    administrator.execute("CREATE DATABASE site1 TEMPLATE site0")


def of_site(url: str, name: str) -> str:
    return f"{url.removesuffix('/postgres')}/{name}"


def lose_tables(url: str) -> None:
    for name in ENVIRONMENTS:
        with psycopg.connect(of_site(url, name), autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")


def refuse(administrator: psycopg.Connection) -> None:
    for name in ENVIRONMENTS:
        statement = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false")
        administrator.execute(statement.format(sql.Identifier(name)))
    administrator.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'site%'"
    )


def test_no_line_of_any_log_holds_what_came_with_a_request(
    served_state: Path, tmp_path: Path
) -> None:
    logs = {name: tmp_path / f"{name}.log" for name in ENVIRONMENTS}
    with ExitStack() as servers, ExitStack() as database:
        url = database.enter_context(postgresql())
        with psycopg.connect(url, autocommit=True) as administrator:
            prepare(administrator, served_state, url)
            sites = [
                servers.enter_context(
                    serving(served_state, logs[name], **settings, DATABASE_URL=of_site(url, name))
                )
                for name, settings in ENVIRONMENTS.items()
            ]
            codes = set.union(*(codes_of(site) for site in sites))
            assert codes
            assert statuses_of_all(sites, codes) >= {200, 302, 400, 403, 404, 405, 414, 431}
            assert {log.read_text() for log in logs.values()} == {""}
            lose_tables(url)
            assert 503 in statuses_of_all(sites, codes)
            refuse(administrator)
            assert 503 in statuses_of_all(sites, codes)
            [(folder,)] = administrator.execute("SHOW data_directory")
            of_database = Path(folder, "log").read_text()
        database.close()
        assert 503 in statuses_of_all(sites, codes)

    for log in logs.values():
        written = log.read_text()
        assert "The database does not answer." in written
        assert "The database is older than the code" in written
        assert not IP_ADDRESS.search(written)
    assert "does not exist" in of_database
    everything = "".join(log.read_text() for log in logs.values()) + of_database
    for secret in (SECRET, SECRET_ADDRESS, *codes):
        assert secret not in everything.lower()
