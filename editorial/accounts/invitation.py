"""One-time links by which a person chooses a password: new accounts, and forgotten passwords.

An administrator hands the link over; nothing is mailed, so nobody can ask for one from outside.
"""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from editorial.audit.log import record_event
from editorial.models import AuditAction, User


class InvitationTokens(PasswordResetTokenGenerator):
    """Tokens that end with the first use, with a sign-in, or after PASSWORD_RESET_TIMEOUT."""

    key_salt = "editorial.accounts.invitation"


invitation_tokens = InvitationTokens()


def invite(user: User) -> str:
    """Return a one-time link for an account; logged, but not with the link."""
    record_event(AuditAction.INVITED, target=user)
    identity = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("account_welcome", args=[identity, invitation_tokens.make_token(user)])
    return f"{settings.DESK_URL or settings.SITE_URL}{path}"


@transaction.atomic
def invite_without_second_factor(user: User) -> str:
    """Return a link for someone who lost everything; the old password and factor stop working.

    Who they are at an identity provider is forgotten too: it may be somebody else by now.
    """
    user.set_unusable_password()
    user.save(update_fields=["password"])
    removed, _kinds = Authenticator.objects.filter(user=user).delete()
    forgotten, _kinds = SocialAccount.objects.filter(user=user).delete()
    if removed or forgotten:
        record_event(AuditAction.SECOND_FACTOR_REMOVED, target=user)
    return invite(user)
