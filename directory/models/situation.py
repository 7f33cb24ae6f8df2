"""What else is true of a person and may decide which help fits."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.vocabulary import VocabularyTerm


class Situation(VocabularyTerm):
    """A circumstance; a person may be in several at once."""

    objects: ClassVar[models.Manager["Situation"]] = models.Manager()
    _default_manager: ClassVar[models.Manager["Situation"]]

    class Meta(VocabularyTerm.Meta):
        verbose_name = _("situation")
        verbose_name_plural = _("situations")
