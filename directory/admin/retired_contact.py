"""Numbers and sites that no longer work."""

from django.contrib import admin

from directory.models import RetiredContact
from editorial.admin.language_tabs import TranslatedAdmin


@admin.register(RetiredContact)
class RetiredContactAdmin(TranslatedAdmin):
    """Keep what is retired, so that nobody puts it back."""

    list_display = ("__str__", "whose", "retired_on", "instead")
    search_fields = ("value", "whose_nl", "whose_en")
    fields = (
        ("value", "retired_on"),
        "whose",
        "instead",
        "source_title",
        "source_site",
        ("source_date", "date_is", "stated_by"),
    )
