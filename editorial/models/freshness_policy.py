"""How fresh facts must be, as an administrator sets it."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.freshness import FreshnessLimits
from editorial.models.entry import ContentModel

AT_LEAST_ONE_AT_MOST_TEN_YEARS = (MinValueValidator(1), MaxValueValidator(120))


class FreshnessPolicy(ContentModel):
    """The one row of limits; without it the defaults hold.

    It belongs to the content, so that a change counts for the content version: what is overdue is
    decided in the snapshot.
    """

    SINGLETON_KEY: ClassVar[int] = 1

    key_fields = ("pk",)

    contact_months = models.PositiveSmallIntegerField(
        _("contact facts are checked every (months)"),
        default=6,
        validators=AT_LEAST_ONE_AT_MOST_TEN_YEARS,
    )
    everything_months = models.PositiveSmallIntegerField(
        _("everything is checked every (months)"),
        default=12,
        validators=AT_LEAST_ONE_AT_MOST_TEN_YEARS,
    )
    grace_months = models.PositiveSmallIntegerField(
        _("no first contact when overdue for (months)"),
        default=6,
        validators=AT_LEAST_ONE_AT_MOST_TEN_YEARS,
        help_text=_("A fallback is never hidden: it raises an alarm in the work list instead."),
    )
    coordinator_months = models.PositiveSmallIntegerField(
        _("a regional coordinator is confirmed every (months)"),
        default=3,
        validators=AT_LEAST_ONE_AT_MOST_TEN_YEARS,
    )
    due_days = models.PositiveSmallIntegerField(
        _("in the work list before the limit (days)"),
        default=30,
        validators=(MaxValueValidator(365),),
    )
    link_days = models.PositiveSmallIntegerField(
        _("a link for an organisation works for (days)"),
        default=30,
        validators=(MinValueValidator(1), MaxValueValidator(90)),
    )

    objects: ClassVar[models.Manager["FreshnessPolicy"]] = models.Manager()

    class Meta:
        verbose_name = _("freshness policy")
        verbose_name_plural = _("freshness policy")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(pk=1), name="freshness_policy_has_a_single_row"
            ),
        ]

    def __str__(self) -> str:
        return str(_("freshness policy"))

    @classmethod
    def current(cls) -> "FreshnessPolicy":
        """Return the limits that hold now: one query."""
        return cls.objects.filter(pk=cls.SINGLETON_KEY).first() or cls(pk=cls.SINGLETON_KEY)

    @property
    def limits(self) -> FreshnessLimits:
        """Return the limits as the pure module wants them."""
        return FreshnessLimits(
            contact_months=self.contact_months,
            everything_months=self.everything_months,
            grace_months=self.grace_months,
            coordinator_months=self.coordinator_months,
            due_days=self.due_days,
        )
