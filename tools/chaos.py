"""Break what is behind the site while visitors read it, and count who noticed: ``make chaos``.

The production server reads a real PostgreSQL through a relay that can be cut or frozen. Every row
of the table is one fault under the load of a busy hour: what was asked, what failed, how slow the
slowest answers were.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from tests.bench.over_http import HEADERS, busy_hour, children, pages_of
from tools.relay import Relay
from tools.served_site import environment, prepare, serving
from tools.with_postgresql import postgresql

SECONDS = 60
VISITORS = 4
SECONDS_BETWEEN = 0.1
"""Each visitor asks ten times a second: as much as one processor answers beside the rest."""

SECONDS_TO_SERVE = 3
MAX_SLOWDOWN = 2


@dataclass(slots=True)
class Visits:
    """What visitors met: seconds an answer took, and what failed."""

    times: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def slowest_but_one_in_a_hundred(self) -> float:
        """Return the 99th percentile in milliseconds."""
        return 1000 * quantiles(self.times, n=100)[-1]


@contextmanager
def visitors(url: str) -> Iterator[Visits]:
    """Let visitors read the site until the end of the block."""
    visits, is_over = Visits(), threading.Event()
    pages = pages_of(url)
    threads = [
        threading.Thread(target=_read, args=(url, busy_hour(pages, seed), visits, is_over))
        for seed in range(VISITORS)
    ]
    for thread in threads:
        thread.start()
    try:
        yield visits
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


def _read(url: str, paths: Iterator[str], visits: Visits, is_over: threading.Event) -> None:
    while not is_over.wait(SECONDS_BETWEEN):
        path, begin = next(paths), time.perf_counter()
        connection = HTTPConnection(urlsplit(url).netloc, timeout=20)
        try:
            connection.request("GET", path, headers=HEADERS)
            response = connection.getresponse()
            response.read()
            if response.status == 200:
                visits.times.append(time.perf_counter() - begin)
            else:
                visits.failures.append(f"{response.status} {path.partition('?')[0]}")
        except (OSError, HTTPException) as error:
            visits.failures.append(f"{type(error).__name__} {path.partition('?')[0]}")
        finally:
            connection.close()


def show(name: str, visits: Visits, note: str = "") -> None:
    """Print one row, and the kinds of what failed."""
    asked = len(visits.times) + len(visits.failures)
    print(
        f"{name:<46} asked {asked:>5}  failed {len(visits.failures):>4}"
        f"  p99 {visits.slowest_but_one_in_a_hundred:>6.0f} ms  {note}",
        flush=True,
    )
    for failure in sorted(set(visits.failures)):
        print(f"    {visits.failures.count(failure)} x {failure}", flush=True)


def during(name: str, url: str, fault: Callable[[], object], mended: Callable[[], object]) -> None:
    """Show what visitors meet while something is broken, and for five seconds after."""
    with visitors(url) as visits:
        fault()
        time.sleep(SECONDS)
        mended()
        time.sleep(5)
    show(name, visits)


def main() -> None:
    """Run every fault, first those of PostgreSQL, then those of the disk."""
    with postgresql() as database_url, TemporaryDirectory(prefix="chaos-") as folder:
        faults_of_the_database(Path(folder), database_url)
    with TemporaryDirectory(prefix="chaos-") as folder:
        faults_of_the_disk(Path(folder))


def faults_of_the_database(folder: Path, database_url: str) -> None:
    """Stop, freeze and start again the database; publish; kill, roll over and start workers."""
    socket_folder = unquote(urlsplit(database_url.replace("@", "@x/", 1)).path.split("/")[1])
    with Relay(f"{socket_folder}/.s.PGSQL.5432") as relay:
        state, log = folder / "state", folder / "server.log"
        settings = {
            "DATABASE_URL": f"postgresql://postgres@127.0.0.1:{relay.port}/postgres",
            "WEB_CONCURRENCY": "2",
            "EDITIONS_WATCHER": "beside",
        }
        prepare(state, **settings)
        with serving(state, log, **settings) as url:
            publishing(url, state, settings)
            during("the database is stopped", url, relay.cut, relay.restore)
            during("the database is frozen", url, relay.freeze, relay.restore)
            relay.cut()
            workers(url)
            relay.restore()
        relay.cut()
        starting("a start without a database", state, log, **settings)
        relay.restore()


def publishing(url: str, state: Path, settings: dict[str, str]) -> None:
    """Compare readers while nothing happens with readers while editions are made."""
    with visitors(url) as before:
        time.sleep(SECONDS / 2)
    show("nothing", before)
    with visitors(url) as while_published:
        end = time.monotonic() + SECONDS / 2
        while time.monotonic() < end:
            _change_something(state, settings)
            time.sleep(5)
    ratio = while_published.slowest_but_one_in_a_hundred / before.slowest_but_one_in_a_hundred
    show("changes are published", while_published, f"p99 {ratio:.1f} x   <= {MAX_SLOWDOWN}")


def _change_something(state: Path, settings: dict[str, str]) -> None:
    code = (
        "from directory.models import Service; import time;"
        "Service.objects.filter(pk=Service.objects.first().pk)"
        ".update(alert_nl=f'{time.time():.0f}')"
    )
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", code]
    subprocess.run(
        command, env=environment(state, **settings), check=True, stdout=subprocess.DEVNULL
    )


def workers(url: str) -> None:
    """Kill a worker, and roll all of them over, while there is no database."""
    [server, *_] = children(os.getpid())
    with visitors(url) as visits:
        time.sleep(2)
        os.kill(_workers(server)[0], signal.SIGKILL)
        time.sleep(SECONDS / 4)
    show("a worker is killed, without a database", visits, f"<= {VISITORS} in flight")
    with visitors(url) as visits:
        time.sleep(2)
        os.kill(server, signal.SIGHUP)
        time.sleep(SECONDS / 4)
    show("workers are rolled over, without a database", visits)


def _workers(server: int) -> list[int]:
    return [
        one for one in children(server) if b"gunicorn" in Path(f"/proc/{one}/cmdline").read_bytes()
    ]


def starting(name: str, state: Path, log: Path, **settings: str) -> None:
    """Start the server while something is broken, and see when it answers."""
    begin = time.monotonic()
    with serving(state, log, **settings) as url:
        seconds = time.monotonic() - begin
        with visitors(url) as visits:
            time.sleep(SECONDS / 4)
        show(name, visits, f"after {seconds:.1f} s   <= {SECONDS_TO_SERVE}")


def faults_of_the_disk(folder: Path) -> None:
    """Lock SQLite, fill the disk, and make it read-only: the last two need the right to mount."""
    disk, log = folder / "disk", folder / "server.log"
    state, is_mounted = disk / "state", _mount(disk)
    prepare(state)
    try:
        with serving(state, log, EDITIONS_WATCHER="beside") as url:
            lock_sqlite(url, state)
            if is_mounted:
                filled = disk / "filled"
                during("the disk is full", url, lambda: _fill(filled), filled.unlink)
        if is_mounted:
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
            starting("a start from a read-only disk", state, log, EDITIONS_WATCHER="beside")
        else:
            print("a disk that is full or read-only: not tried, it takes the right to mount")
    finally:
        if is_mounted:
            subprocess.run(["umount", "--lazy", str(disk)], check=True)


def lock_sqlite(url: str, state: Path) -> None:
    """Hold the lock of whoever writes, as a long import would."""
    with closing(sqlite3.connect(state / "site.sqlite3", isolation_level=None)) as database:
        during(
            "SQLite is locked",
            url,
            lambda: database.execute("BEGIN EXCLUSIVE"),
            lambda: database.execute("ROLLBACK"),
        )


def _mount(folder: Path) -> bool:
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256m", "none", str(folder)]
    return subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 0


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(1 << 20))


if __name__ == "__main__":
    SECONDS = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    main()
