"""Tabs for the languages of a form; without script both languages stand below each other."""

from typing import TYPE_CHECKING, Any

from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from editorial.admin.audited import AuditedAdmin
from editorial.admin.plain_language import PlainLanguageFields, PlainLanguagePage

if TYPE_CHECKING:
    Translation = TranslationAdmin[Any]
    StackedInline = TranslationStackedInline[Any, Any]
else:
    Translation = TranslationAdmin
    StackedInline = TranslationStackedInline


class LanguageTabs:
    """Show one language at a time. Ours: modeltranslation's tabs fetch jQuery UI from elsewhere."""

    class Media:
        css = {"all": ("desk/form.css",)}
        js = ("desk/language_tabs.js", "desk/form_draft.js", "desk/plain_language.js")


class TranslatedAdmin(LanguageTabs, PlainLanguagePage, AuditedAdmin, Translation):
    """Edit a record with texts in both languages that is no entry: what is saved is live."""


class TranslatedRows(PlainLanguageFields, StackedInline):
    """Rows below an entry with texts in both languages; the tabs of the page hold for them too."""

    extra = 0
