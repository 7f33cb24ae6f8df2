"""The site at the moment that a request names: for tests of what changes with the clock.

    gunicorn tools.clocked_site

Whoever names none gets what `wegwijzer.wsgi` gives. Only developers have time-machine, so no image
can start it.
"""

from collections.abc import Iterable
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING

import time_machine

from tools.served_site import MOMENT_HEADER
from wegwijzer.wsgi import application as site

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

_IN_ENVIRON = f"HTTP_{MOMENT_HEADER.upper().replace('-', '_')}"
_one_at_a_time = Lock()


def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """Answer as the site does then; the clock of a process is one, so nobody else is answered."""
    moment = environ.get(_IN_ENVIRON)
    if moment is None:
        return site(environ, start_response)
    with _one_at_a_time, time_machine.travel(datetime.fromisoformat(moment), tick=False):
        return site(environ, start_response)
