"""What a person needs."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.choices import NeedGroup
from directory.models.vocabulary import VocabularyTerm


class Need(VocabularyTerm):
    """A need in a person's words, shown in one of five groups."""

    group = models.CharField(_("group"), max_length=20, choices=NeedGroup.choices)

    objects: ClassVar[models.Manager["Need"]] = models.Manager()
    _default_manager: ClassVar[models.Manager["Need"]]

    class Meta(VocabularyTerm.Meta):
        verbose_name = _("need")
        verbose_name_plural = _("needs")
