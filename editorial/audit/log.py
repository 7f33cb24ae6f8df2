"""Writing to the audit log: the one function that every part of the desk calls."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from editorial.models import AuditAction, AuditEvent

Actor = AbstractBaseUser | AnonymousUser | str

_actor: ContextVar[Actor] = ContextVar("actor", default="")


@contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    """Name who does everything in this block: the account of a request, or a command."""
    token = _actor.set(actor)
    try:
        yield
    finally:
        _actor.reset(token)


def current_actor() -> str:
    """Return the name of who acts now; empty if nobody is known to."""
    return name_of(_actor.get())


def record_event(
    action: AuditAction,
    *,
    actor: Actor | None = None,
    target: Model | None = None,
    label: str = "",
    key: str = "",
    fields: Iterable[str] = (),
) -> AuditEvent:
    """Add one event to the log, in the transaction of what it tells: one query.

    The actor is who acts now, unless given. ``target`` gives label and key by itself. ``fields``
    are names of fields or codes of roles, never what stands in them: a log of values would keep an
    address that must be forgotten.
    """
    event = event_of(action, actor=actor, target=target, label=label, key=key, fields=fields)
    event.save()
    return event


def event_of(
    action: AuditAction,
    *,
    actor: Actor | None = None,
    target: Model | None = None,
    label: str = "",
    key: str = "",
    fields: Iterable[str] = (),
) -> AuditEvent:
    """Return an event as ``record_event`` adds it, for whoever adds many of them at once."""
    if target is not None:
        label, key = target._meta.label, key_of(target)
    return AuditEvent(
        action=action,
        actor=current_actor() if actor is None else name_of(actor),
        object_label=label[:100],
        object_key=key[:250],
        fields=sorted(set(fields)),
    )


def name_of(actor: Actor) -> str:
    """Return the text by which the log knows an actor; empty for a visitor."""
    if isinstance(actor, str):
        return actor
    return "" if actor.is_anonymous else actor.get_username()


def key_of(record: Model) -> str:
    """Return how people know a record: its own key across databases, else its number."""
    if isinstance(record, AbstractBaseUser):
        return record.get_username()
    names: tuple[str, ...] = getattr(record, "key_fields", ())
    values: list[Any] = [getattr(record, name, "") for name in names]
    return "|".join(str(value) for value in values) or str(record.pk)
