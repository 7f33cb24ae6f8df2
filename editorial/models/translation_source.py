"""The Dutch text that each translation was made from, by whom and when."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TranslationSourceQuerySet(models.QuerySet["TranslationSource"]):
    """Queries over the sources of translations."""

    def to_translate(self) -> Self:
        """Keep what waits for a translator, what waits longest first."""
        return self.filter(outdated_since__isnull=False).order_by("outdated_since", "pk")


TranslationSourceManager = models.Manager.from_queryset(TranslationSourceQuerySet)


class TranslationSource(models.Model):
    """One translated text of one row: the Dutch behind it, and since when that is not so any more.

    Rows are named as text, so that this outlives a row that is written again. ``entry_model`` and
    ``entry_key`` name the entry that the row is part of, or the row itself. ``unchanged_by``
    proposed to count a safety-critical translation as up to date with the Dutch of which
    ``unchanged_seen`` is the fingerprint; somebody else decides.
    """

    model = models.CharField(_("kind"), max_length=100)
    key = models.CharField(_("key"), max_length=250)
    field = models.CharField(_("text"), max_length=60)
    entry_model = models.CharField(max_length=100)
    entry_key = models.CharField(_("entry"), max_length=250)
    source_text = models.TextField(_("Dutch text it was made from"), blank=True)
    translation_digest = models.CharField(max_length=16, blank=True)
    translated_by = models.CharField(_("translated by"), max_length=200, blank=True)
    translated_at = models.DateTimeField(_("translated at"), null=True, blank=True)
    outdated_since = models.DateTimeField(
        _("out of date since"), null=True, blank=True, db_index=True
    )

    unchanged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    unchanged_seen = models.CharField(max_length=16, blank=True, editable=False)

    objects: ClassVar[TranslationSourceManager["TranslationSource"]] = TranslationSourceManager()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        default_permissions: ClassVar = ["view"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["model", "key", "field"], name="translation_source_once_a_text"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["entry_model", "entry_key"], name="translation_source_by_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.key}: {self.field}"

    @property
    def is_missing(self) -> bool:
        """Return whether there is no translation at all yet."""
        return not self.translation_digest
