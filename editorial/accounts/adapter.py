"""How django-allauth behaves here: no sign-up, no e-mail, and sensitive steps ask the factor."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from editorial.accounts.lockout import network_of, unreadable
from editorial.accounts.provider_adapter import OwnFactorStage
from editorial.accounts.second_factor import (
    Account,
    has_just_shown_second_factor,
    has_second_factor,
)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator, who hands over a one-time link."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("This code is not right. Wait for the next one and try again."),
        "incorrect_password": _("This password is not right."),
        "rate_limited": _("You tried too often. Wait a few minutes."),
        "too_many_login_attempts": _("You tried too often. Wait a few minutes."),
        "username_password_mismatch": _("The user name or the password is not right."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse everyone."""
        return False

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Pass on what went wrong; what went right shows by itself."""
        if level >= messages.WARNING:
            super().add_message(request, level, *args, **kwargs)

    def get_login_stages(self) -> list[str]:
        """Ask for our second factor unless the identity provider says that it asked for one."""
        ours = {
            "allauth.mfa.stages.AuthenticateStage": f"{OwnFactorStage.__module__}.OwnFactorStage"
        }
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return what stands for a visitor's network in the limits; no address is stored."""
        try:
            address = str(super().get_client_ip(request))
        except PermissionDenied:  # a server on a Unix socket says none
            address = ""
        return unreadable(network_of(address))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the second factor again before it is changed, unless it was shown just now."""
        request = context.request
        return has_second_factor(request.user) and not has_just_shown_second_factor(request)

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, Any]]:
        """Offer the second factor only: a password alone must not change the second factor."""
        types = set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))
        methods = []
        if types & {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES}:
            methods.append(
                {
                    "id": "mfa_reauthenticate",
                    "description": _("Use a code"),
                    "url": reverse("mfa_reauthenticate"),
                }
            )
        if Authenticator.Type.WEBAUTHN in types:
            methods.append(
                {
                    "id": "mfa_reauthenticate:webauthn",
                    "description": _("Use a passkey"),
                    "url": reverse("mfa_reauthenticate_webauthn"),
                }
            )
        return methods


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keep the secrets of apps unreadable in the database, and never let the last factor go."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "This is your only second factor. Add another one before you remove it."
        ),
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        """Encrypt with a key from SECRET_KEY, so that a copy of the database gives no codes."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt with the present key or one of SECRET_KEY_FALLBACKS."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Return whether another app or passkey is left."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(
            pk=authenticator.pk
        )
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def get_totp_issuer(self) -> str:
        """Name the site in the app."""
        return "Wegwijzer Mensenhandel"

    def build_totp_svg(self, url: str) -> str:
        """Draw the code to scan as an element that can stand in the page itself."""
        drawing = str(super().build_totp_svg(url))
        return drawing[drawing.index("<svg") :]


def _cipher() -> MultiFernet:
    secrets = map(str, [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])
    keys = [hashlib.sha256(f"second factor {secret}".encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
