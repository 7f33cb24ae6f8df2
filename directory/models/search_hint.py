"""What people type that is no need, form or situation."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.choices import AgeGroup, Audience, Phase, ResidenceStatus
from directory.models.fields import ChoiceSetField, LinesField
from editorial.models import TranslatedModel


class SearchHint(TranslatedModel):
    """An explanation, filters or services that certain typed words lead to.

    Smuggling is explained, words of suicide lead to the helpline, "no papers" offers a filter.
    """

    key_fields = ("slug",)

    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    phrases_nl = LinesField(_("Dutch phrases"), help_text=_("What people type, one a line."))
    phrases_en = LinesField(_("English phrases"), help_text=_("What people type, one a line."))
    explanation = models.TextField(_("explanation"), blank=True)
    residence_statuses = ChoiceSetField(_("offers statuses"), choice_set=ResidenceStatus)
    age_groups = ChoiceSetField(_("offers age groups"), choice_set=AgeGroup)
    audiences = ChoiceSetField(_("offers audiences"), choice_set=Audience)
    phases = ChoiceSetField(_("offers phases"), choice_set=Phase)
    services: Any = models.ManyToManyField(
        "directory.Service", verbose_name=_("leads to services"), blank=True
    )

    explanation_nl: str | None
    explanation_en: str | None

    objects: ClassVar[models.Manager["SearchHint"]] = models.Manager()

    class Meta:
        verbose_name = _("search hint")
        verbose_name_plural = _("search hints")
        ordering: ClassVar = ["slug"]

    def __str__(self) -> str:
        return self.slug

    def phrases(self, language: str) -> list[str]:
        """Return what people type in one language."""
        found: list[str] = self.phrases_nl if language == "nl" else self.phrases_en
        return found
