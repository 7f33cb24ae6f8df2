"""What the pages of the three vocabularies have in common."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from editorial.admin.language_tabs import TranslatedAdmin


class VocabularyAdmin(TranslatedAdmin):
    """Keep terms in the order in which visitors see them. A code never changes: it is in links."""

    list_display: Any = ("__str__", "code", "kind_of", "position")
    list_select_related = ("kind_of",)
    search_fields = ("code", "label_nl", "label_en", "synonyms_nl", "synonyms_en")
    autocomplete_fields = ("kind_of",)
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
