"""Who is on what in the work list."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

TAKEN_FOR = timedelta(days=7)
"""After so long without a word from who took it, it is free again."""


class TakenTaskQuerySet(models.QuerySet["TakenTask"]):
    """Queries over what is taken."""

    def current(self, now: datetime) -> Self:
        """Keep what was taken, or written on, in the last days."""
        return self.filter(taken_at__gt=now - TAKEN_FOR)


class TakenTask(models.Model):
    """That one person is on a record of the work list, with a short remark for the others.

    ``kinds`` are the reasons for which it stood there: when none of them is left, it is done.
    """

    model = models.CharField(max_length=100)
    key = models.CharField(max_length=250)
    kinds = models.JSONField(default=list)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="taken_tasks"
    )
    taken_at = models.DateTimeField(db_index=True)
    remark = models.CharField(_("remark"), max_length=200, blank=True)

    objects = TakenTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("taken task")
        verbose_name_plural = _("taken tasks")
        default_permissions: ClassVar = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["model", "key"], name="one_person_a_task"),
        ]

    def __str__(self) -> str:
        return self.key
