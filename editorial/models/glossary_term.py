"""How a term of Dutch law or care is said in English on this site."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

AVOID_HELP = _(
    "Words for it that the site does not use, with commas between. Whoever writes one of them in an"
    " entry is told to write the term."
)


class GlossaryTerm(models.Model):
    """One term in both languages, for who translates; visitors never see it."""

    term_nl = models.CharField(_("Dutch term"), max_length=150, unique=True)
    term_en = models.CharField(_("English term"), max_length=150)
    avoid_nl = models.CharField(_("not in Dutch"), max_length=300, blank=True, help_text=AVOID_HELP)
    avoid_en = models.CharField(
        _("not in English"), max_length=300, blank=True, help_text=AVOID_HELP
    )
    note = models.TextField(_("note"), blank=True, help_text=_("When to use it."))

    objects: ClassVar[models.Manager["GlossaryTerm"]] = models.Manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("glossary")
        ordering: ClassVar = ["term_nl"]

    def __str__(self) -> str:
        return f"{self.term_nl} – {self.term_en}"
