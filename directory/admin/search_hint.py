"""Words that lead to something else than a need, a form or a situation."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from directory.models import SearchHint
from editorial.admin.language_tabs import TranslatedAdmin


@admin.register(SearchHint)
class SearchHintAdmin(TranslatedAdmin):
    """Keep explanations, filters and services that typed words lead to."""

    list_display = ("slug", "explanation")
    search_fields = ("slug", "phrases_nl", "phrases_en", "explanation_nl", "explanation_en")
    autocomplete_fields = ("services",)
    fieldsets = [
        (_("When people type"), {"fields": ["slug", "phrases_nl", "phrases_en"]}),
        (_("We explain"), {"fields": ["explanation"]}),
        (
            _("We offer"),
            {
                "fields": [
                    "services",
                    "residence_statuses",
                    "age_groups",
                    "audiences",
                    "phases",
                ]
            },
        ),
    ]
