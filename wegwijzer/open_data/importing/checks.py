"""Whether a row is what our schemas say: every fault is named by its file, row and column."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from editorial.documents.source_files import SourceDocument
from wegwijzer.open_data.package import columns_of
from wegwijzer.open_data.schemas import OBJECTS, Schema

KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}
READ: dict[str, Callable[[str], object]] = {"uuid": UUID, "date": date.fromisoformat}


def from_text(text: str, schema: Schema) -> Any:
    """Return the value of a cell; a text that is no number stays one, and is refused later."""
    for kind, read in (("integer", int), ("number", float)):
        if schema.get("type") == kind:
            try:
                return read(text)
            except ValueError:
                return text
    return text


def check_row(name: str, row: SourceDocument) -> None:
    """Refuse what is missing, what we do not know, and every value that is not what it must be."""
    columns = columns_of(name)
    for column in OBJECTS[name]["required"]:
        if column in columns and column not in row.values:
            row.refuse(f"{column} is missing")
    for column, value in row.values.items():
        if column not in columns:
            row.refuse(f"this feed has no such value in a {name}", column)
        elif problem := problem_of(value, columns[column]):
            row.refuse(problem, column)


def problem_of(value: Any, schema: Schema) -> str:
    """Return what is wrong with a value, or nothing."""
    kind = schema["type"]
    if not isinstance(value, KINDS[kind]) or (isinstance(value, bool) and kind != "boolean"):
        return f"“{value}” must be a {kind}"
    if "enum" in schema and value not in schema["enum"]:
        return f"“{value}” must be one of: {', '.join(schema['enum'])}"
    if "minimum" in schema and not schema["minimum"] <= value <= schema.get("maximum", value):
        return f"“{value}” is not possible"
    if isinstance(value, str):
        return _problem_of_text(value, schema)
    return ""


def _problem_of_text(text: str, schema: Schema) -> str:
    if not text:
        return "an empty text must be left out"
    if not re.search(schema.get("pattern", ""), text):
        return f"“{text}” is not written as it must be ({schema['pattern']})"
    if read := READ.get(schema.get("format", "")):
        try:
            read(text)
        except ValueError:
            return f"“{text}” is no {schema['format']}"
    return ""
