"""What else is true of a person."""

from django.contrib import admin

from directory.admin.vocabulary import VocabularyAdmin
from directory.models import Situation


@admin.register(Situation)
class SituationAdmin(VocabularyAdmin):
    """Keep the situations."""
