"""That somebody who reads a language compared a sentence of its help page with the Dutch."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class HelpTextCheckQuerySet(models.QuerySet["HelpTextCheck"]):
    """Queries over checks."""

    def approved(self) -> Self:
        """Keep those that count: a second person agreed. An edition holds no others."""
        return self.filter(approved_at__isnull=False)

    def digests_of(self, language: str) -> dict[str, str]:
        """Return which wording of each sentence was checked: one query."""
        checks = self.approved().filter(language=language)
        return dict(checks.values_list("sentence", "digest"))


class HelpTextCheck(models.Model):
    """One sentence in one language, as it was read; ``digest`` is of its text and its Dutch.

    So a check holds for one wording only. The reader is named at the desk alone. Taking a check
    back deletes it, the name with it; who recorded, approved and took back stands in the audit log.
    ``recorder`` is the key of the account that may not approve it.
    """

    language = models.CharField(_("language"), max_length=20)
    sentence = models.CharField(_("sentence"), max_length=60)
    digest = models.CharField(max_length=16)
    reader = models.CharField(_("read by"), max_length=150)
    checked_on = models.DateField(_("read on"))
    recorded_by = models.CharField(_("recorded by"), max_length=200)
    recorder = models.BigIntegerField(null=True, editable=False)
    approved_by = models.CharField(_("approved by"), max_length=200, blank=True)
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)

    objects = HelpTextCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of a help page")
        verbose_name_plural = _("checks of help pages")
        default_permissions: ClassVar = ["view", "add"]
        ordering: ClassVar = ["language", "sentence"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["language", "sentence"], name="help_text_check_once_a_sentence"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.sentence}"

    @property
    def is_approved(self) -> bool:
        """Return whether a second person agreed."""
        return self.approved_at is not None
