"""Locking an account after wrong passwords or codes, without keeping anyone's address.

The lock is on the user name, so no IP address is needed or stored: django-axes is told there is
none. It lasts a quarter of an hour; a passkey opens the door in the meantime. What that leaves,
many names tried from one place, is met by django-allauth's limits, which live in memory.
"""

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from editorial.accounts.used_codes import use_code

LOCKED_OUT = _("This account is locked for a quarter of an hour, after too many wrong tries.")


def lockout_parameters(request: Any, credentials: Any = None) -> list[str]:
    """Lock by user name (AXES_LOCKOUT_PARAMETERS)."""
    return ["username"]


def no_address(request: HttpRequest) -> None:
    """Give django-axes no IP address to store (AXES_CLIENT_IP_CALLABLE)."""


def name_that_is_tried(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return the user name as one spelling: sign-in ignores case, so must the lock."""
    given = credentials or {}
    name = given.get("username") or given.get("login") or request.POST.get("login", "")
    return str(name).strip().casefold()


def _refuse_if_locked(request: HttpRequest, username: str) -> None:
    if not AxesProxyHandler.is_allowed(request, {"username": username}):
        raise ValidationError(LOCKED_OUT, code="locked_out")


class LockableMixin:
    """A form for a code that counts wrong codes with wrong passwords."""

    user: Any
    authenticator: Authenticator

    def clean_code(self) -> str:
        """Refuse any code while the account is locked, and a code that was used before."""
        _refuse_if_locked(context.request, self.user.get_username())
        code: str = super().clean_code()  # type: ignore[misc]
        if not use_code(self.authenticator, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class LockableAuthenticateForm(LockableMixin, AuthenticateForm):  # type: ignore[misc]
    """The code at sign-in."""


class LockableReauthenticateForm(LockableMixin, ReauthenticateForm):  # type: ignore[misc]
    """The code before something sensitive."""


def _count_wrong_code(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    user_login_failed.send(
        sender=__name__, credentials={"username": user.get_username()}, request=request
    )


def connect() -> None:
    """Count a wrong code as a wrong password."""
    authentication_failed.connect(_count_wrong_code, dispatch_uid="editorial.lockout.wrong_code")
