"""Who answers for a part of the content: a ministry, a lawyer, and until when."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.models.choices import NeedGroup
from directory.models.organization import Organization, OrganizationKind
from editorial.models import FieldCheckConstraint


class Ownership(models.Model):
    """A named owner, the sign-off by a lawyer, and the day until which that holds."""

    owner = models.ForeignKey(
        Organization,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        limit_choices_to={"kind": OrganizationKind.MINISTRY},
        related_name="+",
        help_text=_("The ministry that answers for it. Empty: nobody yet."),
    )
    signed_off_by = models.CharField(
        _("signed off by"), max_length=200, blank=True, help_text=_("The lawyer who read it.")
    )
    signed_off_on = models.DateField(_("signed off on"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(signed_off_by="") ^ Q(signed_off_on__isnull=False),
                name="%(class)s_sign_off_has_name_and_day",
                violation_error_message=_("Give both who signed it off and on which day."),
            ),
            FieldCheckConstraint(
                field="valid_until",
                condition=Q(valid_until__gt=F("signed_off_on")),
                name="%(class)s_ends_after_sign_off",
                violation_error_message=_("Choose a day after the sign-off."),
            ),
        ]

    def missing(self, today: date) -> list[str]:
        """Return what is not arranged, as words; empty if all is."""
        return [
            str(words)
            for is_missing, words in (
                (self.owner_id is None, _("no owner")),
                (self.signed_off_on is None, _("no sign-off by a lawyer")),
                (self.valid_until is None, _("no date until which it is valid")),
                (self.valid_until is not None and self.valid_until < today, _("no longer valid")),
            )
            if is_missing
        ]


class TopicOwnership(Ownership):
    """Who answers for one of the groups of needs."""

    group = models.CharField(_("topic"), max_length=20, choices=NeedGroup.choices, unique=True)

    objects: ClassVar[models.Manager["TopicOwnership"]] = models.Manager()

    class Meta(Ownership.Meta):
        verbose_name = _("owner of a topic")
        verbose_name_plural = _("owners of topics")
        ordering: ClassVar = ["group"]

    def __str__(self) -> str:
        return str(self.get_group_display())
