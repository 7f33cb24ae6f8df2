"""Who gets in by the identity provider: an open account of ours, and nobody is ever made.

The first time an account is found by the e-mail address that the provider has verified; from then
on by the provider's own name for the person, so that who gets a leaver's address gets no account.
"""

import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, NoReturn

from allauth.account.signals import user_logged_in
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from requests import RequestException

from editorial.accounts.identity_provider import (
    Claims,
    IdentityProvider,
    provider_of_settings,
    showed_second_factor,
    was_asked_anew,
)
from editorial.accounts.second_factor import mark_as_vouched_for
from editorial.audit.log import record_event
from editorial.models import AuditAction, User


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody does not get in, and what they can do."""

    title: Any
    advice: Any
    status: HTTPStatus = HTTPStatus.FORBIDDEN


AWAY = Refusal(
    _("%(provider)s does not answer"),
    _("Try again in a few minutes, or sign in with your password."),
    HTTPStatus.SERVICE_UNAVAILABLE,
)
CANCELLED = Refusal(_("You did not sign in"), _("You can try again."))
NOT_RIGHT = Refusal(
    _("What %(provider)s says could not be checked"),
    _("Sign in again. If this page comes back, tell an administrator."),
)
UNVERIFIED = Refusal(
    _("%(provider)s has not verified your email address"),
    _("By that address we find your account the first time. Have it verified there."),
)
UNKNOWN = Refusal(
    _("There is no account for you here"),
    _("Ask an administrator for one, with the email address that %(provider)s knows you by."),
)
SOMEBODY_ELSE = Refusal(
    _("This account belongs to somebody else at %(provider)s"),
    _("Ask an administrator: they can set the account free."),
)
CLOSED = Refusal(_("This account is closed"), _("Ask an administrator to open it again."))


def refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer with a page that says why, and what to do."""
    name = {"provider": provider_of_settings().name}
    texts = {"title": refusal.title % name, "advice": refusal.advice % name}
    return render(request, "account/provider_refused.html", texts, status=refusal.status)


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Let in whom the provider knows and we know; say to everyone else why not."""

    def get_provider(
        self, request: HttpRequest, provider: str, client_id: str | None = None
    ) -> IdentityProvider:
        """Return the only one there is."""
        return IdentityProvider(request)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Refuse everyone."""
        return False

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: IdentityProvider,
        error: str = AuthError.UNKNOWN,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Say what went wrong on a page of ours."""
        if error == AuthError.CANCELLED:
            refusal = CANCELLED
        elif isinstance(exception, RequestException):
            refusal = AWAY
        else:
            refusal = NOT_RIGHT
            record_event(AuditAction.SIGN_IN_REFUSED, actor="")
        raise ImmediateHttpResponse(refuse(request, refusal))

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account, or refuse: the provider has said who somebody is."""
        claims, asked = sociallogin.claims, sociallogin.state["data"]
        sociallogin.token = None
        anew = not asked["anew"] or was_asked_anew(claims, time.time())
        if claims["nonce"] != asked["nonce"] or not anew:
            self._stop(request, NOT_RIGHT)
        is_known = sociallogin.is_existing
        user = sociallogin.user if is_known else self._account_of(request, claims)
        if not user.is_active:
            self._stop(request, CLOSED, user)
        if not is_known:
            self._link(request, sociallogin, user)

    def _account_of(self, request: HttpRequest, claims: Claims) -> User:
        address = claims.get("email")
        if claims.get("email_verified") not in {True, "true"} or not isinstance(address, str):
            self._stop(request, UNVERIFIED)
        found = list(User.objects.filter(email__iexact=address)[:2])
        if len(found) != 1:
            self._stop(request, UNKNOWN)
        return found[0]

    def _link(self, request: HttpRequest, sociallogin: SocialLogin, user: User) -> None:
        """Know the person by the provider's own name from now on."""
        if SocialAccount.objects.filter(user=user, provider=sociallogin.account.provider).exists():
            self._stop(request, SOMEBODY_ELSE, user)
        sociallogin.user = sociallogin.account.user = user
        sociallogin.account.save()
        record_event(AuditAction.IDENTITY_LINKED, actor=user, target=user)

    def _stop(self, request: HttpRequest, refusal: Refusal, user: User | None = None) -> NoReturn:
        record_event(AuditAction.SIGN_IN_REFUSED, actor=user or "")
        raise ImmediateHttpResponse(refuse(request, refusal))


class OwnFactorStage(AuthenticateStage):  # type: ignore[misc]
    """Our own second factor at sign-in, unless the identity provider has asked for one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return not _shown_there(self.login.signal_kwargs) and super()._should_handle(request)


def _shown_there(signal_kwargs: dict[str, Any] | None) -> bool:
    claims = getattr((signal_kwargs or {}).get("sociallogin"), "claims", None)
    return claims is not None and showed_second_factor(claims)


def _signed_in(request: HttpRequest, **kwargs: Any) -> None:
    """Count the second factor that was shown there, from when the provider asked for it."""
    if _shown_there(kwargs):
        login = kwargs["sociallogin"]
        asked_at = login.claims.get("auth_time")
        shown_at = float(asked_at) if isinstance(asked_at, int | float) else 0.0
        mark_as_vouched_for(request, login.account, shown_at)


def connect() -> None:
    """Listen to django-allauth: somebody is signed in."""
    user_logged_in.connect(_signed_in, dispatch_uid="editorial.provider_adapter.signed_in")
