"""The whole site, served as it is in production, with its starter content.

Made once for all workers of a test run: about 8 seconds, and as much for walking through it. It has
a database and a server of its own, so that a browser meets what a visitor meets, and a test that
drives one needs nothing of Django's database.
"""

import fcntl
import gzip
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.questions import MISTAKES, QUESTIONS

ROOT = Path(__file__).resolve().parents[1]
ELSEWHERE = "https://weather.example/"
"""Where "leave quickly" leads in a test; nothing outside this machine is ever asked."""

SECONDS_TO_START = 60
LINK = re.compile(r'\shref="(/[^"#?]*)')
STARTS = ("/nl/", "/en/", "/sitemap.xml", "/robots.txt", "/.well-known/security.txt")


@dataclass(frozen=True, slots=True)
class ServedPage:
    """What the server sent for one address."""

    path: str
    status: int
    headers: dict[str, str]
    text: str
    bytes_sent: int
    links: list[str] = field(default_factory=list)


def made_once(target: Path, make: Callable[[Path], None]) -> Path:
    """Return what ``make`` writes to a path; the other workers wait for the first one."""
    with target.with_name(f"{target.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.exists():
            unfinished = target.with_name(f"{target.name}.unfinished")
            make(unfinished)
            unfinished.rename(target)
    return target


def environment(state: Path, address: str = "http://127.0.0.1") -> dict[str, str]:
    """Return the environment of ``make run`` with a database and static files in one folder."""
    return {
        **{name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        "WEGWIJZER_ENVIRONMENT": "local",
        "SECRET_KEY": "only for tests, where nothing is signed that lasts",
        "STATE_DIR": str(state),
        "DATABASE_URL": f"sqlite:///{state / 'site.sqlite3'}",
        "SITE_URL": address,
        "QUICK_EXIT_URL": ELSEWHERE,
        "WEB_CONCURRENCY": "1",
    }


def prepare(state: Path) -> None:
    """Migrate, load the starter content and collect the static files in a folder."""
    if not (ROOT / "build" / "static" / "site.css").exists():
        pytest.fail("The style sheet is not built: run `npm run build`, or `make test`.")
    state.mkdir()
    for command in (["migrate"], ["load_content"], ["collectstatic", "--no-input"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment(state),
            check=True,
            stdout=subprocess.DEVNULL,
        )


@contextmanager
def serving(state: Path, log: Path) -> Iterator[str]:
    """Serve the site on a free port until the end, and give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "wegwijzer.wsgi", "--bind", f"127.0.0.1:{port}"],
            cwd=ROOT,
            env=environment(state, address),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(port, log)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


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
    pytest.fail(f"The site did not start:\n{log.read_text()}")


def walk(address: str, extra: tuple[str, ...] = ()) -> dict[str, ServedPage]:
    """Ask for every page that the site links to, and for a few more, by path."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
    pages: dict[str, ServedPage] = {}
    waiting = [*STARTS, *extra]
    while waiting:
        path = waiting.pop()
        if path in pages or path.startswith("/admin/"):
            continue
        pages[path] = page = fetch(connection, path)
        waiting += page.links
    connection.close()
    return pages


def fetch(connection: HTTPConnection, path: str) -> ServedPage:
    """Ask for one address as a browser does, compressed."""
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


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a folder that all workers of this run share."""
    folder = tmp_path_factory.getbasetemp()
    return folder if worker_id == "master" else folder.parent


@pytest.fixture(scope="session")
def site(shared_folder: Path, worker_id: str) -> Iterator[str]:
    """Serve the site with its starter content, and give its address."""
    state = made_once(shared_folder / "served", prepare)
    log = shared_folder / f"server-{worker_id}.log"
    with serving(state, log) as address:
        yield address
    assert log.read_text() == "", "The server wrote something: nothing should have gone wrong."


@pytest.fixture(scope="session")
def public_pages(shared_folder: Path, site: str) -> dict[str, ServedPage]:
    """Return every public page by its path, walked through once."""

    def write(path: Path) -> None:
        pages = [asdict(page) for page in walk(site, QUESTIONS + MISTAKES).values()]
        path.write_text(json.dumps(pages))

    stored = made_once(shared_folder / "pages.json", write)
    return {page["path"]: ServedPage(**page) for page in json.loads(stored.read_text())}


def chromium() -> str:
    """Return the path of the machine's Chromium; a missing one is a failure, never a skip."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.fail("There is no Chromium: install the package chromium, or name it in CHROMIUM.")
    return path
