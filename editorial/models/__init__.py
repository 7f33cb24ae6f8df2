"""One file a model; this module is the app's public list of them."""

from editorial.models.audit_event import AuditAction, AuditEvent
from editorial.models.confirmation_link import ConfirmationLink, LinkState
from editorial.models.contact_fact import ContactFact
from editorial.models.content_version import ContentVersion
from editorial.models.daily_count import DailyCount
from editorial.models.entry import (
    ContentModel,
    Entry,
    EntryQuerySet,
    PublicationState,
    PublishedManager,
    TranslatedModel,
)
from editorial.models.entry_version import EntryVersion, VersionReason
from editorial.models.field_check import FieldCheckConstraint, is_filled
from editorial.models.form_draft import FormDraft
from editorial.models.freshness_policy import FreshnessPolicy
from editorial.models.glossary_term import GlossaryTerm
from editorial.models.help_text_check import HelpTextCheck
from editorial.models.link_finding import LinkFinding, LinkOutcome
from editorial.models.loaded_content import LoadedContent
from editorial.models.proposal import Proposal, ProposalOrigin, ProposalState
from editorial.models.public_id import PublicIdField, derived_id, derived_id_text, fill_public_ids
from editorial.models.published_record import PublishedRecord
from editorial.models.taken_task import TakenTask
from editorial.models.translation_source import TranslationSource
from editorial.models.user import User
from editorial.models.verification import (
    Verification,
    VerificationMethod,
    VerificationOutcome,
    VerifiedFact,
)
from editorial.models.visitor_report import (
    REASONS_ABOUT_CONTACT,
    REASONS_ABOUT_TEXT,
    ReportOption,
    ReportReason,
    VisitorReport,
)

__all__ = [
    "REASONS_ABOUT_CONTACT",
    "REASONS_ABOUT_TEXT",
    "AuditAction",
    "AuditEvent",
    "ConfirmationLink",
    "ContactFact",
    "ContentModel",
    "ContentVersion",
    "DailyCount",
    "Entry",
    "EntryQuerySet",
    "EntryVersion",
    "FieldCheckConstraint",
    "FormDraft",
    "FreshnessPolicy",
    "GlossaryTerm",
    "HelpTextCheck",
    "LinkFinding",
    "LinkOutcome",
    "LinkState",
    "LoadedContent",
    "Proposal",
    "ProposalOrigin",
    "ProposalState",
    "PublicIdField",
    "PublicationState",
    "PublishedManager",
    "PublishedRecord",
    "ReportOption",
    "ReportReason",
    "TakenTask",
    "TranslatedModel",
    "TranslationSource",
    "User",
    "Verification",
    "VerificationMethod",
    "VerificationOutcome",
    "VerifiedFact",
    "VersionReason",
    "VisitorReport",
    "derived_id",
    "derived_id_text",
    "fill_public_ids",
    "is_filled",
]
