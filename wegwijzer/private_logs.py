"""Log what broke and where, and nothing of the visitor who met it.

A URL tells what somebody asked: the signpost's holds every answer as a code, a link to confirm or
to get in holds its token. So a log line is made of what stands in the code, and of nothing that
came in with a request.
"""

import logging
import re
import traceback
import warnings
from collections.abc import Mapping
from copy import copy
from datetime import UTC, datetime
from http import HTTPStatus
from types import TracebackType

ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)

LEFT_OUT = "***"
NO_ROUTE = "no route"
NAMES_OF_STATUSES = frozenset(status.phrase for status in HTTPStatus)
MIN_TOKEN = 8
MAX_WORD = 24
FROM_OUTSIDE = re.compile(
    rf"""
      \S{{{MAX_WORD + 1},}}  # too long for a word; tried first, so that the rest stays cheap
    | '[^']*' | "[^"]*"                                   # what is quoted was given
    | \S*(?:[/\\?=&@%]|[a-z]\.\w|(?:\d+\.){{2}}|:\S*:)\S*  # a path, query, host or IP address
    | \b(?=\w*\d)(?=\w*[^\W\d])\w{{{MIN_TOKEN},}}          # a code or token
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What a message may have been given before it was logged; too much is better than too little."""


class FormatterWithoutVisitor(logging.Formatter):
    """Write a message without what was filled in, its route, and a traceback without messages.

    Of what is filled in, numbers and the names of classes and statuses stay. Whatever logger a
    message comes through, and whoever wrote it, the rest is left out: a path, a host, a name.
    Instead of the path of a request stands the route that it took, as ``urls.py`` has it.

    The message of an exception may quote what was typed: a database, for one, repeats the value
    that it refuses. The kinds of the exceptions and the lines of code are enough to find a fault.

    The moment is in UTC and says so, whatever the zone of the machine.
    """

    def format(self, record: logging.LogRecord) -> str:
        private = copy(record)  # other handlers of the same record keep what they need
        private.msg, private.args = _message(record) + _route(record), None
        private.exc_text = None  # another formatter's text has the messages of exceptions
        return super().format(private)

    def formatTime(  # noqa: N802 - the name of logging
        self, record: logging.LogRecord, datefmt: str | None = None
    ) -> str:
        moment = datetime.fromtimestamp(record.created, tz=UTC)
        return moment.isoformat(timespec="milliseconds")

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - the name of logging
        error = ei[1]
        if error is None:
            return ""
        lines: list[str] = []
        for cause in reversed(list(_causes(error))):
            lines += traceback.format_tb(cause.__traceback__)
            lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}\n")
        return "".join(lines).rstrip()


def keep_visitors_out_of_stderr() -> None:
    """Log warnings without their texts, and a line that cannot be logged not at all.

    Python writes both to standard error with all that was filled in.
    """
    warnings.showwarning = _log_warning
    logging.raiseExceptions = False


def _log_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    *_: object,
    **__: object,
) -> None:
    logger = logging.getLogger("py.warnings")
    level = logging.WARNING
    logger.handle(logger.makeRecord(logger.name, level, filename, lineno, "%s", (category,), None))


def _message(record: logging.LogRecord) -> str:
    """Return the message as it stands in the code; also of one whose arguments do not fit."""
    if isinstance(record.msg, BaseException):
        return type(record.msg).__qualname__
    template = str(record.msg)
    try:
        filled_in = template % _shown_arguments(record.args) if record.args else template
    except (TypeError, ValueError, KeyError):
        filled_in = template
    return FROM_OUTSIDE.sub(LEFT_OUT, filled_in)


def _shown_arguments(
    arguments: tuple[object, ...] | Mapping[str, object],
) -> tuple[object, ...] | dict[str, object]:
    if isinstance(arguments, Mapping):
        return {name: _shown(value) for name, value in arguments.items()}
    return tuple(_shown(value) for value in arguments)


def _shown(value: object) -> object:
    if isinstance(value, int | float):
        return value
    if isinstance(value, BaseException):
        return type(value).__qualname__
    if isinstance(value, type):
        return value.__qualname__
    return value if isinstance(value, str) and value in NAMES_OF_STATUSES else LEFT_OUT


def _route(record: logging.LogRecord) -> str:
    """Return the status and route of the request that a record is about, or nothing."""
    request = getattr(record, "request", None)
    if request is None:
        return ""
    match = getattr(request, "resolver_match", None)
    status = getattr(record, "status_code", None)
    return f" ({f'{status}, ' if status else ''}{match.route if match else NO_ROUTE})"


def _causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in found:
        found.append(current)
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    return found
