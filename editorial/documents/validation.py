"""Checking a document from a file against its model, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial, reduce
from operator import and_
from typing import Any, TypeAlias

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from editorial.documents.document import (
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
from editorial.documents.registry import Registry
from editorial.documents.source_files import SourceDocument
from editorial.languages import LANGUAGES
from editorial.models import ContentModel


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
    chosen: dict[str, list[Any]] = field(default_factory=dict)
    """What its relations lead to, once ``check_references`` has found it."""
    saved: ContentModel | None = None
    """The record that it is written onto, if it is known."""
    base: Document | None = None
    """What is saved of it, if only this document comes between: that breaks no constraint."""

    def changes(self, name: str) -> bool:
        """Return whether a part of the document becomes other than it is known to be saved."""
        return self.base is None or self.document.get(name) != self.base.get(name)

    @property
    def key(self) -> str:
        """Return the key of the record as text."""
        return record_key(self.document, self.model)

    def with_rows(self) -> Iterator[Draft]:
        """Yield this draft and those of all rows below it."""
        yield self
        for children in self.children.values():
            for child in children:
                yield from child.with_rows()


DocumentCheck: TypeAlias = Callable[[Draft], None]
"""Looks at a record with all its rows and relations; says what is wrong by ``source.refuse``."""

_document_checks: list[DocumentCheck] = []


def register_check(check: DocumentCheck) -> None:
    """Have every document checked, whatever brings it: a form, a file, an approval, an import."""
    if check not in _document_checks:
        _document_checks.append(check)


def build_draft(
    model: type[ContentModel],
    source: SourceDocument,
    *,
    without: frozenset[str] = frozenset(),
    position: int = 0,
    languages: Collection[str] = LANGUAGES,
) -> Draft:
    """Build the record of a document; what cannot be read is added to the document's errors.

    Only what the document says by itself is checked here; ``check_references`` follows when the
    records of all files are known. ``without`` names what a child row leaves to its parent;
    ``position`` is the record's place in its file, for models that keep an order. A text must be
    there in each of ``languages``.
    """
    draft = Draft(model, source, model())
    columns = {
        column.name: column for column in document_columns(model) if column.name not in without
    }
    relations = {relation.name: relation for relation in document_relations(model)}
    if "position" in columns and "position" not in source.values:
        _set_column(draft, columns["position"], position)
    for name, value in source.values.items():
        if name in model.document_children:
            draft.children[name] = _build_children(draft, name, value, languages)
        elif name in relations:
            draft.relations[name] = _list_of_keys(draft, name, value)
        elif name not in columns:
            source.refuse(f"{model.__name__} has no such field", name)
        elif isinstance(columns[name], models.ForeignKey):
            if value not in (None, ""):
                draft.references[name] = str(value)
        else:
            _set_column(draft, columns[name], value)
    for name, column in columns.items():
        if name not in source.values and not (column.blank or column.has_default() or column.null):
            source.refuse(f"{name} is missing")
    _check_translations(draft, languages)
    _write_document(draft, columns, relations)
    return draft


def clean_value(column: models.Field[Any, Any], value: Any, record: ContentModel | None) -> Any:
    """Return what a column keeps of a document's value; raise ``ValidationError`` if it cannot."""
    if isinstance(value, str):
        value = value.strip()
    if value == "" and column.null and not isinstance(column, models.CharField | models.TextField):
        value = None
    if value is None and not column.null:
        value = column.get_default()
    return column.clean(value, record)


def _set_column(draft: Draft, column: models.Field[Any, Any], value: Any) -> None:
    try:
        setattr(draft.record, column.attname, clean_value(column, value, draft.record))
    except ValidationError as error:
        draft.source.refuse(" ".join(error.messages), column.name)


def _build_children(draft: Draft, name: str, value: Any, languages: Collection[str]) -> list[Draft]:
    if value in (None, []):
        return []
    if not isinstance(value, list) or not all(isinstance(row, SourceDocument) for row in value):
        draft.source.refuse("must be a list of records", name)
        return []
    back = frozenset({child_relation(draft.model, name).field.name})
    return [
        build_draft(
            child_model(draft.model, name),
            row,
            without=back,
            position=position,
            languages=languages,
        )
        for position, row in enumerate(value)
    ]


def _list_of_keys(draft: Draft, name: str, value: Any) -> list[str]:
    if value in (None, ""):
        return []
    if not isinstance(value, list) or any(isinstance(key, SourceDocument) for key in value):
        draft.source.refuse("must be a list of keys", name)
        return []
    return sorted({str(key) for key in value})


def _check_translations(draft: Draft, languages: Collection[str]) -> None:
    """Refuse a text that is in another language only, and a required one that is in none."""
    columns = {column.name: column for column in draft.model._meta.concrete_fields}
    for name in translated_names(draft.model):
        filled: dict[str, bool] = {
            language: bool(getattr(draft.record, f"{name}_{language}")) for language in LANGUAGES
        }
        wanted = any(filled.values()) or not columns[name].blank
        for language in languages:
            if wanted and not filled[language]:
                draft.source.refuse("the translation is missing", f"{name}_{language}")


def _write_document(
    draft: Draft,
    columns: Mapping[str, models.Field[Any, Any]],
    relations: Mapping[str, models.ManyToManyField[Any, Any]],
) -> None:
    for name, column in columns.items():
        if isinstance(column, models.ForeignKey):
            draft.document[name] = draft.references.get(name)
        else:
            draft.document[name] = column_value(draft.record, column)
    for name in relations:
        draft.document[name] = draft.relations.setdefault(name, [])
    for name in draft.model.document_children:
        children = draft.children.setdefault(name, [])
        draft.document[name] = [
            child.document for child in sorted(children, key=lambda child: child.key)
        ]


def check_references(draft: Draft, registry: Registry) -> None:
    """Point the record at what it refers to, and run every check of it: every road comes here."""
    before = len(draft.source.errors)
    _check_with_rows(draft, registry)
    if len(draft.source.errors) == before:
        check_document_rules(draft)


def check_document_rules(draft: Draft) -> None:
    """Run what was registered for every document, with what it refers to at hand."""
    for check in _document_checks:
        check(draft)


def _check_with_rows(draft: Draft, registry: Registry) -> None:
    before = len(draft.source.errors)
    for name, key in draft.references.items():
        setattr(draft.record, name, _find(draft, name, key, registry))
    for name, keys in draft.relations.items():
        draft.chosen[name] = [_find(draft, name, key, registry) for key in keys]
    for children in draft.children.values():
        for child in children:
            _check_with_rows(child, registry)
    if len(draft.source.errors) == before:
        _check_model(draft)


def _find(draft: Draft, name: str, key: str, registry: Registry) -> models.Model | None:
    target: Any = draft.model._meta.get_field(name).related_model
    found = registry.find(target, key)
    if found is None:
        label = f"{target.__name__} with {reference_field(target)}"
        draft.source.refuse(f"there is no {label} “{key}”", name)
    return found


def _check_model(draft: Draft) -> None:
    refused: set[str] = set()
    for check in _checks(draft, refused):
        try:
            check()
        except ValidationError as error:
            by_name = getattr(error, "message_dict", {NON_FIELD_ERRORS: error.messages})
            refused.update(by_name)
            for name, messages in by_name.items():
                draft.source.refuse(" ".join(messages), "" if name == NON_FIELD_ERRORS else name)


def _checks(draft: Draft, refused: set[str]) -> Iterator[Callable[[], None]]:
    """Yield what may refuse a record; as in a form, no constraint on a field that was refused."""
    rows = {name: [child.record for child in found] for name, found in draft.children.items()}
    yield draft.record.clean
    yield partial(draft.record.clean_relations, draft.chosen)
    yield partial(draft.record.clean_children, rows)
    found = [
        constraint
        for constraint in draft.model._meta.constraints
        if isinstance(constraint, models.CheckConstraint) and _may_break(constraint, draft)
    ]
    if not refused and found and _all_hold(found, draft):
        return
    for constraint in found:
        yield partial(constraint.validate, draft.model, draft.record, exclude=refused)


def _may_break(constraint: models.CheckConstraint, draft: Draft) -> bool:
    """Return whether a document changes a column that a constraint speaks of."""
    return any(map(draft.changes, models.Q(constraint.condition).referenced_base_fields))


def _all_hold(constraints: Iterable[models.CheckConstraint], draft: Draft) -> bool:
    """Return whether a record breaks none of these: one query, where each would cost one."""
    conditions = (models.Q(constraint.condition) for constraint in constraints)
    together = models.CheckConstraint(condition=reduce(and_, conditions), name="together")
    try:
        together.validate(draft.model, draft.record)
    except ValidationError:
        return False
    return True
