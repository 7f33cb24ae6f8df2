"""The URLs of accounts: those of django-allauth that we use, and no other.

Sign-up, password reset by mail, e-mail addresses and sign-in by code have no address at all.
"""

from allauth.account import views as account
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.urls import path, reverse_lazy
from django.views.generic import RedirectView
from django.views.i18n import set_language

from editorial.accounts import provider_views
from editorial.accounts.views import WelcomeView, change_password, daily_mail, sessions

SECOND_FACTOR = "second-factor"

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sessions/", sessions, name="account_sessions"),
    path("mail/", daily_mail, name="account_daily_mail"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("password/", change_password, name="account_change_password"),
    path("language/", set_language, name="account_language"),
    path(
        "welcome/<uidb64>/<token>/",
        WelcomeView.as_view(),
        name="account_welcome",
    ),
    path(f"{SECOND_FACTOR}/", base.index, name="mfa_index"),
    path(f"{SECOND_FACTOR}/check/", base.authenticate, name="mfa_authenticate"),
    path(f"{SECOND_FACTOR}/confirm/", base.reauthenticate, name="mfa_reauthenticate"),
    path(f"{SECOND_FACTOR}/app/add/", totp.activate_totp, name="mfa_activate_totp"),
    path(
        f"{SECOND_FACTOR}/app/remove/",
        totp.deactivate_totp,
        name="mfa_deactivate_totp",
    ),
    path(
        f"{SECOND_FACTOR}/codes/",
        recovery_codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        f"{SECOND_FACTOR}/codes/new/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        f"{SECOND_FACTOR}/passkeys/",
        RedirectView.as_view(url=reverse_lazy("mfa_index")),
        name="mfa_list_webauthn",
    ),
    path(
        f"{SECOND_FACTOR}/passkeys/add/",
        webauthn.add_webauthn,
        name="mfa_add_webauthn",
    ),
    path(
        f"{SECOND_FACTOR}/passkeys/<int:pk>/remove/",
        webauthn.remove_webauthn,
        name="mfa_remove_webauthn",
    ),
    path(
        f"{SECOND_FACTOR}/passkeys/confirm/",
        webauthn.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        f"{SECOND_FACTOR}/passkeys/sign-in/",
        webauthn.login_webauthn,
        name="mfa_login_webauthn",
    ),
]

if settings.IDENTITY_PROVIDER:
    urlpatterns += [
        path("identity-provider/", provider_views.ask, name="identity_provider"),
        path(
            "identity-provider/return/", provider_views.come_back, name="identity_provider_return"
        ),
    ]
