"""Recording that a person checked facts: the only writer of assured dates.

Everything happens in one transaction: the verifications, the dates on the records, and the end of
what visitors reported. Saving a record never comes here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import override

from editorial.documents.notes import refuse_note
from editorial.documents.reference import Reference
from editorial.models.audit_event import AuditAction, AuditEvent
from editorial.models.contact_fact import ContactFact
from editorial.models.entry import ContentModel, Entry
from editorial.models.verification import (
    ASSURING,
    Verification,
    VerificationMethod,
    VerificationOutcome,
    VerifiedFact,
)
from editorial.verification.reports import settle_reports

Verifiable = Entry | ContactFact

BATCH = 500


@dataclass(frozen=True, slots=True)
class _Check:
    """One fact of one record that is being checked."""

    record: Verifiable
    fact: VerifiedFact

    @property
    def sets_date(self) -> bool:
        """Return whether this fact is what the record's own date is about."""
        return isinstance(self.record, ContactFact) or self.fact == VerifiedFact.EVERYTHING


def verify(
    records: Iterable[Verifiable],
    *,
    by: str,
    how: VerificationMethod | str,
    fact: VerifiedFact | str = VerifiedFact.EVERYTHING,
    outcome: VerificationOutcome | str = VerificationOutcome.CORRECT,
    remark: str = "",
    at: datetime | None = None,
) -> list[Verification]:
    """Record a check of these records, in both languages, and date them if it came out right.

    Only what is given is checked: an entry says nothing of its numbers and addresses, which are
    given beside it, and of those ``fact`` says nothing. Found incorrect, a record counts as never
    checked, and as wrong until it is found right; what visitors said of it stays open till then. A
    fixed number of queries for each kind of record. Raises ``ValidationError`` if the remark says
    what it may not.
    """
    records = list(records)
    for record in records if remark else ():
        refuse_note(record, remark)
    at = at or timezone.now()
    fact, outcome = VerifiedFact(fact), VerificationOutcome(outcome)
    checks = list(_checks(records, fact))
    with transaction.atomic(), override(settings.LANGUAGE_CODE):
        verifications = Verification.objects.bulk_create(
            (
                _verification(check, at=at, by=by, how=how, outcome=outcome, remark=remark)
                for check in checks
            ),
            batch_size=BATCH,
        )
        _log(checks, by)
        dated = [check.record for check in checks if check.sets_date]
        if outcome in ASSURING:
            _write_dates(dated, dict.fromkeys(dated, timezone.localdate(at)))
            settle_reports({Reference.to(check.record) for check in checks}, by=by, at=at)
        elif outcome == VerificationOutcome.INCORRECT:
            _write_dates(dated, {}, dict.fromkeys(dated, timezone.localdate(at)))
        elif outcome == VerificationOutcome.MISTAKE:
            standing = {record: _standing(record) for record in dated}
            _write_dates(
                dated,
                {record: _day_of(found) for record, found in standing.items() if _assures(found)},
                {record: _day_of(found) for record, found in standing.items() if _undoes(found)},
            )
    return verifications


def _checks(records: Sequence[Verifiable], fact: VerifiedFact) -> Iterator[_Check]:
    """Yield what is checked, each record once however often it is given."""
    for record in {Reference.to(record): record for record in records}.values():
        yield _Check(record, fact if isinstance(record, Entry) else VerifiedFact.CONTACT)


def contacts_of(entries: Iterable[Entry]) -> list[ContactFact]:
    """Return the numbers and addresses of entries, each once: one query for each kind of entry."""
    by_model: dict[type[Entry], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.contact_relation:
            by_model[type(entry)].append(entry)
    contacts: dict[Reference, ContactFact] = {}
    for model, found in by_model.items():
        prefetch_related_objects(found, model.contact_relation)
        for entry in found:
            for contact in getattr(entry, model.contact_relation).all():
                contacts.setdefault(Reference.to(contact), contact)
    return list(contacts.values())


def _log(checks: Iterable[_Check], by: str) -> None:
    """Write every check to the audit log: one query."""
    references = [Reference.to(check.record) for check in checks]
    AuditEvent.objects.bulk_create(
        (
            AuditEvent(
                action=AuditAction.VERIFIED,
                actor=by,
                object_label=reference.model,
                object_key=reference.key,
            )
            for reference in references
        ),
        batch_size=BATCH,
    )


def _verification(
    check: _Check,
    *,
    at: datetime,
    by: str,
    how: VerificationMethod | str,
    outcome: VerificationOutcome,
    remark: str,
) -> Verification:
    record, reference = check.record, Reference.to(check.record)
    return Verification(
        model=reference.model,
        key=reference.key,
        name=str(record)[:250],
        fact=check.fact,
        value=record.value if isinstance(record, ContactFact) else "",
        verified_at=at,
        verified_by=by,
        how=VerificationMethod(how),
        outcome=outcome,
        remark=remark,
    )


def _write_dates(
    records: Iterable[Verifiable],
    dates: Mapping[Verifiable, date | None],
    wrong: Mapping[Verifiable, date | None] | None = None,
) -> None:
    """Write when each record was found right or wrong, and of a number which value that was."""
    wrong = wrong or {}
    by_model: dict[type[ContentModel], list[Verifiable]] = defaultdict(list)
    for record in records:
        record.assured_date, record.found_wrong_on = dates.get(record), wrong.get(record)
        if isinstance(record, ContactFact):
            is_known = record.assured_date or record.found_wrong_on
            record.assured_value = record.value if is_known else ""
        by_model[type(record)].append(record)
    for model, found in by_model.items():
        columns = ["assured_date", "found_wrong_on"]
        if issubclass(model, ContactFact):
            columns.append("assured_value")
        model._default_manager.bulk_update(found, columns, batch_size=BATCH)


def _standing(record: Verifiable) -> Verification | None:
    """Return the verification that still stands, right or wrong: one query."""
    reference = Reference.to(record)
    history = Verification.objects.of(reference.model, reference.key)
    if isinstance(record, Entry):
        history = history.filter(fact=VerifiedFact.EVERYTHING)
    mistakes = 0
    for verification in history:
        if verification.outcome == VerificationOutcome.MISTAKE:
            mistakes += 1
        elif mistakes:
            mistakes -= 1
        elif _undoes(verification) or _is_assured(record, verification):
            return verification
    return None


def _assures(verification: Verification | None) -> bool:
    return verification is not None and verification.assures


def _undoes(verification: Verification | None) -> bool:
    return verification is not None and verification.outcome == VerificationOutcome.INCORRECT


def _day_of(verification: Verification | None) -> date | None:
    return timezone.localdate(verification.verified_at) if verification else None


def _is_assured(record: Verifiable, verification: Verification) -> bool:
    """Return whether this found right what the record still says."""
    is_present = not isinstance(record, ContactFact) or verification.value == record.value
    return verification.assures and is_present
