"""Noting what each translation was made from: the one writer of sources and fingerprints.

Called after the document of an entry is written, in the same transaction, whatever wrote it. A
translation that changed was made from the Dutch of that moment; one that stayed while the Dutch
changed is out of date until a person confirms it or writes it again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from django.apps import apps
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from editorial.audit.log import current_actor
from editorial.documents.document import can_be_referred_to, child_model, key_of, translated_names
from editorial.documents.reference import Reference
from editorial.models import ContentModel, TranslatedModel, TranslationSource
from editorial.models.translated import text_digest

BATCH = 200

TextKey: TypeAlias = tuple[str, str, str]
"""A model's label, the key of one of its rows, and the bare name of a text."""

WRITTEN = (
    "entry_model",
    "entry_key",
    "source_text",
    "translation_digest",
    "translated_by",
    "translated_at",
    "outdated_since",
)


@dataclass(frozen=True, slots=True)
class TranslatedRow:
    """A row with texts, the key that names it anywhere, and the entry that it is part of."""

    record: TranslatedModel
    key: str
    entry: ContentModel

    @property
    def label(self) -> str:
        """Return the label of the row's model."""
        return self.record._meta.label


@dataclass(slots=True)
class _Changes:
    """What a batch has to write."""

    new: list[TranslationSource] = field(default_factory=list)
    changed: list[TranslationSource] = field(default_factory=list)
    rows: dict[type[TranslatedModel], list[TranslatedModel]] = field(
        default_factory=lambda: defaultdict(list)
    )


def noted_models() -> list[type[TranslatedModel]]:
    """Return the kinds of records that are noted by themselves; child rows go with their entry."""
    models = [model for model in apps.get_models() if issubclass(model, TranslatedModel)]
    rows = {child_model(model, name) for model in models for name in model.document_children}
    return [model for model in models if model not in rows]


def translated_rows(entry: ContentModel) -> Iterator[TranslatedRow]:
    """Yield an entry and its child rows, as far as they have texts; a query a kind of child row."""
    entry_key = key_of(entry)
    if isinstance(entry, TranslatedModel):
        yield TranslatedRow(entry, entry_key, entry)
    for name in entry.document_children:
        for child in getattr(entry, name).all():
            if isinstance(child, TranslatedModel):
                key = key_of(child)
                is_unique = can_be_referred_to(type(child))
                yield TranslatedRow(child, key if is_unique else f"{entry_key}/{key}", entry)


def note_translations(
    entry: ContentModel, by: str | None = None, *, at: datetime | None = None
) -> None:
    """Note what the translations of an entry and its child rows were made from, by whom and when.

    ``by`` is who acts now, unless given. A fixed number of queries for each kind of row.
    """
    note_translations_of([entry], by, at=at)


def note_translations_of(
    entries: Iterable[ContentModel], by: str | None = None, *, at: datetime | None = None
) -> None:
    """Do so for many entries, read again from the database in batches."""
    at = at or timezone.now()
    by = current_actor() if by is None else by
    keys_by_model: dict[type[ContentModel], list[int]] = defaultdict(list)
    for entry in entries:
        if translated_names(type(entry)) or entry.document_children:
            keys_by_model[type(entry)].append(entry.pk)
    for model, keys in keys_by_model.items():
        for start in range(0, len(keys), BATCH):
            batch = list(model._default_manager.filter(pk__in=keys[start : start + BATCH]))
            prefetch_related_objects(batch, *model.document_children)
            with transaction.atomic():
                _note_batch(batch, by, at)


def _note_batch(entries: list[ContentModel], by: str, at: datetime) -> None:
    rows = [row for entry in entries for row in translated_rows(entry)]
    known = _known_sources(rows)
    changes, present = _Changes(), set()
    for row in rows:
        made_from: dict[str, str] = {}
        for name in translated_names(type(row.record)):
            source = known.get((row.label, row.key, name))
            source = _settle(row, name, source, changes=changes, by=by, at=at)
            if source is None:
                continue
            present.add(source.pk)
            if not source.is_missing:
                made_from[name] = text_digest(source.source_text)
        if made_from != row.record.translated_from:
            row.record.translated_from = made_from
            changes.rows[type(row.record)].append(row.record)
    _write(changes)
    _forget_gone(entries, present | {source.pk for source in changes.new})


def _known_sources(rows: Iterable[TranslatedRow]) -> dict[TextKey, TranslationSource]:
    keys: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        keys[row.label].append(row.key)
    return {
        (source.model, source.key, source.field): source
        for label, found in keys.items()
        for start in range(0, len(found), BATCH)
        for source in TranslationSource.objects.filter(
            model=label, key__in=found[start : start + BATCH]
        )
    }


def _settle(
    row: TranslatedRow,
    name: str,
    source: TranslationSource | None,
    *,
    changes: _Changes,
    by: str,
    at: datetime,
) -> TranslationSource | None:
    """Return the source of one text as it is now, listed in the changes if it has to be written."""
    dutch: str = getattr(row.record, f"{name}_nl") or ""
    translation: str = getattr(row.record, f"{name}_en") or ""
    if not dutch and not translation:
        return None
    is_new = source is None
    if source is None:
        source = TranslationSource(model=row.label, key=row.key, field=name)
    before = [getattr(source, column) for column in WRITTEN]
    source.entry_model, source.entry_key = row.entry._meta.label, key_of(row.entry)
    if not translation:
        source.translation_digest, source.outdated_since = "", source.outdated_since or at
    elif source.translation_digest != text_digest(translation):
        _renew(source, dutch, translation, by, at)
    elif source.source_text == dutch:
        source.outdated_since = None
    else:
        source.outdated_since = source.outdated_since or at
    if is_new:
        changes.new.append(source)
    elif before != [getattr(source, column) for column in WRITTEN]:
        changes.changed.append(source)
    return source


def _renew(source: TranslationSource, dutch: str, translation: str, by: str, at: datetime) -> None:
    source.source_text, source.translation_digest = dutch, text_digest(translation)
    source.translated_by, source.translated_at, source.outdated_since = by[:200], at, None


def _write(changes: _Changes) -> None:
    TranslationSource.objects.bulk_create(changes.new, batch_size=BATCH)
    TranslationSource.objects.bulk_update(changes.changed, WRITTEN, batch_size=BATCH)
    for model, records in changes.rows.items():
        model._default_manager.bulk_update(records, ["translated_from"], batch_size=BATCH)


def _forget_gone(entries: Iterable[ContentModel], present: set[int]) -> None:
    """Remove the sources of texts and child rows that these entries have no longer."""
    keys_by_label: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        keys_by_label[entry._meta.label].append(key_of(entry))
    for label, keys in keys_by_label.items():
        found = TranslationSource.objects.filter(entry_model=label, entry_key__in=keys)
        gone = set(found.values_list("pk", flat=True)) - present
        if gone:
            TranslationSource.objects.filter(pk__in=gone).delete()


class StaleError(Exception):
    """The Dutch changed again, or the row is gone, since a person looked at the translation."""


def confirm_translation(
    source: TranslationSource, *, seen: str, by: str | None = None, at: datetime | None = None
) -> None:
    """Note that a translation still says what the present Dutch says: "meaning unchanged".

    ``seen`` is the fingerprint of the Dutch that the person saw; raises ``StaleError`` if it is not
    that any more, or if there is no translation to confirm.
    """
    row = find_row(source)
    dutch = "" if row is None else getattr(row.record, f"{source.field}_nl") or ""
    translation = "" if row is None else getattr(row.record, f"{source.field}_en") or ""
    if row is None or not translation or text_digest(dutch) != seen:
        raise StaleError
    by = current_actor() if by is None else by
    with transaction.atomic():
        _renew(source, dutch, translation, by, at or timezone.now())
        source.save()
        row.record.translated_from = {
            **row.record.translated_from,
            source.field: text_digest(dutch),
        }
        type(row.record)._default_manager.bulk_update([row.record], ["translated_from"])


def find_row(source: TranslationSource) -> TranslatedRow | None:
    """Return the row that a source is about, or None if it is gone: 1 query a kind of row."""
    entry = Reference(source.entry_model, source.entry_key).find()
    rows = translated_rows(entry) if entry is not None else ()
    wanted = (source.model, source.key)
    return next((row for row in rows if (row.label, row.key) == wanted), None)


def forget_old_texts(entries: Iterable[ContentModel]) -> int:
    """Empty the kept Dutch of outdated translations of entries, and return of how many.

    For when a place becomes secret: what its texts used to say must be gone everywhere. The
    translations stay out of date: their fingerprints stand on the rows.
    """
    emptied = 0
    for entry in entries:
        emptied += (
            TranslationSource.objects.to_translate()
            .filter(entry_model=entry._meta.label, entry_key=key_of(entry))
            .update(source_text="")
        )
    return emptied
