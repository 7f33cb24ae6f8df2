"""The desk of the editorial app; one file a kind of record."""

from editorial.admin.audit_event import AuditEventAdmin
from editorial.admin.glossary_term import GlossaryTermAdmin
from editorial.admin.proposal import ProposalAdmin
from editorial.admin.translation_source import TranslationSourceAdmin
from editorial.admin.user import AccountAdmin

__all__ = [
    "AccountAdmin",
    "AuditEventAdmin",
    "GlossaryTermAdmin",
    "ProposalAdmin",
    "TranslationSourceAdmin",
]
