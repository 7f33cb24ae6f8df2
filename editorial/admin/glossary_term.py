"""The glossary, for who translates."""

from django.contrib import admin

from editorial.admin.audited import AuditedAdmin
from editorial.models import GlossaryTerm


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(AuditedAdmin):
    """Keep terms in both languages; they stand beside the queue of translations.

    The words to avoid are named beside every text in which they stand.
    """

    list_display = ("term_nl", "term_en", "note")
    search_fields = ("term_nl", "term_en", "avoid_nl", "avoid_en", "note")
