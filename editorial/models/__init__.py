"""One file a model; this module is the app's public list of them."""

from editorial.models.audit_event import AuditAction, AuditEvent
from editorial.models.contact_fact import ContactFact
from editorial.models.content_version import ContentVersion
from editorial.models.entry import (
    ContentModel,
    Entry,
    EntryQuerySet,
    PublicationState,
    PublishedManager,
)
from editorial.models.freshness_policy import FreshnessPolicy
from editorial.models.loaded_content import LoadedContent
from editorial.models.user import User
from editorial.models.verification import (
    Verification,
    VerificationMethod,
    VerificationOutcome,
    VerifiedFact,
)

__all__ = [
    "AuditAction",
    "AuditEvent",
    "ContactFact",
    "ContentModel",
    "ContentVersion",
    "Entry",
    "EntryQuerySet",
    "FreshnessPolicy",
    "LoadedContent",
    "PublicationState",
    "PublishedManager",
    "User",
    "Verification",
    "VerificationMethod",
    "VerificationOutcome",
    "VerifiedFact",
]
