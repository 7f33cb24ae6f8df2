"""The form that an organization fills in: its entries in both languages, and what is right.

Written by hand rather than as a Django form, for it is made of whatever the entries hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from editorial.confirming.answers import ConfirmationAnswer, ContactAnswer, EntryAnswer
from editorial.documents.document import (
    digest,
    document_of,
    entries_behind,
    holder_of,
    translated_names,
)
from editorial.documents.side_by_side import BilingualField, bilingual_fields
from editorial.languages import LANGUAGES
from editorial.models import ContactFact, Entry
from editorial.verification.verify import contacts_of

MAX_NAME_LENGTH = 100
MAX_REMARK_LENGTH = 1_000
MAX_TEXT_LENGTH = 5_000
MAX_VALUE_LENGTH = 250

NOT_SHOWN = frozenset({"source", "doubt", "locations"})
"""What is between editors, and places, which may be secret."""


@dataclass(frozen=True, slots=True)
class TextField:
    """One text in one language, to be corrected."""

    name: str
    label: str
    language: str
    value: str
    error: str


@dataclass(frozen=True, slots=True)
class EntrySection:
    """One entry: its facts, its texts, and whether it was said to be right."""

    name: str
    kind: str
    title: str
    seen: str
    facts: tuple[BilingualField, ...]
    texts: tuple[TextField, ...]
    is_confirmed: bool
    error: str


@dataclass(frozen=True, slots=True)
class ContactField:
    """One column of a number or address, with what it should be instead."""

    name: str
    column: str
    label: str
    shown: str
    value: str
    error: str


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One number or address, and whether it was said to be right.

    That is for its own organization to say: of a number of somebody else only a correction is
    asked.
    """

    name: str
    contact: ContactFact
    seen: str
    facts: tuple[BilingualField, ...]
    fields: tuple[ContactField, ...]
    may_confirm: bool
    is_confirmed: bool


class ConfirmationForm:
    """The entry that a link is about, with what goes with it, and what was filled in so far."""

    def __init__(self, entry: Entry, sent: QueryDict) -> None:
        self.entry = entry
        self.sent = sent
        self.errors: Mapping[str, str] = {}
        self.entries = [entry, *entry.confirmed_together()]
        self._contacts = [(f"contact-{one.pk}", one) for one in contacts_of(self.entries)]

    @property
    def sections(self) -> list[EntrySection]:
        """Return the entries as they are shown, with what was typed."""
        return [self._section(number, entry) for number, entry in enumerate(self.entries)]

    @property
    def contacts(self) -> list[ContactRow]:
        """Return the numbers and addresses as they are shown, with what was typed."""
        owners = {*self.entries, *(one for entry in self.entries for one in entries_behind(entry))}
        return [
            ContactRow(
                name,
                contact,
                seen=digest(document_of(contact)),
                facts=tuple(_facts_beside(contact)),
                fields=tuple(self._contact_field(name, contact, column) for column in columns),
                may_confirm=holder_of(contact) in owners,
                is_confirmed=f"{name}-right" in self.sent,
            )
            for name, contact in self._contacts
            for columns in [contact.correctable_columns]
        ]

    @property
    def name(self) -> str:
        """Return who filled it in."""
        return self.sent.get("name", "").strip()[:MAX_NAME_LENGTH]

    @property
    def remark(self) -> str:
        """Return what does not fit in a field."""
        return self.sent.get("remark", "").strip()[:MAX_REMARK_LENGTH]

    def answer(self) -> ConfirmationAnswer:
        """Return what was filled in: an unchanged text is no correction."""
        return ConfirmationAnswer(
            name=self.name,
            remark=self.remark,
            entries=[
                EntryAnswer(
                    entry,
                    seen=self.sent.get(f"entry-{number}-seen", ""),
                    is_confirmed=f"entry-{number}-right" in self.sent,
                    texts=self._corrected_texts(number, entry),
                )
                for number, entry in enumerate(self.entries)
            ],
            contacts=[
                ContactAnswer(
                    row.contact,
                    seen=self.sent.get(f"{row.name}-seen", ""),
                    is_confirmed=row.is_confirmed and row.may_confirm,
                    values={
                        field.column: field.value
                        for field in row.fields
                        if field.value and field.value != getattr(row.contact, field.column)
                    },
                )
                for row in self.contacts
            ],
        )

    def _contact_field(self, name: str, contact: ContactFact, column: str) -> ContactField:
        value = self.sent.get(f"{name}-{column}", "").strip()[:MAX_VALUE_LENGTH]
        return ContactField(
            name=f"{name}-{column}",
            column=column,
            label=str(contact._meta.get_field(column).verbose_name),  # type: ignore[union-attr]
            shown=getattr(contact, column),
            value=value,
            error=self.errors.get(column, "") if value else "",
        )

    def _corrected_texts(self, number: int, entry: Entry) -> dict[str, str]:
        corrected = {}
        for column in _columns(entry):
            sent = self.sent.get(f"entry-{number}-{column}")
            if sent is not None:
                text = _plain(sent)[:MAX_TEXT_LENGTH]
                if text != _plain(getattr(entry, column) or ""):
                    corrected[column] = text
        return corrected

    def _section(self, number: int, entry: Entry) -> EntrySection:
        apart = {*NOT_SHOWN, entry.contact_relation}
        sides = [side for side in bilingual_fields(entry) if side.name not in apart]
        labels = {side.name: side.label for side in sides}
        return EntrySection(
            name=f"entry-{number}",
            kind=str(entry._meta.verbose_name),
            title=str(entry),
            seen=digest(document_of(entry)),
            facts=tuple(side for side in sides if side.english is None),
            texts=tuple(
                TextField(
                    f"entry-{number}-{column}",
                    labels.get(column.rpartition("_")[0], column),
                    column.rpartition("_")[2],
                    self.sent.get(f"entry-{number}-{column}", getattr(entry, column) or ""),
                    self.errors.get(column, ""),
                )
                for column in _columns(entry)
                if column.rpartition("_")[0] in labels
            ),
            is_confirmed=f"entry-{number}-right" in self.sent,
            error=" ".join(text for name, text in self.errors.items() if not name),
        )


def _facts_beside(contact: ContactFact) -> list[BilingualField]:
    apart = {*NOT_SHOWN, *contact.correctable_columns}
    return [side for side in bilingual_fields(contact) if side.name not in apart]


def _columns(entry: Entry) -> list[str]:
    """Return the texts that an organization may correct, each in both languages."""
    return [
        f"{name}_{language}"
        for name in translated_names(type(entry))
        if name not in NOT_SHOWN
        for language in LANGUAGES
    ]


def _plain(text: str) -> str:
    """Return a text as a form gives it back: browsers send other line ends."""
    return text.replace("\r\n", "\n").strip()
