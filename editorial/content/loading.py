"""Loading the starter content without ever undoing what a person did.

A record is added when it is new, brought up to date when nobody touched it since the last load,
and left alone when a person changed or removed it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from django.db import transaction

from editorial.documents.document import (
    can_be_referred_to,
    child_model,
    digest,
    document_of,
    key_of,
    whole_records,
)
from editorial.documents.registry import Registry
from editorial.documents.source_files import (
    ContentError,
    ContentSource,
    content_sources,
    read_documents,
)
from editorial.documents.validation import Draft, build_draft, check_references
from editorial.documents.writing import BATCH, InvalidContent, Writer, in_order_of_reference
from editorial.models import ContentModel, LoadedContent
from editorial.translations.sources import note_translations_of
from editorial.versioning.one_at_a_time import one_at_a_time

Sources: TypeAlias = Iterable[tuple[ContentSource, Path]]
"""What is loaded, what is referred to first, with the folder it stands in."""

Progress: TypeAlias = Callable[[Iterable[Draft], int, str], Iterable[Draft]]
"""Wraps the drafts of one model, given their number and the model's name."""


LOADER = "load_content"
"""Who translated the starter content, as far as anyone knows."""


@dataclass(slots=True)
class LoadReport:
    """What a load did, as lists of "Model key"."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: int = 0
    kept_as_changed_by_a_person: list[str] = field(default_factory=list)
    kept_as_removed_by_a_person: list[str] = field(default_factory=list)
    left_out_as_incomplete: list[str] = field(default_factory=list)
    """What refers to something that a person removed."""
    gone_from_the_files: list[str] = field(default_factory=list)
    """What an earlier load brought, no file has any longer, and an editor may want to withdraw."""


def read_drafts(sources: Sources | None = None) -> dict[type[ContentModel], list[Draft]]:
    """Read and check all content of all apps; raise ``InvalidContent`` with every error found."""
    errors: list[ContentError] = []
    drafts: dict[type[ContentModel], list[Draft]] = {}
    registry = Registry()
    for source, folder in sources or content_sources():
        found = drafts.setdefault(source.model, [])
        for position, document in enumerate(read_documents(folder, source.pattern, errors)):
            found.append(build_draft(source.model, document, position=position))
    for found in drafts.values():
        refuse_repeats(found)
        announce(found, registry)
    if not errors:
        for found in drafts.values():
            for draft in found:
                check_references(draft, registry)
    if errors:
        raise InvalidContent(errors)
    return drafts


def announce(drafts: Iterable[Draft], registry: Registry) -> None:
    """Make drafts, and the rows below them, known to those that refer to them."""
    for draft in drafts:
        if can_be_referred_to(draft.model):
            registry.announce(draft.record)
        for children in draft.children.values():
            announce(children, registry)


def refuse_repeats(drafts: Iterable[Draft]) -> None:
    """Refuse a key that stands twice, among the child rows of all these drafts too."""
    seen: dict[str, Draft] = {}
    children: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        first = seen.setdefault(draft.key, draft)
        if first is not draft:
            where = f"{first.source.path.name}:{first.source.line}"
            draft.source.refuse(f"“{draft.key}” stands at {where} too")
        for name, rows in draft.children.items():
            if can_be_referred_to(child_model(draft.model, name)):
                children[name].extend(rows)
            else:
                refuse_repeats(rows)
    for rows in children.values():
        refuse_repeats(rows)


def load_content(
    progress: Progress = lambda drafts, _number, _model: drafts, sources: Sources | None = None
) -> LoadReport:
    """Load everything in one transaction and say what was done; a second load waits for it."""
    drafts = read_drafts(sources)
    report, writer = LoadReport(), Writer()
    with one_at_a_time(), transaction.atomic():
        for model, found in drafts.items():
            _load_model(model, progress(found, len(found), model.__name__), writer, report)
    return report


def _load_model(
    model: type[ContentModel], drafts: Iterable[Draft], writer: Writer, report: LoadReport
) -> None:
    ledger = dict(
        LoadedContent.objects.filter(model=model._meta.label).values_list("key", "digest")
    )
    present = {key_of(record): record for record in whole_records(model)}
    fresh: list[Draft] = []
    outdated: list[Draft] = []
    agreed: list[Draft] = []
    for draft in drafts:
        loaded, record = ledger.pop(draft.key, None), present.get(draft.key)
        name = f"{model.__name__} {draft.key}"
        if record is None:
            if loaded is None:
                fresh.append(draft)
            else:
                report.kept_as_removed_by_a_person.append(name)
        elif digest(document_of(record)) == digest(draft.document):
            report.unchanged += 1
            if loaded != digest(draft.document):
                agreed.append(draft)
        elif loaded is None or _is_touched(record, loaded):
            report.kept_as_changed_by_a_person.append(name)
        else:
            outdated.append(draft)
    report.gone_from_the_files += [f"{model.__name__} {key}" for key in ledger if key in present]
    _remember(model, agreed)
    writer.expect_updates(present[draft.key] for draft in outdated)
    _create(model, fresh, writer, report)
    _update(model, outdated, present, writer, report)


def _is_touched(record: ContentModel, loaded: str) -> bool:
    """Return whether a person changed a record since it was loaded, or verified what it says."""
    rows = (row for name in record.document_children for row in getattr(record, name).all())
    is_verified = any(getattr(one, "assured_date", None) for one in (record, *rows))
    return is_verified or digest(document_of(record)) != loaded


def _create(
    model: type[ContentModel], drafts: Iterable[Draft], writer: Writer, report: LoadReport
) -> None:
    """Write new records, in bulk where a model has no relations and nothing refers to its rows."""
    is_plain = not (can_be_referred_to(model) or model.document_children)
    written = []
    for draft in drafts if is_plain else in_order_of_reference(drafts):
        if not writer.can_write(draft):
            report.left_out_as_incomplete.append(f"{model.__name__} {draft.key}")
            continue
        if not is_plain:
            writer.refuse_beside_stored(draft)
            writer.write(draft)
        written.append(draft)
    if is_plain:
        writer.write_in_bulk(model, written)
    note_translations_of((draft.record for draft in written), LOADER)
    report.added += [f"{model.__name__} {draft.key}" for draft in written]
    _remember(model, written)


def _update(
    model: type[ContentModel],
    drafts: Iterable[Draft],
    present: Mapping[str, ContentModel],
    writer: Writer,
    report: LoadReport,
) -> None:
    updated = []
    for draft in drafts:
        if not writer.can_write(draft):
            report.left_out_as_incomplete.append(f"{model.__name__} {draft.key}")
            continue
        writer.refuse_beside_stored(draft)
        writer.update(draft, present[draft.key])
        updated.append(draft)
    for draft in updated:
        writer.remove_stale_children(draft)
    _remember(model, updated)
    note_translations_of((draft.record for draft in updated), LOADER)
    report.updated += [f"{model.__name__} {draft.key}" for draft in updated]


def _remember(model: type[ContentModel], drafts: Iterable[Draft]) -> None:
    """Note what the files say of records that now say the same.

    A record that a person brought to what the files say later, or a command on both sides, is
    followed again from then on.
    """
    LoadedContent.objects.bulk_create(
        [
            LoadedContent(model=model._meta.label, key=draft.key, digest=digest(draft.document))
            for draft in drafts
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["model", "key"],
        update_fields=["digest"],
    )
