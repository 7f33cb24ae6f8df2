"""Log what broke and where, and nothing of the visitor who met it."""

import logging
import traceback
from types import TracebackType

ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class FormatterWithoutVisitor(logging.Formatter):
    """Write a traceback without the messages of its exceptions.

    A message may quote what was typed: a database, for one, repeats the value that it refuses. The
    kinds of the exceptions and the lines of code are enough to find a fault.
    """

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another formatter's text stays on the record, with its messages
        return super().format(record)

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - the name of logging
        error = ei[1]
        if error is None:
            return ""
        lines: list[str] = []
        for cause in reversed(list(_causes(error))):
            lines += traceback.format_tb(cause.__traceback__)
            lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}\n")
        return "".join(lines).rstrip()


def _causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in found:
        found.append(current)
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    return found
