"""The words of the directory: needs, forms of exploitation, situations, hints for what is typed."""

from typing import Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from directory.models import ExploitationForm, Need, NeedRank, SearchHint, Situation
from editorial.admin.audited import AuditedAdmin
from editorial.admin.language_tabs import TranslatedAdmin


class VocabularyAdmin(TranslatedAdmin):
    """Keep terms in the order in which visitors see them. A code never changes: it is in links."""

    list_display: Any = ("__str__", "code", "kind_of", "position")
    list_select_related = ("kind_of",)
    search_fields = ("code", "label_nl", "label_en", "synonyms_nl", "synonyms_en")
    autocomplete_fields: ClassVar[Any] = ("kind_of",)
    ordering = ("position", "code")
    words: ClassVar[tuple[str, ...]] = ("code", "label", "explanation")

    def get_fieldsets(self, request: Any, obj: Any = None) -> Any:
        """Ask for the words of a person first, then for its place among the others."""
        return self._patch_fieldsets(
            [
                (None, {"fields": [*self.words]}),
                (
                    _("What people type"),
                    {"fields": ["synonyms_nl", "synonyms_en"]},
                ),
                (_("Place among the others"), {"fields": ["kind_of", "position"]}),
            ]
        )

    def get_readonly_fields(self, request: Any, obj: Any = None) -> Any:
        """Keep the code of a term that exists."""
        return ("code",) if obj else ()


@admin.register(Need)
class NeedAdmin(VocabularyAdmin):
    """Keep the needs, each in one of five groups."""

    words = ("code", "group", "label", "explanation", "exploitation_form")
    list_display = ("__str__", "code", "group", "kind_of", "position")
    list_filter = ("group",)
    autocomplete_fields = ("kind_of", "exploitation_form")


@admin.register(NeedRank)
class NeedRankAdmin(AuditedAdmin):
    """Keep the order of those who meet a need: choose a need, then change the numbers."""

    list_display = ("service", "need", "rank", "may_be_first")
    list_editable = ("rank",)
    list_filter = ("need",)
    list_select_related = ("service", "need")
    search_fields = ("service__name_nl", "service__organization__name_nl", "need__code")
    autocomplete_fields = ("service", "need")
    ordering = ("need__position", "rank", "pk")


@admin.register(ExploitationForm)
class ExploitationFormAdmin(VocabularyAdmin):
    """Keep the forms of exploitation."""


@admin.register(Situation)
class SituationAdmin(VocabularyAdmin):
    """Keep the situations."""


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
