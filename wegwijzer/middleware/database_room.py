"""Room for visitors while the database makes others wait."""

from collections.abc import Callable
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from wegwijzer.audiences import is_for_editors
from wegwijzer.errors import unavailable

IS_INSIDE = "wegwijzer.is_in_database_room"


class DatabaseRoomMiddleware:
    """Keep one thread of each process free of whatever may wait for the database.

    The desk, reports and confirmations wait for up to ten seconds if it hangs. An editor who tries
    again a few times would then make every visitor wait as well.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._room = BoundedSemaphore(max(1, settings.WEB_THREADS - 1))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_for_editors(request) and not self._enter(request):
            return unavailable(request)
        try:
            return self.get_response(request)
        finally:
            if request.META.pop(IS_INSIDE, False):
                self._room.release()

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Let a visitor's form in as well; where there is no room it is answered at once."""
        waits = request.method in getattr(view, "waits_for_database_on", ())
        needs_room = waits and not is_for_editors(request)
        return unavailable(request) if needs_room and not self._enter(request) else None

    def _enter(self, request: HttpRequest) -> bool:
        is_inside = self._room.acquire(blocking=False)
        request.META[IS_INSIDE] = is_inside
        return is_inside
