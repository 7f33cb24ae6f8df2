"""What somebody typed in a form of the desk and has not saved yet."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FormDraft(models.Model):
    """One unfinished form of one person, as a browser would send it.

    Nobody else sees it. It goes when the form is saved, and after two weeks; what may not be kept
    of a secret place never comes in (see ``editorial.documents.notes``).
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="form_drafts"
    )
    path = models.CharField(max_length=200)
    content = models.TextField()
    saved_at = models.DateTimeField(auto_now=True, db_index=True)

    objects: ClassVar[models.Manager["FormDraft"]] = models.Manager()

    class Meta:
        verbose_name = _("unfinished form")
        verbose_name_plural = _("unfinished forms")
        default_permissions: ClassVar = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "path"], name="one_draft_a_form_and_person")
        ]

    def __str__(self) -> str:
        return self.path
