"""The whole site, served as it is in production, with its starter content.

For tests that drive a browser and for the programs that judge the site from outside. It has a
database and a server of its own, so they meet what a visitor meets, and touch nothing else.
"""

import gzip
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
ELSEWHERE = "https://weather.example/"
"""Where "leave quickly" leads here; nothing outside this machine is ever asked."""

FILL = ("migrate", "load_content")
FINISH = ("editions build", "collectstatic --no-input")
IN_ONE_PROCESS = """
import sys
import django
from django.core.management import call_command

django.setup()
for command in sys.argv[1:]:
    call_command(*command.split())
"""
"""What runs commands of Django one after another: to start costs more than most of them."""

DATABASE = "site.sqlite3"
SITE = "wegwijzer.wsgi"
CLOCKED_SITE = "tools.clocked_site"
"""What gunicorn serves: the site itself, or one whose clock a request may set."""

MOMENT_HEADER = "X-Moment"
"""By which a request sets that clock: a moment in the form of ISO 8601, with its time zone."""

SECONDS_TO_START = 60
LINK = re.compile(r'\s(?:href|src)="(/[^"#?]*)')
STARTS = ("/nl/", "/en/", "/sitemap.xml", "/robots.txt", "/.well-known/security.txt")


@dataclass(frozen=True, slots=True)
class ServedPage:
    """What the server sent for one URL."""

    path: str
    status: int
    headers: dict[str, str]
    text: str
    bytes_sent: int
    links: list[str] = field(default_factory=list)


class SiteNotReadyError(RuntimeError):
    """The site cannot be served here; the message says what to do."""


def environment(state: Path, **settings: str) -> dict[str, str]:
    """Return the environment of ``make run`` with a database and static files in one folder."""
    return {
        **{name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        "WEGWIJZER_ENVIRONMENT": "local",
        "SECRET_KEY": "only for tests, where nothing is signed that lasts",
        "STATE_DIR": str(state),
        "DATABASE_URL": f"sqlite:///{state / DATABASE}",
        "QUICK_EXIT_URL": ELSEWHERE,
        "WEB_CONCURRENCY": "1",
        "EDITIONS_WATCHER": "apart",
        **settings,
    }


def prepare(state: Path, fill: Callable[[Path], None] | None = None, /, **settings: str) -> None:
    """Migrate, load the starter content, make its edition and collect the static files.

    With ``fill`` the database comes from there: it is given the path of a SQLite file to write.
    Raise SiteNotReadyError if the style sheet is not built.
    """
    if not (ROOT / "build" / "static" / "site.css").exists():
        raise SiteNotReadyError("The style sheet is not built: run `npm run build`.")
    state.mkdir()
    if fill:
        fill(state / DATABASE)
    subprocess.run(
        [sys.executable, "-c", IN_ONE_PROCESS, *(() if fill else FILL), *FINISH],
        cwd=ROOT,
        env=environment(state, DJANGO_SETTINGS_MODULE="wegwijzer.settings", **settings),
        check=True,
        stdout=subprocess.DEVNULL,
    )


@contextmanager
def serving(state: Path, log: Path, application: str = SITE, **settings: str) -> Iterator[str]:
    """Serve the site on a free port until the end, and give its URL."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"],
            cwd=ROOT,
            env=environment(state, **{"SITE_URL": url, **settings}),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(port, log)
            yield url
        finally:
            server.terminate()
            server.wait(timeout=20)


@contextmanager
def serving_fresh_site(application: str = SITE, **settings: str) -> Iterator[str]:
    """Prepare and serve the site in a folder that is gone at the end, and give its URL."""
    with TemporaryDirectory(prefix="served-") as folder:
        state = Path(folder, "state")
        prepare(state)
        with serving(state, Path(folder, "server.log"), application, **settings) as url:
            yield url


def free_port() -> int:
    """Return a port of this machine on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, log: Path) -> None:
    """Wait until the server answers, or fail with what it wrote."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    raise SiteNotReadyError(f"The site did not start:\n{log.read_text()}")


def walk(
    url: str, extra: tuple[str, ...] = (), leave_out: Callable[[str], bool] = lambda path: False
) -> dict[str, ServedPage]:
    """Ask for every page that the site links to, and for a few more, by path."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
    pages: dict[str, ServedPage] = {}
    waiting = [*STARTS, *extra]
    while waiting:
        path = waiting.pop()
        if path in pages or path.startswith("/admin/") or leave_out(path):
            continue
        pages[path] = page = fetch(connection, path)
        waiting += page.links
    connection.close()
    return pages


def fetch(connection: HTTPConnection, path: str) -> ServedPage:
    """Ask for one URL as a browser does, compressed."""
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    body = response.read()
    headers = {name.lower(): value for name, value in response.getheaders()}
    is_compressed = headers.get("content-encoding") == "gzip"
    content = gzip.decompress(body) if is_compressed else body
    is_text = headers.get("content-type", "").startswith(("text/", "application/xml"))
    text = content.decode() if is_text else ""
    links = sorted(set(LINK.findall(text)))
    return ServedPage(path, response.status, headers, text, len(body), links)
