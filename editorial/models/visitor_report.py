"""What visitors say is not right: choices and counts, nothing about who said it."""

from dataclasses import dataclass
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ReportReason(models.TextChoices):
    """What a visitor can choose; there is no free text, in which people would ask for help."""

    NO_ANSWER = "no_answer", _("The number does not answer")
    CLOSED = "closed", _("It is closed")
    NOT_FOR_ME = "not_for_me", _("It is not for me, though it says so here")
    OUTDATED = "outdated", _("It is no longer like this")
    OTHER = "other", _("Something else is not right")


REASONS_ABOUT_CONTACT = (
    ReportReason.NO_ANSWER,
    ReportReason.CLOSED,
    ReportReason.NOT_FOR_ME,
    ReportReason.OTHER,
)
"""For entries that one can call or visit."""

REASONS_ABOUT_TEXT = (ReportReason.OUTDATED, ReportReason.OTHER)
"""For entries that one can only read."""


@dataclass(frozen=True, slots=True)
class ReportOption:
    """A reason as the component of choices wants it."""

    code: str
    label: str | Promise
    explanation: str = ""
    selected: bool = False


class VisitorReportQuerySet(models.QuerySet["VisitorReport"]):
    """Queries over reports."""

    def open(self) -> Self:
        """Keep what nobody has looked into yet."""
        return self.filter(settled_at__isnull=True)

    def about(self, model: str, key: str) -> Self:
        """Keep those about one entry."""
        return self.filter(model=model, key=key)


class VisitorReport(models.Model):
    """How often one thing was said of one entry on one day, until an editor settles it.

    A day and a count is all: no moment, no address, no text.
    """

    model = models.CharField(_("kind of record"), max_length=100)
    key = models.CharField(_("key"), max_length=250)
    reason = models.CharField(_("reason"), max_length=20, choices=ReportReason.choices)
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("count"), default=0)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.CharField(_("settled by"), max_length=200, blank=True)

    objects = VisitorReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report by visitors")
        verbose_name_plural = _("reports by visitors")
        ordering: ClassVar = ["-day", "model", "key", "reason", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["model", "key", "reason", "day"],
                condition=Q(settled_at__isnull=True),
                name="open_report_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.get_reason_display()} ({self.count})"
