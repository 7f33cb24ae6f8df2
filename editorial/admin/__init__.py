"""The desk of the editorial app; one file a kind of record."""

from editorial.admin.audit_event import AuditEventAdmin
from editorial.admin.confirmation_link import ConfirmationLinkAdmin
from editorial.admin.freshness_policy import FreshnessPolicyAdmin
from editorial.admin.glossary_term import GlossaryTermAdmin
from editorial.admin.link_finding import LinkFindingAdmin
from editorial.admin.proposal import ProposalAdmin
from editorial.admin.translation_source import TranslationSourceAdmin
from editorial.admin.user import AccountAdmin
from editorial.admin.verification import VerificationAdmin
from editorial.admin.visitor_report import VisitorReportAdmin

__all__ = [
    "AccountAdmin",
    "AuditEventAdmin",
    "ConfirmationLinkAdmin",
    "FreshnessPolicyAdmin",
    "GlossaryTermAdmin",
    "LinkFindingAdmin",
    "ProposalAdmin",
    "TranslationSourceAdmin",
    "VerificationAdmin",
    "VisitorReportAdmin",
]
