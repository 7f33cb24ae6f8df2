"""What an organization answered: what is right becomes verified, what is not a proposal."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from editorial.confirming.links import senders_of, use_up
from editorial.documents.apply import InvalidDocument, fresh_document
from editorial.documents.document import Document, child_model, digest, holder_of
from editorial.documents.notes import refuse_note
from editorial.models import (
    ConfirmationLink,
    ContactFact,
    Entry,
    ProposalOrigin,
    VerificationMethod,
)
from editorial.publishing.history import proposers_of_public_text
from editorial.publishing.workflow import bar, propose
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
    """What was said of one number or address: right as it is, or these values instead."""

    contact: ContactFact
    seen: str
    is_confirmed: bool = False
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class ConfirmationAnswer:
    """All that one form says."""

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
            or any(one.is_confirmed or one.values for one in self.contacts)
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
        in_own_words = _move_to_remark(answer)
        use_up(link, by=by, remark=in_own_words, now=now)
        _refuse_unseen(answer)
        _propose_corrections(answer, by, senders_of(link))
        _verify(answer, by, now)


def _refuse_notes(answer: ConfirmationAnswer) -> None:
    try:
        refuse_note(answer.entries[0].entry, answer.name, answer.remark)
    except ValidationError as error:
        raise InvalidCorrection({"remark": " ".join(error.messages)}) from error


def _refuse_unseen(answer: ConfirmationAnswer) -> None:
    """Refuse an answer about anything that is not as it was shown, numbers included."""
    for about in answer.entries:
        if digest(fresh_document(about.entry)) != about.seen:
            raise ChangedMeanwhile
    for one in answer.contacts:
        if digest(fresh_document(one.contact)) != one.seen:
            raise ChangedMeanwhile


def _move_to_remark(answer: ConfirmationAnswer) -> str:
    """Return the remark with every correction that only a person can write in its column.

    Opening hours are told in words, not in the syntax of our column: they reach an editor as
    they were told. A number is asked again instead, for its form says how it is written.
    """
    lines = [answer.remark] if answer.remark else []
    for one in answer.contacts:
        for column, text in one.values.items():
            if column != "value" and not _fits(one.contact, column, text):
                label = one.contact._meta.get_field(column).verbose_name  # type: ignore[union-attr]
                lines.append(f"{one.contact} – {label}: {text}")
    return "\n".join(lines)


def _fits(contact: ContactFact, column: str, text: str) -> bool:
    tried = copy(contact)
    setattr(tried, column, text)
    try:
        tried.clean()
    except ValidationError as error:
        return column not in getattr(error, "error_dict", {})
    return True


def _propose_corrections(answer: ConfirmationAnswer, by: str, senders: set[int]) -> None:
    """Propose what was corrected, of each number to the entry that holds it.

    Neither who sent the link nor who proposed what the organization was asked about decides.
    """
    bases: dict[Entry, Document] = {}
    documents: dict[Entry, Document] = {}
    for about in answer.entries:
        bases[about.entry] = fresh_document(about.entry)
        documents[about.entry] = {**bases[about.entry], **about.texts}
    for one in answer.contacts:
        values = {name: text for name, text in one.values.items() if _fits(one.contact, name, text)}
        values |= {"value": one.values["value"]} if "value" in one.values else {}
        holder = holder_of(one.contact)
        if values and isinstance(holder, Entry):
            base = bases.setdefault(holder, fresh_document(holder))
            document = documents.get(holder, base)
            documents[holder] = _with_values(document, holder, one.contact, values)
    for entry, document in documents.items():
        if document != bases[entry]:
            try:
                proposal = propose(
                    entry,
                    document,
                    base=bases[entry],
                    by_name=by,
                    note=answer.remark,
                    origin=ProposalOrigin.CONTACT,
                )
            except InvalidDocument as error:
                raise InvalidCorrection(dict(error.by_field)) from error
            bar(proposal, senders | proposers_of_public_text(entry))


def _with_values(
    document: Document, holder: Entry, contact: ContactFact, values: Mapping[str, str]
) -> Document:
    """Put corrected values into the row of a contact that the document of its holder has."""
    (key,) = contact.key_fields
    changed = {
        name: [row | values if row[key] == getattr(contact, key) else row for row in document[name]]
        for name in holder.document_children
        if child_model(type(holder), name) is type(contact)
    }
    return {**document, **changed}


def _verify(answer: ConfirmationAnswer, by: str, now: datetime) -> None:
    right: list[Verifiable] = [
        one.entry for one in answer.entries if one.is_confirmed and not one.texts
    ]
    right += [one.contact for one in answer.contacts if one.is_confirmed and not one.values]
    verify(
        right,
        by=by,
        how=VerificationMethod.ORGANIZATION,
        at=now,
    )
