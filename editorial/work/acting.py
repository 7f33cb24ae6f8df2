"""What an editor does from the work list: still correct, settled, accepted."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from editorial.audit.log import record_event
from editorial.documents.reference import Reference
from editorial.models import (
    AuditAction,
    ConfirmationLink,
    ContactFact,
    ContentModel,
    Entry,
    LinkFinding,
    VerificationMethod,
)
from editorial.verification.reports import settle_reports
from editorial.verification.verify import Verifiable, verify


@dataclass(frozen=True, slots=True)
class Seen:
    """A record as an editor saw it: a number with its value, an entry at a moment."""

    reference: Reference
    value: str = ""

    @classmethod
    def parse(cls, text: str) -> "Seen":
        """Read what ``str`` wrote; raise ``ValueError`` if it names no kind of content."""
        reference, _separator, value = text.partition(" ")
        return cls(Reference.parse(reference), value)

    def __str__(self) -> str:
        return f"{self.reference} {self.value}".rstrip()


@dataclass(slots=True)
class MarkedCorrect:
    """What came of marking: how many records were, and the names of those that changed."""

    verified: int = 0
    changed: list[str] = field(default_factory=list)


def mark_correct(
    seen: Iterable[Seen], *, seen_at: datetime, how: VerificationMethod | str, by: str
) -> MarkedCorrect:
    """Verify these records, unless they changed since they were seen, or are gone.

    A fixed number of queries for each kind of record.
    """
    result, unchanged = MarkedCorrect(), list[Verifiable]()
    with transaction.atomic():
        for one, record in _find(seen):
            if _is_as_seen(record, one, seen_at):
                unchanged.append(record)
            else:
                result.changed.append(str(record))
        verify(unchanged, by=by, how=how)
    result.verified = len(unchanged)
    return result


def settle(reference: Reference, *, by: str, at: datetime) -> int:
    """Say that somebody looked into what visitors and the organization said, without a check."""
    remarks = ConfirmationLink.objects.about(reference.model, reference.key).unread()
    with transaction.atomic():
        settled = settle_reports([reference], by=by, at=at)
        settled += remarks.update(read_by=by, read_at=at)
        if settled:
            record_event(
                AuditAction.REPORTS_SETTLED, actor=by, label=reference.model, key=reference.key
            )
    return settled


def accept_faults(reference: Reference, *, by: str, at: datetime) -> int:
    """Say that somebody looked at the links of a record and that they are right as they are."""
    faults = LinkFinding.objects.faults().filter(model=reference.model, key=reference.key)
    with transaction.atomic():
        accepted = faults.update(accepted_by=by, accepted_at=at)
        if accepted:
            record_event(
                AuditAction.LINK_ACCEPTED, actor=by, label=reference.model, key=reference.key
            )
    return accepted


def _find(seen: Iterable[Seen]) -> Iterable[tuple[Seen, Verifiable]]:
    by_model: dict[type[ContentModel], dict[str, Seen]] = defaultdict(dict)
    for one in seen:
        model = one.reference.model_class
        if model is not None and issubclass(model, Entry | ContactFact):
            by_model[model][one.reference.key] = one
    for model, wanted in by_model.items():
        (key,) = model.key_fields
        for record in model._default_manager.filter(**{f"{key}__in": wanted}).order_by("pk"):
            assert isinstance(record, Entry | ContactFact)
            yield wanted[getattr(record, key)], record


def _is_as_seen(record: Verifiable, seen: Seen, seen_at: datetime) -> bool:
    if isinstance(record, ContactFact):
        return record.value == seen.value
    return record.updated_at <= seen_at
