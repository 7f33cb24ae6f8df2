"""The few pages to which someone without an account may send a form.

There is no cookie, so there is no token to compare. The browser itself says whether a form comes
from our own page: by Sec-Fetch-Site, or by Origin where it is older. Nothing that is sent acts on
a person's account, so a forged form could only do what anybody may do by hand.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponse]

logger = logging.getLogger(__name__)


def visitor_form(view: View) -> View:
    """Let a view take a form without cookie or token, from our own pages only.

    The answer is never kept. The middleware that keeps public pages read-only
    asks for ``takes_visitor_forms``. One that writes says so by ``waits_for_database`` too.
    """

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not is_same_origin(request):
            response = render(request, "feedback/refused.html", status=403)
        else:
            response = _answer(view, request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    guarded.csrf_exempt = True  # type: ignore[attr-defined]
    guarded.takes_visitor_forms = True  # type: ignore[attr-defined]
    return guarded


def waits_for_database(*methods: str) -> Callable[[View], View]:
    """Say on which methods a view asks the database, and so may wait for it.

    It is let in only where that leaves room for visitors, who never wait for the database.
    """

    def mark(view: View) -> View:
        view.waits_for_database_on = frozenset(methods)  # type: ignore[attr-defined]
        return view

    return mark


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer a form; while the database is away, say to try later, and whom to call now."""
    try:
        return view(request, *args, **kwargs)
    except (OperationalError, InterfaceError) as error:
        logger.error("A visitor's form could not be taken.", exc_info=error)
        return render(request, "feedback/later.html", status=503)


def is_same_origin(request: HttpRequest) -> bool:
    """Return whether the browser says that this form comes from our own page.

    A form that says nothing of where it comes from is refused: every browser says it when posting.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
