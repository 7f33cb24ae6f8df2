"""The records of a table as the texts of cells."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import models

from editorial.documents.bulk import keyed_documents
from editorial.documents.document import Document
from editorial.tables.cells import written
from editorial.tables.files import FIRST_ROW, Sheet
from editorial.tables.table import Table


def export_table(table: Table, step: Callable[[], object] = lambda: None) -> Sheet:
    """Return all records of a table, in key order; call ``step`` for each."""
    records = table.model._default_manager.order_by(table.key_column)
    sheet = Sheet(list(table.fields), {})
    for number, (_key, document) in enumerate(documents_in(table, records), start=FIRST_ROW):
        sheet.rows[number] = {**cells_of(table, document)}
        step()
    return sheet


def documents_in(table: Table, records: models.QuerySet[Any]) -> Iterator[tuple[Any, Document]]:
    """Yield the primary keys of records with what their rows say: few queries for every 500."""
    parent = table.parent_column
    return keyed_documents(records, *([table.fields[parent]] if parent else []))


def cells_of(table: Table, document: Document) -> dict[str, str]:
    """Return the cells of a record by column."""
    return {name: written(document[name]) for name in table.fields}
