"""A record's texts and facts side by side in both languages, for a person who checks them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from editorial.documents.document import document_columns, document_relations, translated_names
from editorial.models import ContentModel

NOT_FOR_CHECKING = frozenset(
    {"slug", "key", "state", "publish_at", "expires_at", "seen_in", "certainty", "position"}
)
"""Columns about the record itself, which no phone call can confirm."""


@dataclass(frozen=True, slots=True)
class BilingualField:
    """One field: a text in each language, or a fact that both share (``english`` is None)."""

    name: str
    label: str
    dutch: str
    english: str | None = None


def bilingual_fields(record: ContentModel) -> list[BilingualField]:
    """Return what is filled in: one query a relation."""
    return [side for side in _sides(record) if side.dutch or side.english]


def _sides(record: ContentModel) -> Iterator[BilingualField]:
    model = type(record)
    for name in translated_names(model):
        label = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        dutch, english = (getattr(record, f"{name}_{language}") or "" for language in ("nl", "en"))
        yield BilingualField(name, label, dutch, english)
    shared = {f"{name}_{language}" for name in translated_names(model) for language in ("nl", "en")}
    for field in document_columns(model):
        if field.name not in shared | NOT_FOR_CHECKING:
            yield BilingualField(field.name, str(field.verbose_name), _in_words(record, field))
    for relation in document_relations(model):
        related = ", ".join(str(one) for one in getattr(record, relation.name).all())
        yield BilingualField(relation.name, str(relation.verbose_name), related)


def _in_words(record: ContentModel, field: models.Field[Any, Any]) -> str:
    value = getattr(record, field.name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices = dict(field.flatchoices or ())
    choice_set: Any = getattr(field, "choice_set", None)
    if choice_set is not None:
        choices = dict(choice_set.choices)
    if isinstance(value, list):
        return ", ".join(str(choices.get(part, part)) for part in value)
    return "" if value is None else str(choices.get(value, value))
