"""What a person needs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.choices import NeedGroup
from directory.models.vocabulary import VocabularyTerm


class Need(VocabularyTerm):
    """A need in a person's words, shown in one of five groups."""

    group = models.CharField(_("group"), max_length=20, choices=NeedGroup.choices)

    class Meta(VocabularyTerm.Meta):
        verbose_name = _("need")
        verbose_name_plural = _("needs")
