"""What a person needs."""

from django.contrib import admin

from directory.admin.vocabulary import VocabularyAdmin
from directory.models import Need


@admin.register(Need)
class NeedAdmin(VocabularyAdmin):
    """Keep the needs, each in one of five groups."""

    words = ("code", "group", "label", "explanation")
    list_display = ("__str__", "code", "group", "kind_of", "position")
    list_filter = ("group",)
