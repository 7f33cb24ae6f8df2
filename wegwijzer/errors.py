"""Pages for what goes wrong: in the visitor's language, and always with a way to help."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.translation import override

from wegwijzer.languages import language_of

SECONDS_TO_WAIT = 60
WITHOUT_ANYTHING = Path(settings.BASE_DIR, "templates", "errors")


def finished_page(name: str) -> bytes:
    """Read a page in both languages that must show when nothing else works: once, at the start.

    The way out and the style sheet are the two words in it that are not always the same.
    """
    page = (WITHOUT_ANYTHING / name).read_text(encoding="utf-8")
    for word, address in (
        ("{{ quick_exit_url }}", settings.QUICK_EXIT_URL),
        ("{{ style_sheet_url }}", _style_sheet_url()),
    ):
        page = page.replace(word, escape(address))
    return page.encode()


def _style_sheet_url() -> str:
    """Return the address with its hash, or without where nothing was collected yet."""
    try:
        return staticfiles_storage.url("site.css")
    except ValueError:
        return f"{settings.STATIC_URL}site.css"


PAGE_OF_500 = finished_page("500.html")
PAGE_OF_503 = finished_page("503.html")
PAGE_OF_UNREADABLE = finished_page("unreadable.html")
"""What the HTTP server answers when no request reaches the site (see ``gunicorn.conf.py``)."""


def error_page(request: HttpRequest, status: int) -> HttpResponse:
    """Render the page of a status; the language may not have been chosen yet."""
    with override(language_of(request)):
        return render(request, f"errors/{status}.html", status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address or form that makes no sense."""
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer who may not see a page."""
    return error_page(request, 403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without its token, which only editors have."""
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address that leads nowhere, or to what is not published."""
    return error_page(request, 404)


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
    """Answer a fault of ours without database, template or script."""
    return HttpResponse(PAGE_OF_500, status=500)


def unavailable() -> HttpResponse:
    """Answer while the database is away, without database, template or script."""
    headers = {"Retry-After": str(SECONDS_TO_WAIT)}
    return HttpResponse(PAGE_OF_503, status=503, headers=headers)
