"""Loading the starter content without ever undoing what a person did.

A record is added when it is new, brought up to date when nobody touched it since the last load,
and left alone when a person changed or removed it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction

from editorial.content.registry import Registry
from editorial.content.sources import (
    ContentError,
    UnreadableContent,
    content_sources,
    read_documents,
)
from editorial.content.validation import Draft, build_draft, check_references
from editorial.document import (
    child_relation,
    digest,
    document_of,
    document_relations,
    record_key,
)
from editorial.models import ContentModel, LoadedContent

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


@dataclass(slots=True)
class LoadReport:
    """What a load did, as lists of "Model key"."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: int = 0
    kept_as_changed_by_a_person: list[str] = field(default_factory=list)
    kept_as_removed_by_a_person: list[str] = field(default_factory=list)


def read_drafts() -> dict[type[ContentModel], list[Draft]]:
    """Read and check all content of all apps; raise ``InvalidContent`` with every error found."""
    errors: list[ContentError] = []
    drafts: dict[type[ContentModel], list[Draft]] = {}
    registry = Registry()
    for source, folder in content_sources():
        found = drafts.setdefault(source.model, [])
        try:
            for position, document in enumerate(read_documents(folder, source.pattern)):
                found.append(build_draft(source.model, document, errors, position=position))
        except UnreadableContent as error:
            errors.append(error.error)
        _refuse_repeats(found, errors)
        _announce(found, registry)
    for found in drafts.values():
        for draft in found:
            check_references(draft, registry, errors)
    if errors:
        raise InvalidContent(errors)
    return drafts


def _announce(drafts: Iterable[Draft], registry: Registry) -> None:
    for draft in drafts:
        if len(draft.model.key_fields) == 1:
            registry.announce(draft.record)
        for children in draft.children.values():
            _announce(children, registry)


def _refuse_repeats(drafts: Iterable[Draft], errors: list[ContentError]) -> None:
    seen: dict[str, Draft] = {}
    for draft in drafts:
        first = seen.setdefault(draft.key, draft)
        if first is not draft:
            errors.append(
                draft.source.error(
                    f"“{draft.key}” stands at {first.source.path.name}:{first.source.line} too"
                )
            )


def load_content(progress: Callable[[Iterable[Any], int, str], Iterable[Any]]) -> LoadReport:
    """Load everything in one transaction and say what was done.

    ``progress`` wraps the drafts of one model with their number and the model's name.
    """
    drafts = read_drafts()
    report = LoadReport()
    registry = Registry()
    with transaction.atomic():
        for model, found in drafts.items():
            _load_model(model, progress(found, len(found), model.__name__), registry, report)
    return report


def _load_model(
    model: type[ContentModel], drafts: Iterable[Draft], registry: Registry, report: LoadReport
) -> None:
    label = model._meta.label
    ledger = dict(LoadedContent.objects.filter(model=label).values_list("key", "digest"))
    present = _present_records(model)
    fresh: list[Draft] = []
    for draft in drafts:
        name = f"{model.__name__} {draft.key}"
        wanted, loaded = digest(draft.document), ledger.get(draft.key)
        record = present.get(draft.key)
        if loaded is None and record is None:
            fresh.append(draft)
            report.added.append(name)
        elif record is None:
            report.kept_as_removed_by_a_person.append(name)
        elif loaded is None or digest(document_of(record)) != loaded:
            report.kept_as_changed_by_a_person.append(name)
        elif wanted == loaded:
            report.unchanged += 1
        else:
            _take_the_place_of(record, draft.record)
            _write(draft, registry)
            LoadedContent.objects.filter(model=label, key=draft.key).update(digest=wanted)
            report.updated.append(name)
    _create(model, fresh, registry)
    LoadedContent.objects.bulk_create(
        [
            LoadedContent(model=label, key=draft.key, digest=digest(draft.document))
            for draft in fresh
        ],
        batch_size=BATCH,
    )


def _present_records(model: type[ContentModel]) -> dict[str, ContentModel]:
    columns = [
        column.name
        for column in model._meta.concrete_fields
        if isinstance(column, models.ForeignKey)
    ]
    relations = [relation.name for relation in document_relations(model)]
    queryset = (
        model._default_manager.select_related(*columns)
        if columns
        else (model._default_manager.all())
    )
    found = queryset.prefetch_related(*relations, *model.document_children)
    return {_key_of(record): record for record in found}


def _key_of(record: ContentModel) -> str:
    values = {}
    for name in record.key_fields:
        value = getattr(record, name)
        if isinstance(value, ContentModel):
            value = getattr(value, value.key_fields[0])
        values[name] = value
    return record_key(values, type(record))


def _create(model: type[ContentModel], drafts: list[Draft], registry: Registry) -> None:
    """Create new records, in bulk where a model has no relations and nothing refers to its rows."""
    is_plain = len(model.key_fields) > 1 and not model.document_children
    if is_plain:
        for draft in drafts:
            _resolve(draft, registry)
        model._default_manager.bulk_create([draft.record for draft in drafts], batch_size=BATCH)
        return
    for draft in sorted(drafts, key=lambda draft: "kind_of" in draft.references):
        _write(draft, registry)


def _take_the_place_of(saved: ContentModel, record: ContentModel) -> None:
    """Keep what documents leave out: the key, the bookkeeping and the verification."""
    for column in saved._meta.concrete_fields:
        if column.primary_key or column.name in saved.document_excluded:
            setattr(record, column.attname, getattr(saved, column.attname))
    record._state.adding = False


def _resolve(draft: Draft, registry: Registry) -> None:
    for name, key in draft.references.items():
        related: Any = draft.model._meta.get_field(name).related_model
        setattr(draft.record, name, registry.stored(related)[key])


def _write(draft: Draft, registry: Registry) -> None:
    _resolve(draft, registry)
    draft.record.save()
    for name, keys in draft.relations.items():
        target: Any = draft.model._meta.get_field(name).related_model
        stored = registry.stored(target)
        getattr(draft.record, name).set([stored[key] for key in keys])
    for name, children in draft.children.items():
        _write_children(draft, name, children, registry)
    if len(draft.model.key_fields) == 1:
        registry.remember(draft.record)


def _write_children(draft: Draft, name: str, children: list[Draft], registry: Registry) -> None:
    back = child_relation(draft.model, name).field.name
    present = {_key_of(record): record for record in getattr(draft.record, name).all()}
    wanted = {child.key for child in children}
    for key, record in present.items():
        if key not in wanted:
            record.delete()
    for child in children:
        setattr(child.record, back, draft.record)
        if child.key in present:
            _take_the_place_of(present[child.key], child.record)
        _write(child, registry)
