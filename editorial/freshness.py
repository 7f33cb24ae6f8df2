"""When a record has to be checked again, and what follows if nobody does: a pure module.

Every date counts from the last verification; what was never checked counts from its first
publication. The clock is always given.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def local_day(moment: datetime | None) -> date | None:
    """Return the day of a moment where the reader is, or None."""
    return None if moment is None else timezone.localdate(moment)


class FreshnessState(TextChoices):
    """How it stands with the checks of a record, worst last."""

    FRESH = "fresh", _("Checked in time")
    DUE = "due", _("To be checked soon")
    OVERDUE = "overdue", _("Overdue")
    TOO_OLD = "too_old", _("Overdue for so long that it is no first contact")


@dataclass(frozen=True, slots=True)
class FreshnessLimits:
    """How often facts are checked; an administrator sets these (see ``FreshnessPolicy``)."""

    contact_months: int = 6
    everything_months: int = 12
    grace_months: int = 6
    coordinator_months: int = 3
    due_days: int = 30


@dataclass(frozen=True, slots=True)
class Freshness:
    """The dates that matter for one record; all empty if it was never published nor checked."""

    checked_on: date | None = None
    due_on: date | None = None
    overdue_on: date | None = None
    too_old_on: date | None = None

    def state(self, today: date) -> FreshnessState:
        """Return how it stands on a day."""
        if self.is_too_old(today):
            return FreshnessState.TOO_OLD
        if self.is_overdue(today):
            return FreshnessState.OVERDUE
        if self.due_on is not None and self.due_on <= today:
            return FreshnessState.DUE
        return FreshnessState.FRESH

    def is_overdue(self, today: date) -> bool:
        """Return whether the record sinks in results and is marked."""
        return self.overdue_on is not None and self.overdue_on <= today

    def is_too_old(self, today: date) -> bool:
        """Return whether the record may no longer be a first contact."""
        return self.too_old_on is not None and self.too_old_on <= today

    def changes_after(self, today: date) -> Iterable[date]:
        """Yield the days ahead on which this record sinks or stops being a first contact."""
        return (day for day in (self.overdue_on, self.too_old_on) if day and day > today)


@lru_cache(maxsize=4_096)
def freshness_of_record(
    limits: FreshnessLimits,
    *,
    checked_on: date | None,
    first_published_on: date | None,
    has_contacts: bool = False,
    contact_checked_on: date | None = None,
) -> Freshness:
    """Return the dates of an entry, with the latest check of one of its numbers or addresses.

    A check of everything counts for the contact facts too. After that they are in time as long as
    one of them is: then there still is a way to reach someone, and the others are marked.
    Remembered, for a whole directory shares a few dates.
    """
    start = checked_on or first_published_on
    if start is None:
        return Freshness(checked_on)
    overdue_on = add_months(start, limits.everything_months)
    if has_contacts:
        contact_start = max(start, contact_checked_on or start)
        overdue_on = min(overdue_on, add_months(contact_start, limits.contact_months))
    return _freshness(limits, checked_on, overdue_on)


@lru_cache(maxsize=4_096)
def freshness_of_contact(
    limits: FreshnessLimits, *, checked_on: date | None, first_published_on: date | None
) -> Freshness:
    """Return the dates of one number or address, which has a cycle of its own."""
    start = checked_on or first_published_on
    if start is None:
        return Freshness(checked_on)
    return _freshness(limits, checked_on, add_months(start, limits.contact_months))


def _freshness(limits: FreshnessLimits, checked_on: date | None, overdue_on: date) -> Freshness:
    return Freshness(
        checked_on=checked_on,
        due_on=overdue_on - timedelta(days=limits.due_days),
        overdue_on=overdue_on,
        too_old_on=add_months(overdue_on, limits.grace_months),
    )


def add_months(day: date, months: int) -> date:
    """Return the same day some months on, or the last of that month if it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
