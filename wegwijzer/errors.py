"""Pages for what goes wrong: in the visitor's language, and always with a way to help.

Open data answers what goes wrong in a form of its own.
"""

import sys
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.html import escape
from django.utils.translation import override

from wegwijzer.database_faults import is_database_fault, is_older_than_the_code
from wegwijzer.languages import language_of, path_in_our_letters
from wegwijzer.open_data.answers import PREFIX, problem

SECONDS_TO_WAIT = 60
WITHOUT_ANYTHING = Path(settings.BASE_DIR, "templates", "errors", "last.html")


class Fault(NamedTuple):
    """What a page says that must show when nothing else works; its numbers are always the same."""

    title: str
    heading: str
    text: str
    heading_in_english: str
    text_in_english: str


OURS = Fault(
    "Even niet bereikbaar",
    "Er ging iets mis",
    "Dat ligt aan deze site, niet aan u. Probeer het over een paar minuten nog eens.",
    "Something went wrong",
    "This is the fault of this site, not yours. Try again in a few minutes.",
)
AWAY = Fault(
    "Even niet bereikbaar",
    "De site is even niet bereikbaar",
    "We werken eraan. Probeer het over een paar minuten nog eens.",
    "The site cannot be reached for a moment",
    "We are working on it. Try again in a few minutes.",
)
UNREADABLE = Fault(
    "Niet te lezen",
    "Dit kunnen wij niet lezen",
    "Het adres is te lang of klopt niet. Begin opnieuw op de startpagina.",
    "We cannot read this",
    "The address is too long or not right. Start again from the home page.",
)
TOO_MUCH = Fault(
    "Te groot",
    "Dit is te groot",
    "Een formulier op deze site heeft alleen een paar keuzes. Ga terug en probeer het opnieuw.",
    "This is too large",
    "A form on this site has a few choices only. Go back and try again.",
)


def finished_page(fault: Fault) -> bytes:
    """Fill in the page in both languages that needs no database or template: once, at the start."""
    words = {
        **fault._asdict(),
        "quick_exit_url": settings.QUICK_EXIT_URL,
        "style_sheet_url": _style_sheet_url(),
    }
    page = WITHOUT_ANYTHING.read_text(encoding="utf-8")
    for word, text in words.items():
        page = page.replace(f"{{{{ {word} }}}}", escape(text))
    return page.encode()


def _style_sheet_url() -> str:
    """Return the URL with its hash, or without where nothing was collected yet."""
    try:
        return staticfiles_storage.url("site.css")
    except ValueError:
        return f"{settings.STATIC_URL}site.css"


PAGE_OF_500 = finished_page(OURS)
PAGE_OF_503 = finished_page(AWAY)
PAGE_OF_413 = finished_page(TOO_MUCH)
PAGE_OF_UNREADABLE = finished_page(UNREADABLE)
"""What the HTTP server answers when no request reaches the site (see ``gunicorn.conf.py``)."""


def error_page(request: HttpRequest, status: int) -> HttpResponse:
    """Render the page of a status; the language may not have been chosen yet."""
    with override(language_of(request)):
        return render(request, f"errors/{status}.html", status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a URL or form that makes no sense."""
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer who may not see a page."""
    return error_page(request, 403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without its token, which only editors have."""
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a URL that leads nowhere, or to what is not published.

    One whose language is typed in other letters is led on.
    """
    path = path_in_our_letters(request.path_info)
    return HttpResponseRedirect(path) if path else error_page(request, 404)


def method_not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """Answer what a page cannot do."""
    response = error_page(request, 405)
    response.headers["Allow"] = allowed
    return response


def too_many_requests(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """Answer who tries too often; takes what django-axes gives to its lockout callable."""
    response = error_page(request, 429)
    response.headers["Retry-After"] = str(SECONDS_TO_WAIT)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours without database, template or script.

    Django calls this while it handles the exception. One of the database may have come before or
    after the view, where no middleware is asked what to make of it.
    """
    if is_database_fault(sys.exception()) or is_older_than_the_code(sys.exception()):
        return unavailable(request)
    if request.path_info.startswith(PREFIX):
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, OURS.text_in_english)
    return HttpResponse(PAGE_OF_500, status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Answer while the database is away, without database, template or script.

    The session of an editor is left as it is: on the way out it would be asked for again, which
    takes as long again.
    """
    vars(request).pop("session", None)
    if request.path_info.startswith(PREFIX):
        response = problem(HTTPStatus.SERVICE_UNAVAILABLE, AWAY.text_in_english)
    else:
        response = HttpResponse(PAGE_OF_503, status=503)
    response.headers["Retry-After"] = str(SECONDS_TO_WAIT)
    return response
