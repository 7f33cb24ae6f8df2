"""That a regional care coordinator is there, takes people, and agreed to be listed."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models.area import AreaKind
from directory.models.service import Service
from editorial.freshness import FreshnessLimits, add_months
from editorial.models import ContentModel, VerificationMethod

COORDINATION = "coordination"
"""The code of the need that a care coordinator meets."""


class RegionalConfirmationQuerySet(models.QuerySet["RegionalConfirmation"]):
    """Queries over confirmations."""

    def agreed(self) -> Self:
        """Keep those whose organization agreed to be listed, in the order of services."""
        return self.filter(agreed_on__isnull=False, confirmed_on__isnull=False).order_by(
            "service__sort_key", "service"
        )


RegionalConfirmationManager = models.Manager.from_queryset(RegionalConfirmationQuerySet)


class RegionalConfirmation(ContentModel):
    """Who confirmed a regional coordinator, and who agreed to the listing.

    Without both, and for longer than the policy allows, a coordinator is no first contact. It
    belongs to the content, for the signpost answers by it.
    """

    key_fields = ("service",)

    service = models.OneToOneField(
        Service,
        verbose_name=_("service"),
        on_delete=models.CASCADE,
        related_name="regional_confirmation",
        limit_choices_to={"needs__code": COORDINATION},
    )
    confirmed_by = models.CharField(
        _("confirmed by"),
        max_length=200,
        blank=True,
        help_text=_("The person and function in the region who said that it is right."),
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    how = models.CharField(_("how"), max_length=20, choices=VerificationMethod.choices, blank=True)
    agreed_by = models.CharField(
        _("agreed by"),
        max_length=200,
        blank=True,
        help_text=_("Who agreed on behalf of the organisation to be listed here."),
    )
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)

    objects = RegionalConfirmationManager()

    class Meta:
        verbose_name = _("confirmation of a regional coordinator")
        verbose_name_plural = _("confirmations of regional coordinators")
        ordering: ClassVar = ["service"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(confirmed_by="", confirmed_on__isnull=True, how="")
                | (~Q(confirmed_by="") & Q(confirmed_on__isnull=False) & ~Q(how="")),
                name="confirmation_says_who_when_and_how",
                violation_error_message=_("Give who confirmed it, on which day, and how."),
            ),
            models.CheckConstraint(
                condition=Q(agreed_by="") ^ Q(agreed_on__isnull=False),
                name="agreement_has_name_and_day",
                violation_error_message=_("Give both who agreed and on which day."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.service)

    def holds_until(self, limits: FreshnessLimits) -> date | None:
        """Return the first day on which this no longer makes a first contact, or None."""
        if self.confirmed_on is None or self.agreed_on is None:
            return None
        return add_months(self.confirmed_on, limits.coordinator_months)


def regional_coordinators(*, at: datetime) -> Iterator[tuple[str, RegionalConfirmation]]:
    """Yield the slug of each published coordinator of less than the country, and its confirmation.

    One that nobody ever confirmed comes with an empty one, unsaved. One query.
    """
    found = (
        Service.all_objects.filter(needs__code=COORDINATION)
        .exclude(service_areas__kind=AreaKind.COUNTRY)
        .published(at=at)
        .select_related("regional_confirmation")
        .order_by("sort_key", "pk")
        .only("slug", "regional_confirmation")
    )
    for service in found:
        confirmation = getattr(service, "regional_confirmation", None)
        yield service.slug, confirmation or RegionalConfirmation(service=service)
