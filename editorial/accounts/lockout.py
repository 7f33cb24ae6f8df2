"""Slowing down whoever guesses, without locking out anyone else and without keeping who they are.

Wrong passwords are counted for an account and the network they come from together, so nobody can
lock a colleague out from elsewhere. Wrong codes are counted for the account alone: whoever is asked
for one knows the password, and could guess from many networks at once. A lock lasts a quarter of an
hour; a passkey opens the door in the meantime. Many names tried from one network meet the limits
of django-allauth, which all processes share in the database.

What is kept of names and networks is a keyed hash: nobody can read a password typed as a name.
"""

import ipaddress
from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from editorial.accounts.used_codes import use_code

LOCKED_OUT = _("This account is locked for a quarter of an hour, after too many wrong tries.")

IS_CODE = "is_code"
"""Marks what is counted as a code, which was asked after a right password."""


def lockout_parameters(request: Any, credentials: Any = None) -> list[str]:
    """Lock by user name (AXES_LOCKOUT_PARAMETERS)."""
    return ["username"]


def no_address(request: HttpRequest) -> None:
    """Give django-axes no IP address to store (AXES_CLIENT_IP_CALLABLE)."""


def name_that_is_tried(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return whose tries are counted together, unreadable (AXES_USERNAME_CALLABLE)."""
    is_code = bool(credentials and credentials.get(IS_CODE))
    where = "any network" if is_code else get_account_adapter().get_client_ip(request)
    return unreadable(f"{where} {typed_name(request, credentials)}")


def typed_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return the user name of a try as one spelling: sign-in ignores case, so must the lock."""
    given = credentials or {}
    name = given.get("username") or given.get("login") or request.POST.get("login", "")
    return str(name).strip().casefold()


def network_of(address: str) -> str:
    """Return the network that a visitor has for themselves: of IPv6 that is a /64."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def unreadable(text: str) -> str:
    """Return what stands for a text, and tells nothing of it without the secret key."""
    return salted_hmac("editorial.lockout", text, algorithm="sha256").hexdigest()


def _refuse_if_locked(request: HttpRequest, username: str) -> None:
    if not AxesProxyHandler.is_allowed(request, {"username": username, IS_CODE: True}):
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
    credentials = {"username": user.get_username(), IS_CODE: True}
    user_login_failed.send(sender=__name__, credentials=credentials, request=request)


def connect() -> None:
    """Count a wrong code as a wrong password."""
    authentication_failed.connect(_count_wrong_code, dispatch_uid="editorial.lockout.wrong_code")
