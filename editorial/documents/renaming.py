"""Following a record to another key: what names it as text would otherwise be left behind."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import CharField, Model, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from editorial.models import (
    ContentModel,
    Entry,
    LinkFinding,
    LoadedContent,
    TakenTask,
    TranslationSource,
    VisitorReport,
)


def models_that_name_records() -> Iterator[type[Model]]:
    """Yield the models with the kind and the key of a record, found by these columns.

    The loader's memory is none of them: it remembers what stood in a file, which keeps its key.
    """
    for model in apps.get_models():
        columns = {column.name for column in model._meta.concrete_fields}
        if {"model", "key"} <= columns and model is not LoadedContent:
            yield model


def follow_key(model: type[ContentModel], old: str, new: str) -> None:
    """Let verifications, reports, links and translations follow a record to its new key.

    What is left of a record that is gone and had that key makes way. To be called in the
    transaction that changes the key: two queries for each kind of what names a record.
    """
    label = model._meta.label
    _make_way(label, new)
    for naming in models_that_name_records():
        rows: Any = naming._default_manager
        rows.filter(model=label, key=old).update(key=new)
    sources = TranslationSource.objects.filter(entry_model=label, entry_key=old)
    rest = Substr("key", len(old) + 1)
    renamed = Concat(Value(new), rest, output_field=CharField())
    sources.filter(key__startswith=f"{old}/").update(key=renamed)
    sources.update(entry_key=new)
    if issubclass(model, Entry):
        _leave_redirect(model, old, new)


def _leave_redirect(model: type[Entry], old: str, new: str) -> None:
    """Let the old URL of an entry that the public has seen lead to its new one."""
    entry = model._default_manager.get(slug=new)
    if entry.first_published_at is not None:
        found = model._default_manager.filter(pk=entry.pk)
        found.update(former_slugs=entry.forwarding(old))


def _make_way(label: str, key: str) -> None:
    TranslationSource.objects.filter(entry_model=label, entry_key=key).delete()
    LinkFinding.objects.filter(model=label, key=key).delete()
    TakenTask.objects.filter(model=label, key=key).delete()
    gone = VisitorReport.objects.open().about(label, key)
    gone.update(settled_at=timezone.now())
