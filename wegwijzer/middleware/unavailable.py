"""A database that cannot be reached is no fault of the page."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from wegwijzer.database_faults import NOT_MIGRATED, is_database_fault, is_older_than_the_code
from wegwijzer.errors import unavailable

logger = logging.getLogger("wegwijzer.unavailable")


class UnavailableMiddleware:
    """Answer with the page for a site that is away for a moment, which needs no database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if is_older_than_the_code(exception):
            logger.error(NOT_MIGRATED)
            return unavailable(request)
        if not is_database_fault(exception):
            return None
        logger.error("The database does not answer", exc_info=exception, extra={"request": request})
        return unavailable(request)
