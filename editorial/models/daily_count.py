"""How often something happened on a day: the only thing kept of who sends us forms."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class DailyCount(models.Model):
    """A limit needs a number, not an address: what is counted, the day, and how often."""

    KEPT_FOR: ClassVar[timedelta] = timedelta(days=31)

    subject = models.CharField(_("what"), max_length=400)
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("count"), default=0)

    objects: ClassVar[models.Manager["DailyCount"]] = models.Manager()

    class Meta:
        verbose_name = _("daily count")
        verbose_name_plural = _("daily counts")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "day"], name="daily_count_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.day}: {self.count}"

    @classmethod
    def add(cls, subject: str, *, limit: int, today: date) -> bool:
        """Count once more, unless the limit of the day is reached; tell whether it was not.

        One query, four for the first of a day, which also clears what is a month old.
        """
        counted = cls.objects.filter(subject=subject, day=today)
        below = counted.filter(count__lt=limit)
        if below.update(count=F("count") + 1):
            return True
        if counted.exists():
            return False
        cls.objects.filter(day__lt=today - cls.KEPT_FOR).delete()
        try:
            with transaction.atomic():
                cls.objects.create(subject=subject, day=today, count=1)
        except IntegrityError:  # somebody else was the first in this very moment
            return bool(below.update(count=F("count") + 1))
        return True
