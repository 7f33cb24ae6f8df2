"""What a right says to people of certain ages with certain papers."""

from collections.abc import Collection, Iterable, Mapping
from itertools import product
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models import AgeGroup, ResidenceStatus
from directory.models.fields import ChoiceSetField, lacks_code
from editorial.models import FieldCheckConstraint, TranslatedModel
from rights.models.entitlement import described
from rights.models.provision import Provision
from rights.models.right import Right


class RightVariant(TranslatedModel):
    """The text of a right for these ages with these papers, in place of its general text.

    It is whole: nothing of the general text is shown beside it. Of the rows of a right, in their
    order, the first that holds for everyone a visitor may be is the one to show.
    """

    key_fields = ("key",)
    document_excluded = frozenset({"right"})
    safety_critical_texts = frozenset({"warning"})

    right = models.ForeignKey(Right, on_delete=models.CASCADE, related_name="variants")
    key = models.SlugField(_("key"), max_length=40)
    age_groups = ChoiceSetField(_("ages"), choice_set=AgeGroup, blank=False)
    residence_statuses = ChoiceSetField(_("papers"), choice_set=ResidenceStatus, blank=False)
    summary = models.TextField(_("what it is"))
    warning = models.TextField(
        _("warning"), blank=True, help_text=_("Shown before the way to use the right.")
    )
    how = models.TextField(_("how to get it"))
    duration = models.TextField(_("how long"), blank=True, help_text=_("Empty: not known."))
    doubt = models.TextField(_("doubt"), blank=True)
    provisions: Any = models.ManyToManyField(
        Provision, verbose_name=_("legal basis"), related_name="+"
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    objects: ClassVar[models.Manager["RightVariant"]] = models.Manager()
    _default_manager: ClassVar[models.Manager["RightVariant"]]

    class Meta:
        verbose_name = _("text for some people")
        verbose_name_plural = _("texts for some people")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            FieldCheckConstraint(
                field="residence_statuses",
                condition=lacks_code("residence_statuses", ResidenceStatus.UNKNOWN),
                name="variant_is_not_for_unknown_papers",
                violation_error_message=_(
                    "Leave “I would rather not say” out: it means any papers."
                ),
            ),
            models.UniqueConstraint(fields=["right", "key"], name="variant_key_once_a_right"),
        ]

    def __str__(self) -> str:
        return f"{described(self.age_groups, self.residence_statuses)} ({self.key})"

    @property
    def people(self) -> frozenset[tuple[str, str]]:
        """Return the combinations of age and papers that this text is for."""
        return frozenset(product(self.age_groups, self.residence_statuses))

    def holds_for(self, people: Collection[tuple[str, str]]) -> bool:
        """Return whether this text is for each of these combinations of age and papers."""
        return self.people.issuperset(people)

    def clean_relations(self, chosen: Mapping[str, list[Any]]) -> None:
        """Ask for an article: what differs by papers or age rests on a text of its own."""
        if not chosen.get("provisions"):
            raise ValidationError({"provisions": _("Choose at least one.")})


def variant_problems(variants: Iterable[RightVariant]) -> list[Any]:
    """Return which texts can never be shown because an earlier one is for all their people."""
    problems: list[Any] = []
    earlier: list[RightVariant] = []
    for variant in sorted(variants, key=lambda variant: variant.position):
        if any(before.holds_for(variant.people) for before in earlier):
            problems.append(_("Nobody is shown the text “%(key)s”.") % {"key": variant.key})
        earlier.append(variant)
    return problems
