"""The HTTP server: found by gunicorn in the folder it starts in, for `make run` and the image."""

import os
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from gunicorn.glogging import Logger
from gunicorn.workers.base import Worker

from wegwijzer.private_logs import FormatterWithoutVisitor


def post_fork(server: object, worker: Worker) -> None:
    """Let a process read the editions before it serves: a thread does not outlive a fork."""
    from django.conf import settings  # noqa: PLC0415 - ready when the site is loaded

    from editorial.editions.current import start_reading  # noqa: PLC0415 - as above

    if settings.HAS_VISITORS:
        start_reading()


def post_worker_init(worker: Worker) -> None:
    """Keep the URL of a request, which says what somebody asked, out of what a worker writes.

    Only now: what keeps the site from starting is written in full, and no request was read yet.
    """
    for handler in worker.log.error_log.handlers:
        handler.setFormatter(FormatterWithoutVisitor(Logger.error_fmt, Logger.datefmt))


bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")

worker_class = "wegwijzer.http_server.BufferingWorker"

# A process has its own snapshot and search index; threads of one process share them.
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = int(os.environ.get("WEB_THREADS") or 4)

# The code is read once, before the processes are made: two that each read it needed twice the time
# to start, and one that was killed comes back as soon as it has read the edition. New code takes a
# new start.
preload_app = True

# Whatever a process has gathered in its memory goes with it; the other answers meanwhile.
max_requests, max_requests_jitter = 20_000, 5_000

# Docker kills after 10 seconds what has not stopped; half a request would hold it for 30.
graceful_timeout = 8

# It would be made in the home folder, which in the image nobody may write to, and nothing asks it.
control_socket_disable = True

# Requests are not logged at all, and a warning would name the IP address of a bad one.
accesslog = None
errorlog = "-"
loglevel = "error"

WATCH = """
while sleep 2; kill -0 "$0" 2>/dev/null; do "$1" manage.py editions watch --parent "$0"; done
"""
"""Watch as long as the server lives, and begin again whenever that has ended."""

_watching: list[subprocess.Popen[bytes]] = []


def on_starting(server: object) -> None:
    """Write no memory to a disk when a process crashes: what somebody asked is in it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def when_ready(server: object) -> None:
    """Start the process that makes the editions, unless it has a place of its own."""
    makes_none = os.environ.get("WEGWIJZER_ROLE") == "public"
    if makes_none or os.environ.get("EDITIONS_WATCHER") == "apart":
        return
    command = ["nice", "sh", "-c", WATCH, str(os.getpid()), sys.executable]
    folder = Path(__file__).resolve().parent
    # The command is ours, and nothing of a visitor is in it.
    process = subprocess.Popen(command, cwd=folder, start_new_session=True)  # noqa: S603 - as said
    _watching.append(process)


def on_exit(server: object) -> None:
    """End it with the server."""
    for process in _watching:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
