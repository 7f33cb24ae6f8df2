"""What stands between every URL of the desk and whoever asks for it."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import check_for_language, override

from editorial.accounts.second_factor import (
    has_just_shown_second_factor,
    has_second_factor,
    has_shown_second_factor,
    where_to_show_it,
)
from editorial.accounts.sessions import is_too_old
from editorial.audit.log import acting_as, record_event
from editorial.languages import LANGUAGES
from editorial.models import AuditAction

GetResponse = Callable[[HttpRequest], HttpResponseBase]

ALWAYS_OPEN = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_language",
        "account_welcome",
        "admin:jsi18n",
        "identity_provider",
        "identity_provider_return",
        "mfa_authenticate",
        "mfa_login_webauthn",
    }
)
"""What needs no session: signing in, the one-time link, the language and the words of scripts."""

EVERYTHING_KEPT = '"cache", "cookies", "storage"'
"""What a browser forgets of this site when somebody signs out."""

TO_SHOW_A_FACTOR = frozenset({"mfa_reauthenticate", "mfa_reauthenticate_webauthn"})
TO_ADD_A_FACTOR = frozenset({"mfa_activate_totp", "mfa_add_webauthn"})
TO_SET_A_FACTOR_UP = TO_ADD_A_FACTOR | {"mfa_index"}


def is_at_the_desk(request: HttpRequest) -> bool:
    """Return whether the URL is one of the desk."""
    return request.path_info.startswith(settings.EDITOR_PATHS)


REFUSALS = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN})


class DeskLanguageMiddleware:
    """Speak Dutch at the desk, whatever the browser prefers, or English to who chose it there."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_at_the_desk(request):
            return self.get_response(request)
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = chosen in LANGUAGES and check_for_language(chosen)
        language = chosen if known else settings.LANGUAGE_CODE
        with override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers["Content-Language"] = language
        return response


class SecondFactorMiddleware:
    """Refuse every URL of the desk to a session that has not shown its second factor.

    By URL and not by view, so that a page somebody forgets to guard is guarded too. Refusals
    of a session that is signed in are logged, its own and those of the pages behind it. No browser
    keeps a page of the desk.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_at_the_desk(request):
            return self.get_response(request)
        if is_too_old(request):
            logout(request)
        with acting_as(request.user):
            name = _view_name(request)
            way_in = self._way_in(request, name)
            if way_in is None:
                response = self.get_response(request)
                refused = response.status_code in REFUSALS
            else:
                response = way_in
                refused = True
            if refused and request.user.is_authenticated:
                record_event(AuditAction.REFUSED, label=name, key=request.path_info)
        response.headers.setdefault("Cache-Control", "no-store")
        if name == "account_logout" and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = EVERYTHING_KEPT
        return response

    def _way_in(self, request: HttpRequest, name: str) -> HttpResponseBase | None:
        """Return where to go first, or None if the URL may be opened."""
        if name in ALWAYS_OPEN:
            return None
        if has_shown_second_factor(request):
            adds_unasked = name in TO_ADD_A_FACTOR and not has_just_shown_second_factor(request)
            return _send_to(where_to_show_it(request.user), request) if adds_unasked else None
        if not request.user.is_authenticated:
            return _send_to("account_login", request)
        if has_second_factor(request.user):
            return None if name in TO_SHOW_A_FACTOR else _send_to("mfa_reauthenticate", request)
        return None if name in TO_SET_A_FACTOR_UP else _send_to("mfa_index", request)


def _view_name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def _send_to(name: str, request: HttpRequest) -> HttpResponseRedirect:
    """Redirect, and come back afterwards; what was being sent is not sent again."""
    url = reverse(name)
    came_from = request.get_full_path() if request.method == "GET" else _form_behind(request)
    if came_from and name != "mfa_index":
        url = f"{url}?{urlencode({'next': came_from})}"
    return HttpResponseRedirect(url)


def _form_behind(request: HttpRequest) -> str:
    """Return the page of the desk on which a form was sent, or nothing."""
    page = urlsplit(request.META.get("HTTP_REFERER", ""))
    is_ours = page.netloc == request.get_host() and page.path.startswith(settings.EDITOR_PATHS)
    return page.path if is_ours else ""
