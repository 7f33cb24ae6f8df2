"""Verifying what a person looked at: exactly as it was shown, or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from editorial.documents.document import digest, document_of, whole_records
from editorial.documents.reference import Reference
from editorial.models import ContactFact, ContentModel, ContentVersion, Entry
from editorial.verification.verify import Verifiable


@dataclass(frozen=True, slots=True)
class Seen:
    """A record with the fingerprint of what a page showed of it."""

    reference: Reference
    fingerprint: str

    @classmethod
    def of(cls, record: Verifiable) -> Seen:
        """Take a record as it is shown now: no query if all that its document holds is loaded."""
        return cls(Reference.to(record), digest(document_of(record)))

    @classmethod
    def parse(cls, text: str) -> Seen:
        """Read what ``str`` wrote; raise ``ValueError`` if it names no kind of content."""
        reference, _separator, fingerprint = text.rpartition(" ")
        return cls(Reference.parse(reference), fingerprint)

    def __str__(self) -> str:
        return f"{self.reference} {self.fingerprint}"


def whole(records: Iterable[Verifiable]) -> list[Verifiable]:
    """Return these records with everything that is shown of them loaded: a query a relation."""
    return list(_find({Reference.to(record) for record in records}))


def as_seen(seen: Iterable[Seen]) -> tuple[list[Verifiable], list[str]]:
    """Return the records that still are as they were seen, and the names of those that are not.

    To be called in the transaction that verifies them: their rows are locked until it ends. A fixed
    number of queries for each kind of record.
    """
    wanted = {one.reference: one.fingerprint for one in seen}
    found = {Reference.to(record): record for record in _find(set(wanted), lock=True)}
    unchanged: list[Verifiable] = []
    changed: list[str] = []
    for reference, fingerprint in wanted.items():
        record = found.get(reference)
        if record is not None and Seen.of(record).fingerprint == fingerprint:
            unchanged.append(record)
        else:
            changed.append(str(record or reference.key))
    return unchanged, changed


def _find(references: set[Reference], *, lock: bool = False) -> Iterator[Verifiable]:
    if lock:
        ContentVersion.lock()
    keys: dict[type[ContentModel], list[str]] = defaultdict(list)
    for reference in sorted(references):
        model = reference.model_class
        if model is not None and issubclass(model, Entry | ContactFact):
            keys[model].append(reference.key)
    for model, wanted in keys.items():
        (key,) = model.key_fields
        records = whole_records(model).filter(**{f"{key}__in": wanted}).order_by("pk")
        yield from records.select_for_update(of=("self",)) if lock else records
