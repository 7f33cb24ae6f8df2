"""The pages of accounts that django-allauth does not have."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpResponse
from django.urls import reverse_lazy

from editorial.accounts.invitation import invitation_tokens
from editorial.audit.log import record_event
from editorial.models import AuditAction


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
