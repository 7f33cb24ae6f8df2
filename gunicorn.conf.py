"""The HTTP server: found by gunicorn in the folder it starts in, for `make run` and the image."""

import os
from typing import Any

from gunicorn.glogging import Logger
from gunicorn.http import message


class PrivateLogger(Logger):
    """Keep the address of a request, which says what somebody searched for, out of an error."""

    def exception(self, msg: object, *args: object, **kwargs: Any) -> None:
        super().exception("Error while handling a request" if args else msg, **kwargs)


bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")

# A process has its own snapshot and search index; threads of one process share them.
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))

# Ten thousand characters pasted into the search are 120,000 bytes when percent-encoded. gunicorn
# lowers every limit to its own constant of 8,190, and with 0 it has none at all: 3 MB went through.
limit_request_line = 131_072
message.MAX_REQUEST_LINE = limit_request_line  # type: ignore[misc]

# It would be made in the home folder, which in the image nobody may write to, and nothing asks it.
control_socket_disable = True

# Requests are not logged at all, and a warning would name the IP address of a bad one.
accesslog = None
errorlog = "-"
loglevel = "error"
logger_class = PrivateLogger
