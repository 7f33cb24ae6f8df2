"""What of the editorial side is public: freshness, changes, and checks of help pages."""

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
    HelpTextCheck,
    LinkFinding,
    LoadedContent,
    Proposal,
    PublishedRecord,
    TakenTask,
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
    PublicRows(
        HelpTextCheck,
        lambda at: HelpTextCheck.objects.approved(),
        frozenset({"id", "language", "sentence", "digest", "checked_on", "approved_at"}),
        frozenset({"reader", "recorded_by", "recorder", "approved_by"}),
        is_public=lambda check: check.is_approved,
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
    TakenTask,
    TranslationSource,
    User,
    Verification,
    VisitorReport,
)
