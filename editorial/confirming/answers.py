"""What an organization answered: what is right becomes verified, what is not a proposal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from editorial.confirming.links import use_up
from editorial.documents.apply import InvalidDocument, fresh_document
from editorial.documents.document import Document, digest
from editorial.documents.notes import refuse_note
from editorial.models import (
    ConfirmationLink,
    ContactFact,
    Entry,
    ProposalOrigin,
    VerificationMethod,
)
from editorial.publishing.workflow import propose
from editorial.verification.verify import Verifiable, verify


@dataclass(frozen=True, slots=True)
class EntryAnswer:
    """What was said of one entry: right as it is, or these texts instead, by column."""

    entry: Entry
    seen: str
    is_confirmed: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ContactAnswer:
    """What was said of one number or address: right as it is, or this value instead."""

    contact: ContactFact
    is_confirmed: bool = False
    value: str = ""


@dataclass(slots=True)
class ConfirmationAnswer:
    """All that one form says. The first entry is the one whose contacts were asked about."""

    name: str
    remark: str
    entries: list[EntryAnswer]
    contacts: list[ContactAnswer]

    @property
    def says_something(self) -> bool:
        """Return whether anything was ticked, corrected or remarked."""
        return bool(
            self.remark
            or any(one.is_confirmed or one.texts for one in self.entries)
            or any(one.is_confirmed or one.value for one in self.contacts)
        )


class ChangedMeanwhile(Exception):
    """An entry changed since the organization saw it: what it confirmed is not there any more."""


class InvalidCorrection(Exception):
    """A correction that cannot be right; ``errors`` says why, by column."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__()
        self.errors = errors


def take_answer(link: ConfirmationLink, answer: ConfirmationAnswer, *, now: datetime) -> None:
    """Write everything that was answered, or nothing, and use the link up.

    Raises ``ChangedMeanwhile``, ``InvalidCorrection`` or ``RefusedLink``; then the link still
    works, unless somebody else used it.
    """
    by = f"{answer.name} ({link.name})"[:200] if answer.name else link.name[:200]
    _refuse_notes(answer)
    with transaction.atomic():
        use_up(link, by=by, remark=answer.remark, now=now)
        for one in answer.entries:
            if digest(fresh_document(one.entry)) != one.seen:
                raise ChangedMeanwhile
        _propose_corrections(answer, by)
        _verify(answer, by, now)


def _refuse_notes(answer: ConfirmationAnswer) -> None:
    try:
        refuse_note(answer.entries[0].entry, answer.name, answer.remark)
    except ValidationError as error:
        raise InvalidCorrection({"remark": " ".join(error.messages)}) from error


def _propose_corrections(answer: ConfirmationAnswer, by: str) -> None:
    owner = answer.entries[0]
    for one in answer.entries:
        base = fresh_document(one.entry)
        document: Document = {**base, **one.texts}
        if one is owner:
            document = _with_values(document, answer.contacts)
        if document != base:
            try:
                propose(
                    one.entry,
                    document,
                    base=base,
                    by_name=by,
                    note=answer.remark,
                    origin=ProposalOrigin.CONTACT,
                )
            except InvalidDocument as error:
                raise InvalidCorrection(dict(error.by_field)) from error


def _with_values(document: Document, contacts: list[ContactAnswer]) -> Document:
    """Put corrected values into the rows of contacts that a document holds."""
    values = {one.contact.pk: one for one in contacts if one.value}
    if not values:
        return document
    by_key = {_key(one.contact): one.value for one in values.values()}
    return {
        name: [_with_value(row, by_key) for row in rows]
        if isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
        else rows
        for name, rows in document.items()
    }


def _with_value(row: dict[str, Any], by_key: Mapping[str, str]) -> dict[str, Any]:
    value = by_key.get(str(row.get("key", "")))
    return row if value is None else {**row, "value": value}


def _key(contact: ContactFact) -> str:
    (name,) = contact.key_fields
    return str(getattr(contact, name))


def _verify(answer: ConfirmationAnswer, by: str, now: datetime) -> None:
    right: list[Verifiable] = [
        one.entry for one in answer.entries if one.is_confirmed and not one.texts
    ]
    right += [one.contact for one in answer.contacts if one.is_confirmed and not one.value]
    verify(
        right,
        by=by,
        how=VerificationMethod.ORGANIZATION,
        at=now,
        with_contacts=False,
    )
