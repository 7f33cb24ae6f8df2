"""The history of entries: each as a whole, with its rows and in both languages."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.models.entry import Entry


class VersionReason(models.TextChoices):
    """How an entry came to be as it then was."""

    FOUND = "found", _("As it was before it was first changed at the desk")
    SAVED = "saved", _("Saved, not published")
    APPROVED = "approved", _("Approved")
    EMERGENCY = "emergency", _("Emergency change")
    IMPORTED = "imported", _("Imported")
    REPLACED = "replaced", _("Found and replaced")


class EntryVersionQuerySet(models.QuerySet["EntryVersion"]):
    """Queries over the history."""

    def of(self, entry: Entry) -> Self:
        """Keep the versions of one entry, newest first."""
        return self.filter(entry_model=entry._meta.label, entry_id=entry.pk).order_by("-pk")


class EntryVersion(models.Model):
    """The document of an entry at one moment, with who made it so.

    An entry is named by model and number, so that the history stays with it when its address
    changes. Whatever must be forgotten is erased here too: see ``editorial.erasure.copies``.
    """

    entry_model = models.CharField(max_length=100)
    entry_id = models.BigIntegerField()
    happened_at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    author_name = models.CharField(_("who"), max_length=200, blank=True)
    reason = models.CharField(_("how"), max_length=20, choices=VersionReason.choices)
    document = models.JSONField()
    changed = models.JSONField(_("what"), default=list)

    objects: ClassVar[models.Manager["EntryVersion"]] = models.Manager.from_queryset(
        EntryVersionQuerySet
    )()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        default_permissions: ClassVar = ()
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["entry_model", "entry_id", "-id"], name="entry_version_by_entry")
        ]

    def __str__(self) -> str:
        return f"{self.entry_model} {self.entry_id}: {timezone.localtime(self.happened_at):%c}"
