"""A number or address that is checked in a cycle of its own."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.freshness import Freshness, FreshnessLimits, freshness_of_contact
from editorial.models.assured import AssuredDateField, AssuredValueField
from editorial.models.entry import TranslatedModel


class ContactFact(TranslatedModel):
    """A way to reach somebody: a subclass has a ``value``, which is what is verified.

    The value that was verified, or found wrong, is kept beside the day, so that a number that was
    changed since, by whatever road, counts as never checked. ``correctable_columns`` are what an
    organization may correct by a link, the value first.
    """

    document_excluded: ClassVar = frozenset({"assured_date", "assured_value", "found_wrong_on"})
    correctable_columns: ClassVar[tuple[str, ...]] = ("value",)

    assured_date = AssuredDateField(_("assured date"), null=True, blank=True, editable=False)
    assured_value = AssuredValueField(
        _("assured value"), max_length=250, blank=True, default="", editable=False
    )
    found_wrong_on = AssuredDateField(_("found wrong on"), null=True, blank=True, editable=False)

    value: "models.CharField[str, str]"

    class Meta:
        abstract = True

    @property
    def checked_on(self) -> date | None:
        """Return the day on which this very value was verified, or None."""
        return self.assured_date if self.assured_value == self.value else None

    @property
    def is_found_wrong(self) -> bool:
        """Return whether a person found that this very value is not right."""
        return self.found_wrong_on is not None and self.assured_value == self.value

    def freshness(self, limits: FreshnessLimits, *, first_published_on: date | None) -> Freshness:
        """Return when this has to be checked again; unchecked it counts from its entry's day."""
        return freshness_of_contact(
            limits, checked_on=self.checked_on, first_published_on=first_published_on
        )

    def value_problem(self) -> str:
        """Return what is wrong with the value as it is written, or nothing; asks nobody."""
        return ""
