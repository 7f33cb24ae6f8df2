"""Checking a document from a file against its model, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from editorial.content.registry import Registry
from editorial.content.sources import ContentError, SourceDocument
from editorial.document import (
    Document,
    child_model,
    child_relation,
    column_value,
    document_columns,
    document_relations,
    record_key,
    reference_field,
    translated_names,
)
from editorial.models import ContentModel

LANGUAGES = ("nl", "en")


@dataclass(slots=True)
class Draft:
    """A record built from a document, not saved yet, with the canonical form of the document."""

    model: type[ContentModel]
    source: SourceDocument
    record: ContentModel
    document: Document = field(default_factory=dict)
    relations: dict[str, list[str]] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    children: dict[str, list[Draft]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Return the key of the record as text."""
        return record_key(self.document, self.model)


def build_draft(
    model: type[ContentModel],
    source: SourceDocument,
    errors: list[ContentError],
    without: frozenset[str] = frozenset(),
    position: int = 0,
) -> Draft:
    """Build the record of a document; what cannot be read is added to the errors.

    Only what the document says by itself is checked here; ``check_references`` follows when the
    records of all files are known. ``without`` names what a child row leaves to its parent;
    ``position`` is the record's place in its file, for models that keep an order.
    """
    draft = Draft(model, source, model())
    columns = {column.name: column for column in document_columns(model)}
    if "position" in columns and "position" not in source.values:
        setattr(draft.record, "position", position)  # noqa: B010
    relations = {relation.name: relation for relation in document_relations(model)}
    for name, value in source.values.items():
        if name in without or (
            name not in columns and name not in relations and name not in model.document_children
        ):
            errors.append(source.error(f"{model.__name__} has no such field", name))
        elif name in model.document_children:
            draft.children[name] = _build_children(model, name, value, source, errors)
        elif name in relations:
            draft.relations[name] = _list_of_keys(value, name, source, errors)
        elif isinstance(columns[name], models.ForeignKey):
            if value not in (None, ""):
                draft.references[name] = str(value)
        else:
            _set_column(draft, columns[name], value, errors)
    for name, column in columns.items():
        if name not in source.values and name not in without and _is_required(column):
            errors.append(source.error(f"{name} is missing"))
    _check_translations(draft, errors)
    _write_document(draft, columns, relations, without)
    return draft


def _is_required(column: models.Field[Any, Any]) -> bool:
    return not (column.blank or column.has_default() or column.null)


def _set_column(
    draft: Draft, column: models.Field[Any, Any], value: Any, errors: list[ContentError]
) -> None:
    if isinstance(value, str):
        value = value.strip()
    if value == "" and column.null and not isinstance(column, models.CharField | models.TextField):
        value = None
    if value is None and not column.null:
        value = column.get_default()
    try:
        setattr(draft.record, column.attname, column.clean(value, draft.record))
    except ValidationError as error:
        errors.append(draft.source.error(" ".join(error.messages), column.name))


def _build_children(
    model: type[ContentModel],
    name: str,
    value: Any,
    source: SourceDocument,
    errors: list[ContentError],
) -> list[Draft]:
    if value in (None, []):
        return []
    if not isinstance(value, list) or not all(isinstance(v, SourceDocument) for v in value):
        errors.append(source.error("must be a list of records", name))
        return []
    back = frozenset({child_relation(model, name).field.name})
    return [
        build_draft(child_model(model, name), child, errors, back, position)
        for position, child in enumerate(value)
    ]


def _list_of_keys(
    value: Any, name: str, source: SourceDocument, errors: list[ContentError]
) -> list[str]:
    if value in (None, ""):
        return []
    if not isinstance(value, list) or any(isinstance(key, SourceDocument) for key in value):
        errors.append(source.error("must be a list of keys", name))
        return []
    return sorted({str(key) for key in value})


def _check_translations(draft: Draft, errors: list[ContentError]) -> None:
    for name in translated_names(draft.model):
        required = not draft.model._meta.get_field(name).blank
        filled = {
            language: bool(getattr(draft.record, f"{name}_{language}")) for language in LANGUAGES
        }
        for language in LANGUAGES:
            if not filled[language] and (required or any(filled.values())):
                errors.append(
                    draft.source.error("the translation is missing", f"{name}_{language}")
                )


def _write_document(
    draft: Draft,
    columns: dict[str, models.Field[Any, Any]],
    relations: dict[str, models.ManyToManyField[Any, Any]],
    without: frozenset[str],
) -> None:
    for name, column in columns.items():
        if name in without:
            continue
        if isinstance(column, models.ForeignKey):
            draft.document[name] = draft.references.get(name)
        else:
            draft.document[name] = column_value(draft.record, column)
    for name in relations:
        draft.document[name] = draft.relations.setdefault(name, [])
    for name in draft.model.document_children:
        children = draft.children.setdefault(name, [])
        draft.document[name] = sorted(
            (child.document for child in children),
            key=lambda document: record_key(document, child_model(draft.model, name)),
        )


def check_references(draft: Draft, registry: Registry, errors: list[ContentError]) -> None:
    """Point the record at what it refers to, and run the model's own checks with it."""
    chosen: dict[str, list[Any]] = {}
    before = len(errors)
    for name, key in draft.references.items():
        target = draft.model._meta.get_field(name).related_model
        found = _find(registry, target, key, draft, name, errors)
        if found is not None:
            setattr(draft.record, name, found)
    for name, keys in draft.relations.items():
        target = draft.model._meta.get_field(name).related_model
        found_all = [_find(registry, target, key, draft, name, errors) for key in keys]
        chosen[name] = [found for found in found_all if found is not None]
    for children in draft.children.values():
        for child in children:
            check_references(child, registry, errors)
    if len(errors) == before:
        _check_model(draft, chosen, errors)


def _find(
    registry: Registry,
    model: Any,
    key: str,
    draft: Draft,
    name: str,
    errors: list[ContentError],
) -> models.Model | None:
    found = registry.find(model, key)
    if found is None:
        label = f"{model.__name__} with {reference_field(model)}"
        errors.append(draft.source.error(f"there is no {label} “{key}”", name))
    return found


def _check_model(draft: Draft, chosen: dict[str, list[Any]], errors: list[ContentError]) -> None:
    checks = [draft.record.clean]
    if hasattr(draft.record, "clean_relations"):
        checks.append(lambda: draft.record.clean_relations(chosen))  # type: ignore[attr-defined]
    if hasattr(draft.record, "clean_children"):
        rows = {name: [child.record for child in found] for name, found in draft.children.items()}
        checks.append(lambda: draft.record.clean_children(rows))  # type: ignore[attr-defined]
    checks.extend(_constraint_checks(draft.record))
    for check in checks:
        try:
            check()
        except ValidationError as error:
            for name, messages in getattr(error, "message_dict", {"": error.messages}).items():
                shown = "" if name == "__all__" else name
                errors.append(draft.source.error(" ".join(messages), shown))


def _constraint_checks(record: ContentModel) -> list[Any]:
    model = type(record)
    return [
        lambda constraint=constraint: constraint.validate(model, record)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    ]
