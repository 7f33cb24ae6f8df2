"""How a term of Dutch law or care is said in English on this site."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class GlossaryTerm(models.Model):
    """One term in both languages, for who translates; visitors never see it."""

    term_nl = models.CharField(_("Dutch term"), max_length=150, unique=True)
    term_en = models.CharField(_("English term"), max_length=150)
    note = models.TextField(
        _("note"), blank=True, help_text=_("When to use it, and what not to write instead.")
    )

    objects: ClassVar[models.Manager["GlossaryTerm"]] = models.Manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("glossary")
        ordering: ClassVar = ["term_nl"]

    def __str__(self) -> str:
        return f"{self.term_nl} – {self.term_en}"
