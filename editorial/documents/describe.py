"""Telling people what differs between two documents: in words, by field, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, TypeAlias

from django.db import models
from django.utils.translation import gettext as _

from editorial.documents.differences import Conflict, DocumentPlace, differences
from editorial.documents.document import Document, child_model, reference_field
from editorial.models import ContentModel

Pieces: TypeAlias = list[tuple[bool, str]]
"""A text in pieces, each with whether it differs from the other text."""


@dataclass(frozen=True, slots=True)
class DescribedChange:
    """One difference in words; ``language`` is empty for what is the same in both."""

    label: str
    language: str
    old: Pieces
    new: Pieces


def describe_changes(
    model: type[ContentModel], old: Document, new: Document
) -> list[DescribedChange]:
    """Tell every difference between two documents, in the order of the newer one."""
    return [
        _told(model, difference.place, difference.old, difference.new)
        for difference in differences(model, old, new)
    ]


def describe_conflicts(
    model: type[ContentModel], conflicts: Iterable[Conflict]
) -> list[DescribedChange]:
    """Tell what two people made of the same places: theirs as the old, mine as the new."""
    return [_told(model, conflict.place, conflict.theirs, conflict.mine) for conflict in conflicts]


def _told(model: type[ContentModel], place: DocumentPlace, old: Any, new: Any) -> DescribedChange:
    label, language = label_of(model, place)
    field = _field_of(model, place)
    before, after = _in_words(field, old), _in_words(field, new)
    return DescribedChange(label, language, *compared(before, after))


def label_of(model: type[ContentModel], place: DocumentPlace) -> tuple[str, str]:
    """Return how the desk names a place, and its language if it has one."""
    field = _field_of(model, place)
    language = getattr(field, "language", "") or ""
    original = getattr(field, "translated_field", field)
    name = str(getattr(original, "verbose_name", "") or place[-1])
    if len(place) == 1:
        return name, language
    child = child_model(model, place[0])
    row = f"{child._meta.verbose_name} “{place[1]}”"
    return (f"{row}: {name}" if place[-1] else row), language


def name_in_words(model: type[ContentModel], name: str) -> str:
    """Return how the desk names a field, or a field of a kind of row, by its ``changed_names``."""
    kind, _dot, field = name.partition(".")
    if kind in model.document_children:
        child = child_model(model, kind)
        rows = str(child._meta.verbose_name_plural)
        return f"{rows}: {name_in_words(child, field)}" if field else rows
    label, language = label_of(model, (name,))
    return f"{label} ({language})" if language else label


def _field_of(model: type[ContentModel], place: DocumentPlace) -> models.Field[Any, Any] | None:
    owner = model if len(place) == 1 else child_model(model, place[0])
    fields = {field.name: field for field in (*owner._meta.fields, *owner._meta.many_to_many)}
    return fields.get(place[-1])


def _in_words(field: models.Field[Any, Any] | None, value: Any) -> str:
    """Return a value as people read it; one query for what refers to other records."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices = _choices_of(field, value)
    if isinstance(value, list):
        return "\n".join(str(choices.get(part, part)) for part in value)
    return str(choices.get(value, value))


def _choices_of(field: models.Field[Any, Any] | None, value: Any) -> dict[Any, Any]:
    """Return how people name the codes and keys that a field holds."""
    if isinstance(field, models.ManyToManyField | models.ForeignKey):
        related: Any = field.related_model
        keys = value if isinstance(value, list) else [value]
        name = reference_field(related)
        found = related._default_manager.filter(**{f"{name}__in": keys})
        return {getattr(record, name): record for record in found}
    choice_set = getattr(field, "choice_set", None)
    return dict(choice_set.choices if choice_set else getattr(field, "flatchoices", None) or ())


def compared(old: str, new: str) -> tuple[Pieces, Pieces]:
    """Return two texts in pieces, so that what differs can be marked word by word."""
    before, after = _words(old), _words(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    left: Pieces = []
    right: Pieces = []
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        differs = tag != "equal"
        if end > start:
            left.append((differs, "".join(before[start:end])))
        if other_end > other_start:
            right.append((differs, "".join(after[other_start:other_end])))
    return left, right


def _words(text: str) -> list[str]:
    """Split a text so that joining gives it back; a very long one only by line, for speed."""
    if len(text) > 20_000:
        return text.splitlines(keepends=True)
    return list(_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for position, character in enumerate(text):
        if character.isspace():
            yield text[start : position + 1]
            start = position + 1
    if start < len(text):
        yield text[start:]
