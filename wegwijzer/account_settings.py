"""How people sign in at the desk, for the settings; docs/accounts.md says why.

No sign-up, no mail, always a second factor; an identity provider only if the environment names one.
"""

import os
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ImproperlyConfigured

AUTH_USER_MODEL = "editorial.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name, "OPTIONS": options}
    for name, options in (
        ("django.contrib.auth.password_validation.UserAttributeSimilarityValidator", {}),
        ("django.contrib.auth.password_validation.MinimumLengthValidator", {"min_length": 12}),
        ("django.contrib.auth.password_validation.CommonPasswordValidator", {}),
        ("django.contrib.auth.password_validation.NumericPasswordValidator", {}),
        ("editorial.accounts.passwords.ContextWordsValidator", {}),
    )
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
"""How long a one-time link for an account works."""

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "editorial.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "20/m/ip"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
SOCIALACCOUNT_ADAPTER = "editorial.accounts.provider_adapter.ProviderAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "editorial.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "editorial.accounts.lockout.LockableAuthenticateForm",
    "reauthenticate": "editorial.accounts.lockout.LockableReauthenticateForm",
}
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = "editorial.accounts.lockout.lockout_parameters"
AXES_CLIENT_IP_CALLABLE = "editorial.accounts.lockout.no_address"
AXES_USERNAME_CALLABLE = "editorial.accounts.lockout.name_that_is_tried"
AXES_USERNAME_FORM_FIELD = "login"
AXES_SENSITIVE_PARAMETERS = ["login", "code"]
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """Who vouches for the people of the desk by OpenID Connect, and how it knows this site."""

    name: str
    issuer: str
    client_id: str
    client_secret: str
    second_factor: frozenset[str] = frozenset()
    """Values of ``acr`` or ``amr`` that mean that a second factor was shown there."""


def identity_provider(*, only_https: bool) -> IdentityProvider | None:
    """Return the identity provider that the environment names, or None.

    Raise ImproperlyConfigured if half of it is missing, or if it could be listened in on.
    """
    issuer = os.environ.get("OIDC_ISSUER", "")
    if not issuer:
        return None
    found = IdentityProvider(
        name=os.environ.get("OIDC_NAME") or issuer,
        issuer=issuer,
        client_id=os.environ.get("OIDC_CLIENT_ID", ""),
        client_secret=os.environ.get("OIDC_CLIENT_SECRET", ""),
        second_factor=frozenset(os.environ.get("OIDC_SECOND_FACTOR", "").split()),
    )
    if not (found.client_id and found.client_secret):
        raise ImproperlyConfigured("OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.")
    if only_https and not issuer.startswith("https://"):
        raise ImproperlyConfigured("OIDC_ISSUER must be the provider's https:// URL.")
    return found
