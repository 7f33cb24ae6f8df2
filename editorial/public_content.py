"""What of the editorial side is public: how long a check holds, and nothing else."""

from editorial.editions.contents import PublicRows
from editorial.models import (
    AuditEvent,
    ConfirmationLink,
    ContentVersion,
    DailyCount,
    EntryVersion,
    FreshnessPolicy,
    GlossaryTerm,
    LinkFinding,
    LoadedContent,
    Proposal,
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
)

PRIVATE_MODELS = (
    AuditEvent,
    ConfirmationLink,
    ContentVersion,
    DailyCount,
    EntryVersion,
    GlossaryTerm,
    LinkFinding,
    LoadedContent,
    Proposal,
    TranslationSource,
    User,
    Verification,
    VisitorReport,
)
