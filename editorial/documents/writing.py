"""Writing checked drafts to the database, what is referred to first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models

from editorial.documents.document import can_be_referred_to, child_model, child_relation
from editorial.documents.registry import Registry
from editorial.documents.source_files import ContentError
from editorial.documents.validation import Draft, check_document_rules
from editorial.models import ContentModel

BATCH = 500


class InvalidContent(Exception):
    """The content was refused as a whole; nothing was written."""

    SHOWN = 50

    def __init__(self, errors: list[ContentError]) -> None:
        shown = [str(error) for error in errors[: self.SHOWN]]
        if len(errors) > self.SHOWN:
            shown.append(f"… and {len(errors) - self.SHOWN} more.")
        super().__init__("\n".join(shown))
        self.errors = errors


class Writer:
    """Write drafts in one transaction, with the records they refer to looked up once."""

    def __init__(self, registry: Registry | None = None) -> None:
        self._registry = registry or Registry()
        self._updating: dict[type[ContentModel], set[Any]] = defaultdict(set)

    def expect_updates(self, records: Iterable[ContentModel]) -> None:
        """Note the records that will be brought up to date: others may take over their children."""
        for record in records:
            self._updating[type(record)].add(record.pk)

    def can_write(self, draft: Draft) -> bool:
        """Return whether all that a draft and its child rows refer to is in the database.

        A person may have removed it: then the draft would say less than its file does.
        """
        is_whole = all(key in self._registry.stored(model) for model, key in references_of(draft))
        children = (child for rows in draft.children.values() for child in rows)
        return is_whole and all(self.can_write(child) for child in children)

    def refuse_beside_stored(self, draft: Draft) -> None:
        """Raise ``InvalidContent`` if a draft breaks a rule with what it refers to as it is now.

        The files were checked against each other; a person may have changed what a record goes to.
        """
        self._resolve(draft)
        for name, keys in draft.relations.items():
            stored = self._registry.stored(_related_model(draft.model, name))
            draft.chosen[name] = [stored[key] for key in keys]
        before = len(draft.source.errors)
        check_document_rules(draft)
        if len(draft.source.errors) > before:
            raise InvalidContent(draft.source.errors)

    def write(self, draft: Draft) -> None:
        """Write a record with its relations and child rows."""
        self._resolve(draft)
        draft.record.save()
        for name, keys in draft.relations.items():
            if draft.changes(name):
                related = _related_model(draft.model, name)
                found = [self._registry.stored(related)[key] for key in keys]
                getattr(draft.record, name).set(found)
        for name, children in draft.children.items():
            if not draft.changes(name):
                continue
            if can_be_referred_to(child_model(draft.model, name)):
                self._write_known_children(draft, name, children)
            else:
                self._replace_children(draft, name, children)
        if can_be_referred_to(draft.model):
            self._registry.remember(draft.record)

    def write_in_bulk(self, model: type[ContentModel], drafts: Iterable[Draft]) -> None:
        """Write new records that have no relations and to which nothing refers."""
        drafts = list(drafts)
        for draft in drafts:
            self._resolve(draft)
        model._default_manager.bulk_create([draft.record for draft in drafts], batch_size=BATCH)

    def update(self, draft: Draft, saved: ContentModel) -> None:
        """Bring a saved record up to date. ``remove_stale_children`` must follow."""
        _take_the_place_of(saved, draft.record)
        self.write(draft)

    def remove_stale_children(self, draft: Draft) -> None:
        """Remove the child rows that the file has no longer and that no other record took over."""
        for name, children in draft.children.items():
            if not draft.changes(name):
                continue
            written = {child.record.pk for child in children}
            for record in getattr(draft.record, name).all():
                if record.pk not in written:
                    record.delete()

    def _resolve(self, draft: Draft) -> None:
        for name, key in draft.references.items():
            related = _related_model(draft.model, name)
            setattr(draft.record, name, self._registry.stored(related)[key])

    def _write_known_children(self, draft: Draft, name: str, children: Iterable[Draft]) -> None:
        """Write child rows that others may refer to by their key, keeping the rows that exist."""
        back = child_relation(draft.model, name).field
        for child in children:
            saved = self._registry.stored(child.model).get(child.key)
            if isinstance(saved, ContentModel):
                self._refuse_theft(child, saved, back, draft)
                _take_the_place_of(saved, child.record)
            setattr(child.record, back.name, draft.record)
            self.write(child)

    def _replace_children(self, draft: Draft, name: str, children: Iterable[Draft]) -> None:
        """Write child rows to which nothing refers again, so that a new order cannot clash."""
        back = child_relation(draft.model, name).field.name
        getattr(draft.record, name).all().delete()
        for child in children:
            setattr(child.record, back, draft.record)
            self.write(child)

    def _refuse_theft(
        self, child: Draft, saved: ContentModel, back: models.Field[Any, Any], draft: Draft
    ) -> None:
        """Refuse a key in use at a record that this load leaves alone: a person gave it out."""
        holder = getattr(saved, back.attname)
        if holder != draft.record.pk and holder not in self._updating[draft.model]:
            child.source.refuse(f"“{child.key}” is in use at {getattr(saved, back.name)}")
            raise InvalidContent(child.source.errors)


def in_order_of_reference(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield drafts of one model so that what is referred to comes before what refers to it."""
    waiting = {draft.key: draft for draft in drafts}

    def take(draft: Draft) -> Iterator[Draft]:
        for name, key in draft.references.items():
            if _related_model(draft.model, name) is draft.model and key in waiting:
                yield from take(waiting.pop(key))
        yield draft

    while waiting:
        yield from take(waiting.pop(next(iter(waiting))))


def _related_model(model: type[ContentModel], name: str) -> Any:
    return model._meta.get_field(name).related_model


def references_of(draft: Draft) -> Iterator[tuple[type[models.Model], str]]:
    """Yield what a draft refers to, as models and keys."""
    for name, key in draft.references.items():
        yield _related_model(draft.model, name), key
    for name, keys in draft.relations.items():
        for key in keys:
            yield _related_model(draft.model, name), key


def _take_the_place_of(saved: ContentModel, record: ContentModel) -> None:
    """Keep what documents leave out: the primary key and the bookkeeping."""
    for column in saved._meta.concrete_fields:
        if column.primary_key or column.name in saved.document_excluded:
            setattr(record, column.attname, getattr(saved, column.attname))
    record._state.adding = False
