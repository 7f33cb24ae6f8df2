"""Whom to call first: rules that editors keep, not code."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.choices import AgeGroup, Audience, ResidenceStatus
from directory.models.exploitation_form import ExploitationForm
from directory.models.fields import ChoiceSetField
from directory.models.need import Need
from directory.models.service import Service
from directory.models.situation import Situation
from editorial.models import ContentModel, Entry, EntryQuerySet, PublishedManager


class Moment(models.TextChoices):
    """When a rule holds."""

    ANY = "any", _("Always")
    OFFICE_HOURS = "office_hours", _("In office hours (Monday to Friday, 9 to 17)")
    OUT_OF_HOURS = "out_of_hours", _("In the evening, at night, at the weekend")


class NeedChooses(models.TextChoices):
    """Among whom the need of a person chooses, if a rule holds."""

    NOBODY = "nobody", _("Among nobody: the order of this rule stands")
    OPTIONS = "options", _("Among the services of this rule")
    EVERYBODY = "everybody", _("Among everybody who is known to help this person")


class FirstContactRuleQuerySet(EntryQuerySet["FirstContactRule"]):
    """Queries over the rules."""

    def in_order(self) -> Self:
        """Order as they are tried, with their relations: 5 queries."""
        return self.prefetch_related(
            "options", "exploitation_forms", "situations", "needs"
        ).order_by("position", "pk")


FirstContactRuleManager = models.Manager.from_queryset(FirstContactRuleQuerySet)
PublishedFirstContactRuleManager = PublishedManager.from_queryset(FirstContactRuleQuerySet)


class FirstContactRule(Entry):
    """Which contact comes first for whom, and which alternative outside the police.

    The first rule that fits wins; an empty condition fits everyone. Its options are tried in order
    until one is known to accept the person, serves the place and can be reached.
    """

    document_children = ("options",)

    name = models.CharField(_("for whom"), max_length=200)
    reason = models.CharField(
        _("why this one"), max_length=300, help_text=_("Shown to the person: “Because …”.")
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    in_danger = models.BooleanField(_("only in danger"), default=False)
    audiences = ChoiceSetField(_("audiences"), choice_set=Audience)
    age_groups = ChoiceSetField(_("age groups"), choice_set=AgeGroup)
    exploitation_forms: Any = models.ManyToManyField(
        ExploitationForm, verbose_name=_("forms of exploitation"), blank=True
    )
    residence_statuses = ChoiceSetField(_("papers"), choice_set=ResidenceStatus)
    situations: Any = models.ManyToManyField(Situation, verbose_name=_("situations"), blank=True)
    needs: Any = models.ManyToManyField(Need, verbose_name=_("needs"), blank=True)
    moment = models.CharField(
        _("moment"), max_length=15, choices=Moment.choices, default=Moment.ANY
    )
    regional_coordinator_first = models.BooleanField(
        _("regional care coordinator first"),
        default=False,
        help_text=_("If one covers the place, was confirmed lately and takes people who come."),
    )
    need_chooses = models.CharField(
        _("the need chooses"),
        max_length=10,
        choices=NeedChooses.choices,
        default=NeedChooses.NOBODY,
        help_text=_(
            "Whoever this rule names first stays beside whom the need chooses. Behind the same"
            " number a need may always choose, except in danger."
        ),
    )
    is_fallback = models.BooleanField(
        _("is the fallback of its age groups"),
        default=False,
        help_text=_("What everyone of this age gets when nothing else is known to fit."),
    )

    objects: ClassVar[PublishedFirstContactRuleManager["FirstContactRule"]] = (
        PublishedFirstContactRuleManager()
    )
    all_objects: ClassVar[FirstContactRuleManager["FirstContactRule"]] = FirstContactRuleManager()

    class Meta:
        verbose_name = _("first-contact rule")
        verbose_name_plural = _("first-contact rules")
        ordering: ClassVar = ["position", "pk"]
        default_manager_name = "all_objects"
        base_manager_name = "all_objects"

    def __str__(self) -> str:
        return self.name or self.slug


class OptionRole(models.TextChoices):
    """What an option is for."""

    FIRST = "first", _("First contact")
    ALTERNATIVE = "alternative", _("Alternative outside the police")


class FirstContactOption(ContentModel):
    """A service that a rule tries, in order."""

    key_fields = ("role", "position")
    document_excluded = frozenset({"rule"})

    rule = models.ForeignKey(FirstContactRule, on_delete=models.CASCADE, related_name="options")
    role = models.CharField(_("role"), max_length=12, choices=OptionRole.choices)
    service = models.ForeignKey(Service, verbose_name=_("service"), on_delete=models.PROTECT)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering: ClassVar = ["role", "position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["rule", "role", "service"], name="service_once_a_role_in_a_rule"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.service}"
