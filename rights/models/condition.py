"""On what a right depends, in words and, where a visitor can say it, in codes."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models import Situation
from directory.models.fields import ChoiceSetField
from editorial.models import TranslatedModel
from rights.models.choices import Step
from rights.models.right import Right


class Condition(TranslatedModel):
    """One condition of one right.

    Any of ``steps``, or the ``situation``, meets it; any of ``excluding_steps`` makes it fail. A
    condition without codes can only be read: it keeps its right at "only if".
    """

    key_fields = ("key",)
    document_excluded = frozenset({"right"})
    safety_critical_texts = frozenset({"text"})

    right = models.ForeignKey(Right, on_delete=models.CASCADE, related_name="conditions")
    key = models.SlugField(_("key"), max_length=40)
    text = models.TextField(_("condition"), help_text=_("A sentence that is true if it is met."))
    steps = ChoiceSetField(
        _("met by"), choice_set=Step, help_text=_("Any of these steps, when taken, meets it.")
    )
    situation = models.ForeignKey(
        Situation,
        verbose_name=_("met by the situation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    excluding_steps = ChoiceSetField(
        _("fails by"),
        choice_set=Step,
        help_text=_("Any of these steps, when taken, makes it fail."),
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    objects: ClassVar[models.Manager["Condition"]] = models.Manager()
    _default_manager: ClassVar[models.Manager["Condition"]]

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["right", "key"], name="condition_key_once_a_right"),
        ]

    def __str__(self) -> str:
        return f"{self.text or self.key} ({self.key})"
