"""People at the desk, for tests: an account with roles, signed in with a second factor."""

import base64
import hashlib
import hmac
import struct
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.contrib.auth.models import Group
from django.test import Client

from editorial.accounts.roles import Role
from editorial.accounts.second_factor import SESSION_KEY
from editorial.models import User

PASSWORD = "a long sentence for tests"
TOTP_SECRET = "JBSWY3DPEHPK3PXP"


def account(*roles: Role, username: str = "someone") -> User:
    """Make an account of the desk with these roles and a known password."""
    user = User.objects.create_user(
        username=username, email=f"{username}@example.org", password=PASSWORD, is_staff=True
    )
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def app_of(user: User) -> Authenticator:
    """Set up an app with codes for an account; the same one when asked again."""
    app, _is_new = Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": encrypt(TOTP_SECRET)}}
    )
    return app


def code_now(secret: str = TOTP_SECRET) -> str:
    """Return the code that an app shows at this moment (RFC 6238: SHA-1, 30 seconds, 6 digits)."""
    moment = struct.pack(">Q", int(time.time()) // 30)
    found = hmac.new(base64.b32decode(secret), moment, hashlib.sha1).digest()
    start = found[-1] & 0x0F
    number = struct.unpack(">I", found[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def sign_in(client: Client, user: User) -> User:
    """Sign a test client in as if the sign-in pages had been walked, second factor included."""
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[SESSION_KEY] = {"user": user.pk, "authenticator": app_of(user).pk, "at": time.time()}
    session.save()
    return user


def at_the_desk(*roles: Role, username: str = "") -> Client:
    """Return a client that is signed in with a new account of these roles."""
    client = Client()
    sign_in(client, account(*roles, username=username or "-".join(roles) or "nobody"))
    return client
