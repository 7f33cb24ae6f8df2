"""Finding a number, address or link in every record and text, and putting another in its place.

A telephone number is found however it is written (033-448 11 86, +31 33 448 11 86, tel:+31…), and
takes the form of where it stands: international in a channel, in Dutch groups in a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import phonenumbers
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from editorial.bulk_changes import EntryChange, Hand, refuse_open_proposal, write_change
from editorial.document import Document, document_of, whole_records
from editorial.models import Entry

SHORTEST = 3

Replace: TypeAlias = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class FoundText:
    """One text that changes: of which entry, where in it, as it is and as it becomes."""

    entry: Entry
    place: str
    before: str
    after: str


@dataclass(slots=True)
class Replacement:
    """Everything that one replacement would change."""

    texts: list[FoundText]
    changes: list[EntryChange]


def replacement_of(old: str, new: str) -> Replace:
    """Return what replaces the one by the other in a text; raise ``ValidationError`` if it cannot.

    Two telephone numbers are replaced however they are written; anything else as it stands, as a
    whole: not inside a longer word, number or address.
    """
    old, new = old.strip(), new.strip()
    if len(old) < SHORTEST or not new:
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
    """Return what would change in all entries, published or not, rows below them included.

    Keys, codes and sources stay: a source says what was seen where, and stays true.
    """
    found = Replacement([], [])
    for model in replaceable_kinds():
        for entry in whole_records(model).order_by("pk").iterator(chunk_size=500):
            document = document_of(entry)
            changed, texts = _replaced(document, replace)
            step()
            if texts:
                found.texts += [FoundText(entry, *text) for text in texts]
                found.changes.append(EntryChange(model, entry, document, changed))
    return found


def replaceable_kinds() -> list[type[Entry]]:
    """Return every kind of entry."""
    return [model for model in apps.get_models() if issubclass(model, Entry)]


def replace_everywhere(replacement: Replacement, hand: Hand) -> None:
    """Write all changes in one transaction; raise ``ValidationError`` if one of them is refused."""
    with transaction.atomic():
        for change in replacement.changes:
            if change.entry is not None:
                refuse_open_proposal(change.entry, hand)
            try:
                write_change(change, hand)
            except ValidationError as error:
                raise ValidationError(
                    [f"{change.entry}: {message}" for message in error.messages]
                ) from error


LEFT_ALONE = frozenset({"slug", "key", "code", "source", "seen_in"})


def _replaced(document: Document, replace: Replace) -> tuple[Document, list[tuple[str, str, str]]]:
    """Return a document with every text replaced, and where in it each change is."""
    texts: list[tuple[str, str, str]] = []

    def walk(value: Any, place: str) -> Any:
        match value:
            case str():
                after = replace(value)
                if after != value:
                    texts.append((place, value, after))
                return after
            case list():
                return [walk(part, _place_of(part, place)) for part in value]
            case dict():
                return {
                    name: part if name in LEFT_ALONE else walk(part, f"{place}{name}")
                    for name, part in value.items()
                }
            case _:
                return value

    return walk(document, ""), texts


def _place_of(part: Any, place: str) -> str:
    return f"{place} {part.get('key', '')}: " if isinstance(part, dict) else place


def _text_replacement(old: str, new: str) -> Replace:
    is_whole = re.compile(rf"(?<![\w@.-]){re.escape(old)}(?![\w@]|[./?#-]\w)")
    return lambda text: is_whole.sub(lambda _match: new, text) if old in text else text


def _number_replacement(old: phonenumbers.PhoneNumber, new: phonenumbers.PhoneNumber) -> Replace:
    digits = str(old.national_number)

    def replace(text: str) -> str:
        if digits not in re.sub(r"\D", "", text):
            return text
        for match in reversed(list(_numbers_in(text))):
            if match.number == old:
                written = _as_written(match.raw_string, new)
                text = text[: match.start] + written + text[match.end :]
        return text

    return replace


def _numbers_in(text: str) -> Iterator[phonenumbers.PhoneNumberMatch]:
    return iter(phonenumbers.PhoneNumberMatcher(text, "NL", leniency=phonenumbers.Leniency.VALID))


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
