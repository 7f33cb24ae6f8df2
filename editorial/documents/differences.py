"""What differs between documents of one entry, and putting two changes together.

A document is seen as places with values: a column, a column of a child row, or whether a child row
is there. Lists of keys (relations, choices, lines) are merged as sets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from editorial.documents.document import Document, child_model, record_key
from editorial.models import ContentModel

DocumentPlace: TypeAlias = tuple[str, ...]
"""A column ("name_nl"), or a child row's kind, its key and a column ("": the row itself)."""

ABSENT = None
ROW = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two documents differ."""

    place: DocumentPlace
    old: Any
    new: Any

    @property
    def name(self) -> str:
        """Return the place as a name without any value: "name_nl", "channels.value"."""
        if len(self.place) == 1:
            return self.place[0]
        kind, _key, column = self.place
        return f"{kind}.{column}" if column else kind


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that two people changed, each in another way."""

    place: DocumentPlace
    base: Any
    theirs: Any
    mine: Any


def places(model: type[ContentModel], document: Document) -> dict[DocumentPlace, Any]:
    """Return every place of a document with its value."""
    found: dict[DocumentPlace, Any] = {}
    for name, value in document.items():
        if name not in model.document_children:
            found[(name,)] = value
            continue
        child = child_model(model, name)
        for row in value:
            key = record_key(row, child)
            found[(name, key, ROW)] = True
            for column, cell in row.items():
                found[(name, key, column)] = cell
    return found


def differences(model: type[ContentModel], old: Document, new: Document) -> list[Difference]:
    """Return where two documents differ, in the order of the newer one, then what is gone."""
    changed = {name for name in {**new, **old} if old.get(name) != new.get(name)}
    before, after = (
        places(model, {name: document[name] for name in document if name in changed})
        for document in (old, new)
    )
    return [
        Difference(place, before.get(place), after.get(place))
        for place in {**after, **before}
        if _is_told(place, before, after) and before.get(place) != after.get(place)
    ]


def _is_told(
    place: DocumentPlace, before: Mapping[DocumentPlace, Any], after: Mapping[DocumentPlace, Any]
) -> bool:
    """Leave out the empty cells of rows that are new or gone: the row itself is told."""
    if len(place) == 1 or place[-1] == ROW:
        return True
    row = (*place[:-1], ROW)
    is_kept = row in before and row in after
    return is_kept or bool(before.get(place) or after.get(place))


def changed_names(model: type[ContentModel], old: Document, new: Document) -> list[str]:
    """Return the names of what differs, without any value."""
    return sorted({difference.name for difference in differences(model, old, new)})


def merge(
    model: type[ContentModel], base: Document, mine: Document, theirs: Document
) -> tuple[Document, list[Conflict]]:
    """Put two changes of one document together; where both changed a place, mine stands.

    Returns the document and the places that both changed differently. A row that one removed and
    the other changed stays, and is a conflict.
    """
    before, ours, others = (places(model, document) for document in (base, mine, theirs))
    merged: dict[DocumentPlace, Any] = {}
    conflicts: list[Conflict] = []
    for place in {**others, **ours, **before}:
        base_value, own, other = before.get(place), ours.get(place), others.get(place)
        if other in (own, base_value):
            value = own
        elif own == base_value:
            value = other
        elif isinstance(base_value, list) and isinstance(own, list) and isinstance(other, list):
            value = _merged_list(base_value, own, other)
        else:
            value = own
            conflicts.append(Conflict(place, base_value, other, own))
        merged[place] = value
    _keep_changed_rows(merged, before, ours, others, conflicts)
    return _document(model, merged, mine), conflicts


def _merged_list(base: list[Any], mine: list[Any], theirs: list[Any]) -> list[Any]:
    """Return what is theirs, without what I removed, with what I added, in my order."""
    kept = [value for value in mine if value in theirs or value not in base]
    added = [value for value in theirs if value not in base and value not in kept]
    return kept + added


def _keep_changed_rows(
    merged: dict[DocumentPlace, Any],
    before: Mapping[DocumentPlace, Any],
    mine: Mapping[DocumentPlace, Any],
    theirs: Mapping[DocumentPlace, Any],
    conflicts: list[Conflict],
) -> None:
    """Bring a row back that one side removed while the other changed it."""
    for place in [place for place in merged if place[-1] == ROW and merged[place] is ABSENT]:
        for kept in (mine, theirs):
            cells = [cell for cell in kept if len(cell) > 1 and cell[:-1] == place[:-1]]
            if place in kept and any(kept[cell] != before.get(cell) for cell in cells):
                merged.update({cell: kept[cell] for cell in cells})
                conflicts.append(
                    Conflict(place, before.get(place), theirs.get(place), mine.get(place))
                )


def _document(
    model: type[ContentModel], values: Mapping[DocumentPlace, Any], order: Document
) -> Document:
    document: Document = {
        name: [] if name in model.document_children else values.get((name,)) for name in order
    }
    for name in model.document_children:
        child = child_model(model, name)
        rows = [_row(place, values) for place in values if place[0] == name and place[-1] == ROW]
        document[name] = sorted(
            (row for row in rows if row), key=lambda row: record_key(row, child)
        )
    return document


def _row(place: DocumentPlace, values: Mapping[DocumentPlace, Any]) -> Document:
    if values[place] is ABSENT:
        return {}
    return dict(_cells(place, values))


def _cells(place: DocumentPlace, values: Mapping[DocumentPlace, Any]) -> Iterator[tuple[str, Any]]:
    for other, value in values.items():
        if len(other) > 1 and other[:-1] == place[:-1] and other[-1] != ROW:
            yield other[-1], value
