"""What else is true of a person and may decide which help fits."""

from django.utils.translation import gettext_lazy as _

from directory.models.vocabulary import VocabularyTerm


class Situation(VocabularyTerm):
    """A circumstance; a person may be in several at once."""

    class Meta(VocabularyTerm.Meta):
        verbose_name = _("situation")
        verbose_name_plural = _("situations")
