"""Who checked what, when and how: the only road to an assured date."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class VerifiedFact(models.TextChoices):
    """What was checked. A channel's own verification is of its contact fact: the number."""

    EVERYTHING = "everything", _("Everything")
    CONTACT = "contact", _("Contact facts")


class VerificationMethod(models.TextChoices):
    """How it was checked."""

    PHONED = "phoned", _("Phoned")
    WEBSITE = "website", _("Looked on the website")
    LETTER = "letter", _("Wrote a letter or e-mail")
    VISIT = "visit", _("Visited")
    ORGANIZATION = "organization", _("The organisation confirmed it")


class VerificationOutcome(models.TextChoices):
    """What came of it."""

    CORRECT = "correct", _("Still correct")
    CORRECTED = "corrected", _("Corrected, now correct")
    INCORRECT = "incorrect", _("Not correct")
    UNREACHABLE = "unreachable", _("Nobody could be reached")
    MISTAKE = "mistake", _("The verification before this one was a mistake")


ASSURING = frozenset({VerificationOutcome.CORRECT, VerificationOutcome.CORRECTED})
"""Outcomes after which the fact may be called checked."""


UNDOING = frozenset({VerificationOutcome.INCORRECT, VerificationOutcome.MISTAKE})
"""Outcomes after which it may not."""


class VerificationQuerySet(models.QuerySet["Verification"]):
    """Queries over verifications."""

    def of(self, model: str, key: str) -> Self:
        """Keep those of one record, newest first."""
        return self.filter(model=model, key=key).newest_first()

    def last_assured(self, models: Iterable[str]) -> dict[tuple[str, str], datetime]:
        """Return when everything of these kinds of records was last found right: one query.

        A check that was taken back, or after which something was found wrong, does not count.
        """
        rows = (
            self.filter(model__in=models, fact=VerifiedFact.EVERYTHING)
            .values_list("model", "key")
            .annotate(
                assured=Max("verified_at", filter=Q(outcome__in=ASSURING)),
                undone=Max("verified_at", filter=Q(outcome__in=UNDOING)),
            )
        )
        return {
            (model, key): assured
            for model, key, assured, undone in rows
            if assured is not None and (undone is None or undone < assured)
        }

    def newest_first(self) -> Self:
        """Order by time; of one moment, what was written last comes first."""
        return self.order_by("-verified_at", "-pk")


class Verification(models.Model):
    """One check of one record, written by ``editorial.verification.verify`` and never changed.

    The record and the person are named as text, so that deleting either loses nothing. ``value``
    is the number or address as it was when it was checked.
    """

    model = models.CharField(_("kind of record"), max_length=100)
    key = models.CharField(_("key"), max_length=250)
    name = models.CharField(_("name"), max_length=250)
    fact = models.CharField(_("what"), max_length=20, choices=VerifiedFact.choices)
    value = models.CharField(_("value"), max_length=250, blank=True)
    verified_at = models.DateTimeField(_("when"), default=timezone.now)
    verified_by = models.CharField(_("who"), max_length=200)
    how = models.CharField(_("how"), max_length=20, choices=VerificationMethod.choices)
    outcome = models.CharField(
        _("outcome"),
        max_length=20,
        choices=VerificationOutcome.choices,
        default=VerificationOutcome.CORRECT,
    )
    remark = models.CharField(_("remark"), max_length=500, blank=True)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        ordering: ClassVar = ["-verified_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["model", "key", "-verified_at"], name="verification_of_a_record"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_outcome_display()}"

    @property
    def assures(self) -> bool:
        """Return whether the fact may be called checked after this."""
        return self.outcome in ASSURING
