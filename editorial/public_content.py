"""What of the editorial side is public: how long a check holds, and when a copy grew old."""

from editorial.editions.contents import PublicRows
from editorial.models import (
    AuditEvent,
    ConfirmationLink,
    ContentVersion,
    DailyCount,
    EntryVersion,
    FormDraft,
    FreshnessPolicy,
    GlossaryTerm,
    LinkFinding,
    LoadedContent,
    Proposal,
    PublishedRecord,
    TranslationSource,
    User,
    Verification,
    VisitorReport,
)

PUBLIC_CONTENT = (
    PublicRows.all_of(
        FreshnessPolicy,
        frozenset(
            {
                "id",
                "contact_months",
                "everything_months",
                "grace_months",
                "coordinator_months",
                "due_days",
            }
        ),
        frozenset({"link_days"}),
    ),
    PublicRows.all_of(
        PublishedRecord, frozenset({"id", "public_id", "digest", "changed_at", "withdrawn_at"})
    ),
)

PRIVATE_MODELS = (
    AuditEvent,
    ConfirmationLink,
    ContentVersion,
    DailyCount,
    EntryVersion,
    FormDraft,
    GlossaryTerm,
    LinkFinding,
    LoadedContent,
    Proposal,
    TranslationSource,
    User,
    Verification,
    VisitorReport,
)
