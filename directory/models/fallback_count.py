"""How often only the fallback could be offered, so that the ministry sees what is missing."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import ClassVar

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from editorial.editions.counting import Counting


class FallbackCount(models.Model):
    """A need and a month with a number: no moment, no place, no person and no typed word.

    Numbers below ``SHOWN_FROM`` are never shown, for few people may be one person.
    """

    SHOWN_FROM: ClassVar[int] = 10

    month = models.DateField(_("month"))
    need = models.CharField(_("need"), max_length=40)
    count = models.PositiveIntegerField(_("count"), default=0)

    objects: ClassVar[models.Manager["FallbackCount"]] = models.Manager()

    class Meta:
        verbose_name = _("count of fallbacks")
        verbose_name_plural = _("counts of fallbacks")
        ordering: ClassVar = ["-month", "need"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["month", "need"], name="fallback_count_once_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.need} {self.month:%Y-%m}"

    @classmethod
    def add(cls, needs: Iterable[str], today: date) -> None:
        """Count needs for which only the fallback was found, soon (see ``Counting``)."""
        month = today.replace(day=1)
        _counting.add((month, need) for need in needs)

    @classmethod
    def write(cls, found: Mapping[tuple[date, str], int]) -> None:
        """Add how often each need was found in a month: a query, and one for each of these."""
        with transaction.atomic():
            cls.objects.bulk_create(
                [cls(month=month, need=need) for month, need in sorted(found)],
                ignore_conflicts=True,
            )
            for (month, need), times in sorted(found.items()):
                cls.objects.filter(month=month, need=need).update(count=F("count") + times)

    @classmethod
    def shown(cls) -> Iterator[tuple[date, str, int | None]]:
        """Yield month, need and number, newest first; None for a number that is too small."""
        for month, need, count in cls.objects.values_list("month", "need", "count"):
            yield month, need, count if count >= cls.SHOWN_FROM else None


_counting = Counting("fallback counts", FallbackCount.write)
