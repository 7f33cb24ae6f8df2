"""Finding a number, address or link in every record and text, and putting another in its place.

A telephone number is found however it is written (033-448 11 86, +31 33 448 11 86, tel:+31…), and
takes the form of where it stands: international in a channel, in Dutch groups in a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from dataclasses import replace as with_other
from typing import Any, TypeAlias

import phonenumbers
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from editorial.documents.bulk import with_documents
from editorial.documents.describe import label_of
from editorial.documents.differences import DocumentPlace
from editorial.documents.document import Document, child_model, document_columns, record_key
from editorial.models import ContentModel, Entry
from editorial.publishing.bulk import (
    ChangeContext,
    EntryChange,
    RecordChange,
    entries_with_open_proposal,
    guard_answers,
    refuse_open_proposal,
    write_change,
    write_record,
)

MIN_LENGTH = 3
LEFT_ALONE = frozenset({"slug", "key", "code", "source", "seen_in"})

Replace: TypeAlias = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class FoundText:
    """One text that changes: of which record, where in it, as it is and as it becomes."""

    record: ContentModel
    place: DocumentPlace
    before: str
    after: str

    @property
    def label(self) -> str:
        """Return how the desk names the place, with its language if it has one."""
        name, language = label_of(type(self.record), self.place)
        return f"{name} {language.upper()}".strip()


@dataclass(frozen=True, slots=True)
class Replacement:
    """Everything that one replacement would change, and what it leaves to somebody else."""

    texts: list[FoundText]
    changes: list[EntryChange | RecordChange]
    left: list[FoundText]

    def by(self, context: ChangeContext) -> Replacement:
        """Keep what this hand may change; the rest is left."""
        mine = [text for text in self.texts if context.may_change(type(text.record))]
        return with_other(
            self,
            texts=mine,
            changes=[change for change in self.changes if context.may_change(_kind_of(change))],
            left=[text for text in self.texts if text not in mine],
        )


def _kind_of(change: EntryChange | RecordChange) -> type[ContentModel]:
    return change.model if isinstance(change, EntryChange) else type(change.record)


def replacement_of(old: str, new: str) -> Replace:
    """Return what replaces the one by the other in a text; raise ``ValidationError`` if it cannot.

    Two telephone numbers are replaced however they are written; anything else as it stands, as a
    whole: not inside a longer word, number or address.
    """
    old, new = old.strip(), new.strip()
    if len(old) < MIN_LENGTH or not new:
        raise ValidationError(_("Say what to look for, and what to put in its place."))
    if old == new:
        raise ValidationError(_("Both are the same."))
    number = _number(old)
    if number is None:
        return _text_replacement(old, new)
    other = _number(new)
    if other is None:
        raise ValidationError(_("“%(new)s” is no telephone number.") % {"new": new})
    return _number_replacement(number, other)


def find_everywhere(replace: Replace, step: Callable[[], object] = lambda: None) -> Replacement:
    """Return what would change in all content, published or not, rows below records included.

    Keys, codes, references and sources stay: a source says what was seen where, and stays true.
    """
    found = Replacement([], [], [])
    for model in replaceable_kinds():
        for record, document in with_documents(model._default_manager.order_by("pk")):
            changed, texts = _replace(model, document, replace)
            step()
            if texts:
                found.texts.extend(FoundText(record, *text) for text in texts)
                found.changes.append(_change(record, document, changed))
    return found


def _change(record: ContentModel, base: Document, document: Document) -> EntryChange | RecordChange:
    if isinstance(record, Entry):
        return EntryChange.of(record, base, document)
    return RecordChange(record, base, document)


def replaceable_kinds() -> list[type[ContentModel]]:
    """Return every kind of record with a text of its own or below it; rows go with their record."""
    kinds = [model for model in apps.get_models() if issubclass(model, ContentModel)]
    rows = {child_model(model, name) for model in kinds for name in model.document_children}
    return [
        model
        for model in kinds
        if model not in rows and (model.document_children or any(_texts(model)))
    ]


def _texts(model: type[ContentModel]) -> Iterator[str]:
    """Yield the columns that a person wrote words or a number in."""
    for column in document_columns(model):
        is_text = isinstance(column, models.CharField | models.TextField) and not column.choices
        is_list = isinstance(column, models.JSONField) and not hasattr(column, "choice_set")
        is_left = column.name in LEFT_ALONE or column.name in model.key_fields
        if (is_text or is_list) and not is_left:
            yield column.name


def replace_everywhere(replacement: Replacement, context: ChangeContext) -> list[str]:
    """Write all changes in one transaction; raise ``ValidationError`` if one of them is refused.

    Returns who is left without an answer by an emergency change, to be told.
    """
    kinds = {_kind_of(change) for change in replacement.changes}
    with transaction.atomic(), guard_answers(kinds, context) as told:
        for change in replacement.changes:
            try:
                _write(change, context)
            except ValidationError as error:
                raise ValidationError(
                    [f"{_name_of(change)}: {message}" for message in error.messages]
                ) from error
    return told


def _write(change: EntryChange | RecordChange, context: ChangeContext) -> None:
    if isinstance(change, RecordChange):
        write_record(change, context)
        return
    refuse_open_proposal(change, context, entries_with_open_proposal(change.model, context))
    write_change(change, context)


def _name_of(change: EntryChange | RecordChange) -> object:
    return change.title if isinstance(change, EntryChange) else change.record


Found: TypeAlias = list[tuple[DocumentPlace, str, str]]
"""Where in a document a text is, as it is and as it becomes."""


def _replace(
    model: type[ContentModel], document: Document, replace: Replace
) -> tuple[Document, Found]:
    """Return a document with every text replaced, and where in it each change is."""
    found: Found = []

    def replaced(value: Any, name: str) -> Any:
        if isinstance(value, list):
            return [replaced(part, name) for part in value]
        if not isinstance(value, str):
            return value
        after = replace(value)
        if after != value:
            found.append(((name,), value, after))
        return after

    changed = {name: replaced(document[name], name) for name in _texts(model)}
    for name in model.document_children:
        changed[name] = []
        for row in document[name]:
            row_changed, below = _replace(child_model(model, name), row, replace)
            changed[name].append(row_changed)
            above = (name, record_key(row, child_model(model, name)))
            found += [((*above, *place), before, after) for place, before, after in below]
    return {**document, **changed}, found


def _text_replacement(old: str, new: str) -> Replace:
    is_whole = re.compile(rf"(?<![\w@.-]){re.escape(old)}(?![\w@]|[./?#-]\w)")
    return lambda text: is_whole.sub(lambda _match: new, text) if old in text else text


def _number_replacement(old: phonenumbers.PhoneNumber, new: phonenumbers.PhoneNumber) -> Replace:
    digits = str(old.national_number)

    def replace(text: str) -> str:
        if digits not in re.sub(r"\D", "", text):
            return text
        found = phonenumbers.PhoneNumberMatcher(text, "NL", leniency=phonenumbers.Leniency.VALID)
        for match in reversed(list(found)):
            if match.number == old:
                written = _as_written(match.raw_string, new)
                text = text[: match.start] + written + text[match.end :]
        return text

    return replace


def _as_written(old: str, new: phonenumbers.PhoneNumber) -> str:
    """Write the new number as the old one stood: with country code and spaces, or without."""
    forms = phonenumbers.PhoneNumberFormat
    is_spaced = bool(re.search(r"[ ()-]", old))
    if old.startswith(("+", "00")):
        form = forms.INTERNATIONAL if is_spaced else forms.E164
        return phonenumbers.format_number(new, form)
    national = phonenumbers.format_number(new, forms.NATIONAL)
    return national if is_spaced else re.sub(r"\D", "", national)


def _number(text: str) -> phonenumbers.PhoneNumber | None:
    if not re.fullmatch(r"[+0-9][0-9 ().-]{7,}", text):
        return None
    try:
        number = phonenumbers.parse(text, "NL")
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) else None
