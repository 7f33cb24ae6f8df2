"""What the checker of links and numbers found."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LinkOutcome(models.TextChoices):
    """What became of asking for a link. The codes stand in the table: never change one."""

    WORKS = "works", _("Works")
    MOVED = "moved", _("Moved for good")
    GONE = "gone", _("Does not exist any more")
    INSECURE = "insecure", _("Its certificate is wrong")
    LOOP = "loop", _("Leads round in circles")
    INVALID = "invalid", _("Is no address that can be visited")
    INVALID_NUMBER = "invalid_number", _("Is no valid number")
    FAILS = "fails", _("The site gives an error")
    UNREACHABLE = "unreachable", _("The site does not answer")
    REFUSED = "refused", _("The site refuses machines: look yourself")


CERTAIN_FAULTS = frozenset(
    {
        LinkOutcome.MOVED,
        LinkOutcome.GONE,
        LinkOutcome.INSECURE,
        LinkOutcome.LOOP,
        LinkOutcome.INVALID,
        LinkOutcome.INVALID_NUMBER,
    }
)
"""Outcomes that will not mend themselves."""

PASSING_FAULTS = frozenset({LinkOutcome.FAILS, LinkOutcome.UNREACHABLE})
"""Outcomes that may be over tomorrow: they count when a second run finds them too."""

RUNS_UNTIL_A_FAULT = 2


class LinkFindingQuerySet(models.QuerySet["LinkFinding"]):
    """Queries over findings."""

    def faults(self) -> Self:
        """Keep what an editor must look at: not accepted, and no hiccup of one run."""
        return self.filter(
            Q(outcome__in=CERTAIN_FAULTS)
            | Q(outcome__in=PASSING_FAULTS, failures__gte=RUNS_UNTIL_A_FAULT),
            accepted_at__isnull=True,
        )


class LinkFinding(models.Model):
    """One link or number of one field of one record, with what the last check of it gave.

    ``language`` is empty for facts that both languages share. An editor who looked may accept a
    finding; it comes back when the outcome changes.
    """

    URL_LENGTH: ClassVar[int] = 1_000

    model = models.CharField(_("kind of record"), max_length=100)
    key = models.CharField(_("key"), max_length=250)
    field = models.CharField(_("field"), max_length=60)
    language = models.CharField(_("language"), max_length=2, blank=True)
    url = models.CharField(_("link or number"), max_length=URL_LENGTH)
    outcome = models.CharField(_("outcome"), max_length=20, choices=LinkOutcome.choices)
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    final_url = models.CharField(_("leads to"), max_length=URL_LENGTH, blank=True)
    detail = models.CharField(_("detail"), max_length=200, blank=True)
    checked_at = models.DateTimeField(_("checked at"), db_index=True)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    accepted_by = models.CharField(_("accepted by"), max_length=200, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)

    objects = LinkFindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("link or number checked")
        verbose_name_plural = _("links and numbers checked")
        ordering: ClassVar = ["model", "key", "field", "language", "url", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["model", "key", "field", "language", "url"], name="link_finding_once_a_link"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.url}: {self.get_outcome_display()}"

    def note(
        self,
        outcome: LinkOutcome,
        *,
        at: datetime,
        status: int | None = None,
        final_url: str = "",
        detail: str = "",
    ) -> None:
        """Take in a new outcome, unsaved; another outcome than was accepted opens it again."""
        if outcome != self.outcome:
            self.accepted_by, self.accepted_at = "", None
        is_fault = outcome in CERTAIN_FAULTS | PASSING_FAULTS
        self.failures = self.failures + 1 if is_fault else 0
        self.failing_since = (self.failing_since or at) if is_fault else None
        self.outcome, self.status, self.checked_at = outcome, status, at
        self.final_url, self.detail = final_url[: self.URL_LENGTH], detail[:200]
