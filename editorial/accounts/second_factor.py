"""Whether a session has shown the second factor of its account, which no page of the desk skips."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_used
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

SESSION_KEY = "second_factor"
"""Which authenticator this session has shown, and whose it is; or who else says it was shown."""

ASKED_AT_SIGN_IN = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Recovery codes stand in for these; an account with nothing else has no second factor."""

Account = AbstractBaseUser | AnonymousUser


MAX_AGE_OF_PROOF: int = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
"""Seconds within which nothing sensitive asks for the second factor again."""


def has_second_factor(user: Account) -> bool:
    """Return whether an account has set up an app or a passkey: one query."""
    factors = Authenticator.objects.filter(user_id=user.pk, type__in=ASKED_AT_SIGN_IN)
    return bool(factors.exists())


def has_shown_second_factor(request: HttpRequest) -> bool:
    """Return whether this session is signed in and has shown a second factor that still exists.

    Removing the authenticator (a lost telephone) so ends every session that was opened with it.
    One query a request, however often it is asked.
    """
    if not request.user.is_authenticated:
        return False
    shown: bool | None = getattr(request, "_has_shown_second_factor", None)
    if shown is None:
        marker = request.session.get(SESSION_KEY) or {}
        shown = marker.get("user") == request.user.pk and (
            _is_still_vouched_for(request.user, marker["identity"])
            if "identity" in marker
            else _still_has(request.user, marker.get("authenticator"))
        )
        request._has_shown_second_factor = shown  # type: ignore[attr-defined]
    return shown


def _still_has(user: Account, authenticator: int | None) -> bool:
    """Return whether this authenticator exists, and recovery codes are not all there is."""
    kinds = dict(Authenticator.objects.filter(user_id=user.pk).values_list("pk", "type"))
    return authenticator in kinds and not set(ASKED_AT_SIGN_IN).isdisjoint(kinds.values())


def _is_still_vouched_for(user: Account, identity: int) -> bool:
    """Return whether the identity provider is still there and still knows this account."""
    return (
        settings.IDENTITY_PROVIDER is not None
        and SocialAccount.objects.filter(pk=identity, user_id=user.pk).exists()
    )


def has_just_shown_second_factor(request: HttpRequest) -> bool:
    """Return whether that was within the time in which nothing sensitive asks for it again."""
    if not has_shown_second_factor(request):
        return False
    age: float = time.time() - request.session[SESSION_KEY]["at"]
    return age < MAX_AGE_OF_PROOF


def recent_second_factor_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask for the second factor again first, unless it was shown just now.

    For pages that decide about somebody else's password, factor or roles: a browser that was left
    open does not reach them. What was being sent is not sent again.
    """

    @wraps(view)
    def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if has_just_shown_second_factor(request):
            return view(request, *args, **kwargs)
        next_page = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse(where_to_show_it(request.user))}?{next_page}")

    return ask_first


def where_to_show_it(user: Account) -> str:
    """Return the name of the page on which an account shows its second factor again."""
    return "mfa_reauthenticate" if has_second_factor(user) else "identity_provider"


def mark_as_shown(request: HttpRequest, user: Account, authenticator: Authenticator) -> None:
    """Remember in the session that this account has shown this authenticator."""
    request.session[SESSION_KEY] = {
        "user": user.pk,
        "authenticator": authenticator.pk,
        "at": time.time(),
    }


def mark_as_vouched_for(request: HttpRequest, known_as: SocialAccount, shown_at: float) -> None:
    """Remember that the identity provider says that a second factor was shown, and when."""
    request.session[SESSION_KEY] = {
        "user": known_as.user_id,
        "identity": known_as.pk,
        "at": shown_at,
    }


def _on_use(request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    mark_as_shown(request, user, authenticator)


def _on_set_up(
    request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Count setting up as showing: it asks for a code or a touch of the key."""
    if authenticator.type in ASKED_AT_SIGN_IN:
        mark_as_shown(request, user, authenticator)


def connect() -> None:
    """Listen to what django-allauth tells of authenticators."""
    authenticator_used.connect(_on_use, dispatch_uid="editorial.second_factor.used")
    authenticator_added.connect(_on_set_up, dispatch_uid="editorial.second_factor.added")
