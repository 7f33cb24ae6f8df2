"""What a person needs."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.choices import NeedGroup
from directory.models.exploitation_form import ExploitationForm
from directory.models.vocabulary import VocabularyTerm

SHELTER = "shelter"
"""The code of the need for a place to sleep: who meets it may have a secret place."""


class Need(VocabularyTerm):
    """A need in a person's words, shown in one of five groups."""

    group = models.CharField(_("group"), max_length=20, choices=NeedGroup.choices)
    exploitation_form = models.ForeignKey(
        ExploitationForm,
        verbose_name=_("is about this form of exploitation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="needs",
        help_text=_(
            "Whoever has this need has named this form. Leave it empty for a need that anybody may"
            " have: then nobody who helps with some forms only becomes the first contact by it."
        ),
    )

    exploitation_form_id: int | None

    objects: ClassVar[models.Manager["Need"]] = models.Manager()
    _default_manager: ClassVar[models.Manager["Need"]]

    class Meta(VocabularyTerm.Meta):
        verbose_name = _("need")
        verbose_name_plural = _("needs")

    @property
    def is_shelter(self) -> bool:
        """Return whether this is a place to sleep, or a kind of it: a query for a kind."""
        return self.code == SHELTER or (self.kind_of is not None and self.kind_of.code == SHELTER)
