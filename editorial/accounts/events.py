"""What the audit log learns from signing in, from second factors and from roles."""

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from axes.signals import user_locked_out
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed

from editorial.accounts.lockout import typed_name
from editorial.audit.log import record_event
from editorial.models import AuditAction, User


def _known(name: str) -> str:
    """Return the name of an account, or nothing: people type their password here by mistake."""
    user = User.objects.filter(username__iexact=name).first() if name else None
    return user.get_username() if user else ""


def _signed_in(user: User, **kwargs: Any) -> None:
    record_event(AuditAction.SIGNED_IN, actor=user)


def _signed_out(user: User | None, **kwargs: Any) -> None:
    if user is not None:
        record_event(AuditAction.SIGNED_OUT, actor=user)


def _sign_in_refused(credentials: dict[str, Any], request: Any = None, **kwargs: Any) -> None:
    name = typed_name(request, credentials) if request else ""
    record_event(AuditAction.SIGN_IN_REFUSED, actor=_known(name))


def _locked_out(request: Any, **kwargs: Any) -> None:
    name = typed_name(request, getattr(request, "axes_credentials", None))
    record_event(AuditAction.LOCKED_OUT, actor=_known(name))


def _password_changed(user: User, **kwargs: Any) -> None:
    record_event(AuditAction.PASSWORD_SET, actor=user, target=user)


def _factor_added(user: User, authenticator: Any, **kwargs: Any) -> None:
    fields = [authenticator.type]
    record_event(AuditAction.SECOND_FACTOR_ADDED, actor=user, target=user, fields=fields)


def _factor_removed(user: User, authenticator: Any, **kwargs: Any) -> None:
    fields = [authenticator.type]
    record_event(AuditAction.SECOND_FACTOR_REMOVED, actor=user, target=user, fields=fields)


def _roles_changed(
    instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """Log each role that an account gets or loses, from whichever side the relation is changed."""
    meanings = {"post_add": AuditAction.ROLE_GIVEN, "pre_remove": AuditAction.ROLE_TAKEN}
    if action == "pre_clear":
        related = instance.user_set if reverse else instance.groups
        pk_set, meaning = set(related.values_list("pk", flat=True)), AuditAction.ROLE_TAKEN
    elif action in meanings and pk_set:
        meaning = meanings[action]
    else:
        return
    accounts = list(User.objects.filter(pk__in=pk_set)) if reverse else [instance]
    groups = [instance] if reverse else list(Group.objects.filter(pk__in=pk_set))
    if groups:
        for account in accounts:
            record_event(meaning, target=account, fields=[group.name for group in groups])


def connect() -> None:
    """Listen to Django, django-allauth and django-axes."""
    for signal, handler in (
        (user_logged_in, _signed_in),
        (user_logged_out, _signed_out),
        (user_login_failed, _sign_in_refused),
        (user_locked_out, _locked_out),
        (password_changed, _password_changed),
        (authenticator_added, _factor_added),
        (authenticator_reset, _factor_added),
        (authenticator_removed, _factor_removed),
    ):
        signal.connect(handler, dispatch_uid=f"editorial.events.{handler.__name__}")
    m2m_changed.connect(
        _roles_changed, sender=User.groups.through, dispatch_uid="editorial.events.roles"
    )
