"""Making, opening and ending the links.

What is in a link is signed, and is worth nothing without its row: that row can be answered once,
revoked, and expires. A refusal is logged; of forged links only so many a day, or anybody could
fill the log.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q, TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from editorial.audit.log import Actor, name_of, record_event
from editorial.documents.reference import Reference
from editorial.models import (
    AuditAction,
    ConfirmationLink,
    DailyCount,
    Entry,
    FreshnessPolicy,
    LinkState,
    User,
)

SALT = "editorial.confirmation"
KEY = "link"
OPENED_A_DAY = 200
LOGGED_A_DAY = 50


class Refusal(TextChoices):
    """Why a link does not open, as its holder reads it."""

    FORGED = "forged", _("This link is not complete, or it was changed.")
    EXPIRED = "expired", _("This link is too old.")
    ANSWERED = "answered", _("This link has been used. It works only once.")
    REVOKED = "revoked", _("This link has been withdrawn.")
    GONE = "gone", _("The page that this link is about does not exist any more.")
    TOO_OFTEN = "too_often", _("This link was opened too often today. Try again tomorrow.")


REFUSAL_OF_STATE = {
    LinkState.ANSWERED: Refusal.ANSWERED,
    LinkState.REVOKED: Refusal.REVOKED,
    LinkState.EXPIRED: Refusal.EXPIRED,
}


class RefusedLink(Exception):
    """A link that does not open."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


def make_link(entry: Entry, *, by: Actor, now: datetime, sent_to: str = "") -> ConfirmationLink:
    """Make a link about an entry, for as long as the policy says; logged."""
    reference = Reference.to(entry)
    days = FreshnessPolicy.current().link_days
    with override(settings.LANGUAGE_CODE):
        name = str(entry)[:250]
    with transaction.atomic():
        link = ConfirmationLink.objects.create(
            model=reference.model,
            key=reference.key,
            name=name,
            sent_to=sent_to,
            created_by=name_of(by),
            sender=by if isinstance(by, User) else None,
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
        record_event(AuditAction.CONFIRMATION_ASKED, actor=by, target=entry)
    return link


def confirmation_url(link: ConfirmationLink, language: str) -> str:
    """Return what is sent: the page of a language with the signed name of the link."""
    sealed = signing.dumps([link.nonce, int(link.expires_at.timestamp())], salt=SALT)
    with override(language):
        return (
            f"{settings.DESK_URL or settings.SITE_URL}{reverse('feedback:confirm')}?{KEY}={sealed}"
        )


def open_link(sealed: str, *, now: datetime) -> tuple[ConfirmationLink, Entry]:
    """Return a link that can be answered and its entry; raise ``RefusedLink`` for any other."""
    try:
        nonce, until = signing.loads(sealed, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        _log_refusal(None, now)
        raise RefusedLink(Refusal.FORGED) from None
    if until <= now.timestamp():
        raise RefusedLink(Refusal.EXPIRED)
    link = ConfirmationLink.objects.filter(nonce=nonce).first()
    if link is None:
        _log_refusal(None, now)
        raise RefusedLink(Refusal.FORGED)
    state = link.state(now)
    if state != LinkState.OPEN:
        _log_refusal(link, now)
        raise RefusedLink(REFUSAL_OF_STATE[state])
    if not DailyCount.add(
        f"confirmation {link.pk}", limit=OPENED_A_DAY, today=timezone.localdate(now)
    ):
        raise RefusedLink(Refusal.TOO_OFTEN)
    entry = Reference(link.model, link.key).find()
    if not isinstance(entry, Entry):
        raise RefusedLink(Refusal.GONE)
    return link, entry


def use_up(link: ConfirmationLink, *, by: str, remark: str, now: datetime) -> None:
    """Take the one answer that a link has, inside the transaction that writes the answer.

    Of two answers at once the second is refused.
    """
    row = ConfirmationLink.objects.open(now).filter(pk=link.pk)
    if not row.update(answered_at=now, answered_by=by, remark=remark):
        raise RefusedLink(Refusal.ANSWERED)
    record_event(AuditAction.CONFIRMATION_GIVEN, actor=by, label=link.model, key=link.key)


def senders_of(link: ConfirmationLink) -> set[int]:
    """Return the accounts that asked: by number, and by name if a link has no number: one query."""
    asked = Q(pk=link.sender_id) if link.sender_id else Q(username=link.created_by)
    return set(User.objects.filter(asked).values_list("pk", flat=True))


def revoke(link: ConfirmationLink, *, by: str, now: datetime) -> bool:
    """End a link that was not answered; tell whether there was something to end."""
    with transaction.atomic():
        revoked = ConfirmationLink.objects.open(now).filter(pk=link.pk)
        if not revoked.update(revoked_at=now, revoked_by=by):
            return False
        record_event(AuditAction.CONFIRMATION_REVOKED, actor=by, label=link.model, key=link.key)
    return True


def _log_refusal(link: ConfirmationLink | None, now: datetime) -> None:
    subject = f"refused confirmation {link.pk}" if link else "forged confirmation"
    if DailyCount.add(subject, limit=LOGGED_A_DAY, today=timezone.localdate(now)):
        label = link.model if link else ConfirmationLink._meta.label
        record_event(AuditAction.REFUSED, label=label, key=link.key if link else "")
