"""The pages of accounts that django-allauth does not have."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.views import password_change
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from editorial.accounts.invitation import invitation_tokens
from editorial.accounts.second_factor import recent_second_factor_required
from editorial.accounts.sessions import end_other_sessions, open_sessions
from editorial.audit.log import record_event
from editorial.languages import LANGUAGES
from editorial.models import AuditAction, User


@require_http_methods(["GET", "HEAD", "POST"])
@recent_second_factor_required
def sessions(request: HttpRequest) -> HttpResponse:
    """Show where this account is signed in, or end it everywhere else: the log says so.

    It asks for a recent second factor: who finds a desk open must not send its owner away.
    """
    user = cast("User", request.user)
    if request.method == "POST":
        end_other_sessions(user, request.session.session_key)
        record_event(AuditAction.SESSIONS_ENDED, actor=user, target=user)
        return redirect("account_sessions")
    found = open_sessions(user, request.session.session_key)
    return render(request, "account/sessions.html", {"sessions": found})


@require_http_methods(["GET", "HEAD", "POST"])
def daily_mail(request: HttpRequest) -> HttpResponse:
    """Choose whether one is mailed each day what waits, and in which language: the log says so."""
    user = cast("User", request.user)
    if request.method == "POST":
        asked = request.POST.get("daily_mail")
        user.daily_mail = asked if asked in LANGUAGES else ""
        user.save(update_fields=["daily_mail"])
        record_event(AuditAction.CHANGED, actor=user, target=user, fields=["daily_mail"])
        messages.success(request, _("Your choice about mail is saved."))
        return redirect("admin:index")
    choices = [("no", _("No mail")), *settings.LANGUAGES]
    options = [
        {"code": code, "label": label, "selected": code == (user.daily_mail or "no")}
        for code, label in choices
    ]
    return render(request, "account/daily_mail.html", {"options": options})


def change_password(request: HttpRequest) -> HttpResponse:
    """Change the password of an account that has one; others sign in by the identity provider."""
    if request.user.is_authenticated and not request.user.has_usable_password():
        raise Http404
    return cast("HttpResponse", password_change(request))


class WelcomeView(PasswordResetConfirmView):
    """Choose a password behind a one-time link; then signing in asks for the second factor."""

    template_name = "account/welcome.html"
    token_generator = invitation_tokens
    success_url = reverse_lazy("account_login")

    def form_valid(self, form: SetPasswordForm[Any]) -> HttpResponse:
        """Save the password and log that it was set."""
        response = super().form_valid(form)
        record_event(AuditAction.PASSWORD_SET, actor=self.user, target=self.user)
        return response
