"""For whom a right holds: one value for a group of ages and residence statuses."""

from collections import Counter
from collections.abc import Collection, Iterable
from itertools import product
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.models import AgeGroup, ResidenceStatus
from directory.models.fields import ChoiceSetField, LinesField, lacks_code
from editorial.models import FieldCheckConstraint, TranslatedModel, is_filled
from rights.models.choices import RESIDENCE_STATUSES, Entitled
from rights.models.right import Right

EVERYONE = frozenset(product(AgeGroup.values, (status.value for status in RESIDENCE_STATUSES)))
"""Every age with every residence status: what a right's entitlements must answer once each."""


class Entitlement(TranslatedModel):
    """What a right is for these ages with these papers; "only if" asks all its conditions."""

    key_fields = ("position",)
    document_excluded = frozenset({"right"})
    safety_critical_texts = frozenset({"explanation"})

    right = models.ForeignKey(Right, on_delete=models.CASCADE, related_name="entitlements")
    age_groups = ChoiceSetField(_("ages"), choice_set=AgeGroup, blank=False)
    residence_statuses = ChoiceSetField(_("papers"), choice_set=ResidenceStatus, blank=False)
    value = models.CharField(_("entitled"), max_length=10, choices=Entitled.choices)
    conditions = LinesField(
        _("conditions"), help_text=_("The keys of conditions above, one a line; all must be met.")
    )
    explanation = models.TextField(
        _("explanation"), blank=True, help_text=_("Why not, or what else this person should know.")
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    objects: ClassVar[models.Manager["Entitlement"]] = models.Manager()
    _default_manager: ClassVar[models.Manager["Entitlement"]]

    explanation_nl: str | None

    class Meta:
        verbose_name = _("entitlement")
        verbose_name_plural = _("entitlements")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(value__in=Entitled.values), name="entitlement_has_one_of_three_values"
            ),
            models.CheckConstraint(
                condition=Q(value=Entitled.ONLY_IF) ^ Q(conditions=[]),
                name="only_if_has_conditions_and_nothing_else_has",
                violation_error_message=_("“Only if” needs conditions; “yes” and “no” have none."),
            ),
            FieldCheckConstraint(
                field="explanation_nl",
                condition=~Q(value=Entitled.NO) | is_filled("explanation_nl"),
                name="a_no_says_why_not",
                violation_error_message=_("Say why not, and what there is instead."),
            ),
            FieldCheckConstraint(
                field="residence_statuses",
                condition=lacks_code("residence_statuses", ResidenceStatus.UNKNOWN),
                name="entitlement_is_not_for_unknown_papers",
                violation_error_message=_(
                    "Leave “I would rather not say” out: it means any papers."
                ),
            ),
            models.UniqueConstraint(
                fields=["right", "position"], name="entitlement_position_once_a_right"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_value_display()}: {described(self.age_groups, self.residence_statuses)}"

    @property
    def people(self) -> Iterable[tuple[str, str]]:
        """Return the combinations of age and papers that this row answers."""
        return product(self.age_groups, self.residence_statuses)


def described(age_groups: Collection[str], residence_statuses: Collection[str]) -> str:
    """Return in words for whom a row of a right is: ages, then papers, all of them as everyone."""
    ages = [str(AgeGroup(code).label) for code in AgeGroup.values if code in age_groups]
    papers = [str(one.label) for one in RESIDENCE_STATUSES if one.value in residence_statuses]
    parts = [
        ", ".join(ages) if len(ages) < len(AgeGroup) else gettext("every age"),
        ", ".join(papers) if len(papers) < len(RESIDENCE_STATUSES) else gettext("any papers"),
    ]
    return "; ".join(parts)


def coverage_problems(
    entitlements: Iterable[Entitlement], condition_keys: Iterable[str]
) -> list[Any]:
    """Return what is wrong with the rows of one right together, as messages; empty if nothing."""
    entitlements, known = list(entitlements), set(condition_keys)
    answered = Counter(person for row in entitlements for person in row.people)
    problems: list[Any] = []
    missing = sorted(EVERYONE - answered.keys())
    if missing:
        problems.append(_("Nobody answers for: %(people)s.") % {"people": _named(missing)})
    doubled = sorted(person for person, times in answered.items() if times > 1)
    if doubled:
        problems.append(_("Answered more than once: %(people)s.") % {"people": _named(doubled)})
    used = {key for row in entitlements for key in row.conditions}
    if used - known:
        problems.append(
            _("There is no such condition: %(keys)s.") % {"keys": ", ".join(sorted(used - known))}
        )
    if known - used:
        problems.append(
            _("Nobody has this condition: %(keys)s.") % {"keys": ", ".join(sorted(known - used))}
        )
    return problems


def _named(people: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{age} + {status}" for age, status in people)
