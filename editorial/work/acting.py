"""What an editor does from the work list: choosing what to check, settling, accepting."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
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
)
from editorial.verification.reports import settle_reports
from editorial.verification.verify import Verifiable


@dataclass(frozen=True, slots=True)
class Listed:
    """A record as it stands in the list: a number with its value, an entry at a moment."""

    reference: Reference
    value: str = ""

    @classmethod
    def parse(cls, text: str) -> "Listed":
        """Read what ``str`` wrote; raise ``ValueError`` if it names no kind of content."""
        reference, _separator, value = text.partition(" ")
        return cls(Reference.parse(reference), value)

    def __str__(self) -> str:
        return f"{self.reference} {self.value}".rstrip()


def as_listed(
    listed: Iterable[Listed], *, listed_at: datetime
) -> tuple[list[Verifiable], list[str]]:
    """Return the records that did not change since they were listed, and the names of the others.

    A fixed number of queries for each kind of record.
    """
    unchanged: list[Verifiable] = []
    changed: list[str] = []
    for one, record in _find(listed):
        if _is_as_listed(record, one, listed_at):
            unchanged.append(record)
        else:
            changed.append(str(record))
    return unchanged, changed


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


def _find(listed: Iterable[Listed]) -> Iterable[tuple[Listed, Verifiable]]:
    by_model: dict[type[ContentModel], dict[str, Listed]] = defaultdict(dict)
    for one in listed:
        model = one.reference.model_class
        if model is not None and issubclass(model, Entry | ContactFact):
            by_model[model][one.reference.key] = one
    for model, wanted in by_model.items():
        (key,) = model.key_fields
        for record in model._default_manager.filter(**{f"{key}__in": wanted}).order_by("pk"):
            assert isinstance(record, Entry | ContactFact)
            yield wanted[getattr(record, key)], record


def _is_as_listed(record: Verifiable, listed: Listed, listed_at: datetime) -> bool:
    if isinstance(record, ContactFact):
        return record.value == listed.value
    return record.updated_at <= listed_at
