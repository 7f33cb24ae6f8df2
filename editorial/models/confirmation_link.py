"""A link by which an organization says whether its own entry is right, once."""

import secrets
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def new_nonce() -> str:
    """Return a name for a link that nobody can guess."""
    return secrets.token_urlsafe(16)


class LinkState(models.TextChoices):
    """What can still be done with a link."""

    OPEN = "open", _("Waits for an answer")
    ANSWERED = "answered", _("Answered")
    REVOKED = "revoked", _("Revoked")
    EXPIRED = "expired", _("Expired")


class ConfirmationLinkQuerySet(models.QuerySet["ConfirmationLink"]):
    """Queries over links."""

    def about(self, model: str, key: str) -> Self:
        """Keep those about one entry, newest first."""
        return self.filter(model=model, key=key).order_by("-created_at", "-pk")

    def open(self, now: datetime) -> Self:
        """Keep those that can still be answered."""
        return self.filter(answered_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now)

    def unread(self) -> Self:
        """Keep those with a remark that no editor has looked into."""
        return self.exclude(remark="").filter(read_at__isnull=True)


class ConfirmationLink(models.Model):
    """Who was asked about which entry, until when, and what came of it.

    The entry is named as text. What the organization found right stands in verifications, what it
    corrected in proposals; only a remark that goes with neither stands here. The account of
    ``sender`` may not approve what comes back.
    """

    nonce = models.CharField(max_length=40, unique=True, default=new_nonce, editable=False)
    model = models.CharField(_("kind of record"), max_length=100)
    key = models.CharField(_("key"), max_length=250)
    name = models.CharField(_("name"), max_length=250)
    sent_to = models.EmailField(_("sent to"), blank=True, help_text=_("Empty: on paper."))
    created_by = models.CharField(_("asked by"), max_length=200)
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("asked at"))
    expires_at = models.DateTimeField(_("works until"))
    revoked_by = models.CharField(_("revoked by"), max_length=200, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    answered_by = models.CharField(_("answered by"), max_length=200, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    read_by = models.CharField(_("read by"), max_length=200, blank=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects = ConfirmationLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link for an organisation")
        verbose_name_plural = _("links for organisations")
        ordering: ClassVar = ["-created_at", "-pk"]
        default_permissions: ClassVar = ["add", "view"]
        indexes: ClassVar = [
            models.Index(fields=["model", "key"], name="confirmation_link_of_a_record"),
        ]

    def __str__(self) -> str:
        return self.name

    def state(self, now: datetime) -> LinkState:
        """Return what can still be done with it."""
        if self.answered_at is not None:
            return LinkState.ANSWERED
        if self.revoked_at is not None:
            return LinkState.REVOKED
        return LinkState.EXPIRED if self.expires_at <= now else LinkState.OPEN
