"""The sessions of an account: how long one lasts, which are open, and how to end the others."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY as ACCOUNT
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from editorial.models import User

SIGNED_IN_AT = "signed_in_at"
MAX_AGE = timedelta(hours=12)
"""However busy: a working day. Half an hour without a request ends a session before that."""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One browser that is signed in."""

    key: str
    signed_in_at: datetime
    last_used_at: datetime
    is_this_one: bool


def is_too_old(request: HttpRequest) -> bool:
    """Return whether somebody signed in longer ago than a session may last: no query of its own."""
    if not request.user.is_authenticated:
        return False
    age: float = time.time() - request.session.get(SIGNED_IN_AT, 0)
    return age > MAX_AGE.total_seconds()


def open_sessions(user: User, this_key: str | None) -> list[OpenSession]:
    """Return the sessions of an account, the last used first: one query, and all sessions read."""
    found = []
    for row in Session.objects.filter(expire_date__gt=timezone.now()):
        session = row.get_decoded()
        if session.get(ACCOUNT) == str(user.pk):
            found.append(
                OpenSession(
                    key=row.session_key,
                    signed_in_at=datetime.fromtimestamp(session.get(SIGNED_IN_AT, 0), tz=UTC),
                    last_used_at=row.expire_date - timedelta(seconds=settings.SESSION_COOKIE_AGE),
                    is_this_one=row.session_key == this_key,
                )
            )
    return sorted(found, key=lambda session: session.last_used_at, reverse=True)


def end_other_sessions(user: User, this_key: str | None) -> int:
    """End every session of an account but this one, and return how many there were."""
    others = [session.key for session in open_sessions(user, this_key) if not session.is_this_one]
    Session.objects.filter(session_key__in=others).delete()
    return len(others)


def _note_moment(request: Any, **kwargs: Any) -> None:
    if request is not None:
        request.session[SIGNED_IN_AT] = time.time()


def connect() -> None:
    """Note when somebody signs in."""
    user_logged_in.connect(_note_moment, dispatch_uid="editorial.sessions.signed_in")
