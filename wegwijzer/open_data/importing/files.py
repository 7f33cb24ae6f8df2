"""Reading a Tabular Data Package, or the JSON of a list, as rows that know where they stand."""

from __future__ import annotations

import csv
import io
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from editorial.documents.source_files import ContentError, SourceDocument
from wegwijzer.open_data.importing.checks import check_row, from_text
from wegwijzer.open_data.package import FILES, NESTED, REFERENCES, columns_of
from wegwijzer.open_data.texts import Facts

MUST_BE_THERE = ("organization", "service")
NOT_IMPORTED = frozenset({"taxonomy_id", "parent_id"})
"""References among terms, which are those of this release and not of the file."""

LANGUAGE_FILE = "meta_table_descriptions.csv"
CODES = {"nld": "nl", "eng": "en"}

MAX_BYTES_OF_TABLE = 60_000_000
"""Unpacked: ninety times the largest table of the starter content."""

UNREADABLE = (OSError, BadZipFile, ValueError, csv.Error, zlib.error, RuntimeError)
"""What a damaged file raises, or one with a password, of another packing or too deep."""

Rows = dict[str, SourceDocument]


@dataclass(slots=True)
class Tables:
    """What one language says, as rows by the name of their object and by id."""

    language: str = "nl"
    rows: dict[str, Rows] = field(default_factory=lambda: {name: {} for name in FILES})

    def of(self, name: str, column: str, wanted: str) -> list[SourceDocument]:
        """Return the rows of a table that refer to an object, in the order of the file."""
        return [row for row in self.rows[name].values() if row.values.get(column) == wanted]


def read_file(path: Path, errors: list[ContentError]) -> Tables:
    """Return what a file says; what is wrong with it is added to the errors by file and row."""
    tables = Tables()
    before = len(errors)
    try:
        if path.suffix == ".zip":
            _read_package(path, tables, errors)
        else:
            _read_json(path, tables, errors)
    except UNREADABLE as error:
        errors.append(ContentError(path, 1, f"this file cannot be read: {error}"))
    if len(errors) == before:
        _check_references(tables)
    return tables


def _read_package(path: Path, tables: Tables, errors: list[ContentError]) -> None:
    with ZipFile(path) as archive:
        present = {Path(name).name: name for name in archive.namelist()}
        for name, table in FILES.items():
            file = f"{table}.csv"
            if file in present:
                text = _unpacked(archive, present[file]).decode("utf-8-sig")
                _read_csv(path / file, name, text, tables, errors)
            elif name in MUST_BE_THERE:
                errors.append(ContentError(path, 1, f"there is no {file} in it"))
        _refuse_other_tables(path, archive, present, errors)
        if LANGUAGE_FILE in present:
            rows = csv.DictReader(io.StringIO(_unpacked(archive, present[LANGUAGE_FILE]).decode()))
            codes = {row.get("language") for row in rows}
            tables.language = next((CODES[code] for code in codes if code in CODES), "nl")


def _refuse_other_tables(
    path: Path, archive: ZipFile, present: Mapping[str, str], errors: list[ContentError]
) -> None:
    """Refuse the tables of another release or maker: what stands in them would be lost."""
    ours = {LANGUAGE_FILE, *(f"{table}.csv" for table in FILES.values())}
    for file in sorted({name for name in present if name.endswith(".csv")} - ours):
        rows = _unpacked(archive, present[file]).decode("utf-8-sig", "replace").splitlines()[1:]
        if any(row.strip() for row in rows):
            errors.append(ContentError(path / file, 1, "this feed has no such table"))


def _unpacked(archive: ZipFile, name: str) -> bytes:
    """Return a file of a package; raise ``ValueError`` if it is larger than any table is."""
    with archive.open(name) as file:
        contents = file.read(MAX_BYTES_OF_TABLE + 1)
    if len(contents) > MAX_BYTES_OF_TABLE:
        raise ValueError(f"{name} is larger than {MAX_BYTES_OF_TABLE} bytes")
    return contents


def _read_csv(path: Path, name: str, text: str, tables: Tables, errors: list[ContentError]) -> None:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    columns = columns_of(name)
    unknown = [column for column in reader.fieldnames or () if column not in columns]
    if unknown:
        problem = f"this feed has no such columns: {', '.join(f'“{name}”' for name in unknown)}"
        errors.append(ContentError(path, 1, problem))
    for row in reader:
        line = reader.line_num
        if None in row or None in row.values():
            errors.append(ContentError(path, line, "another number of columns than the header"))
            continue
        values = {
            column: from_text(value, columns[column])
            for column, value in row.items()
            if value and column in columns
        }
        _add(tables, name, SourceDocument(path, line, errors, values), is_nested=False)


def _read_json(path: Path, tables: Tables, errors: list[ContentError]) -> None:
    found = json.loads(path.read_bytes())
    contents = found.get("contents") if isinstance(found, dict) else found
    if not isinstance(contents, list):
        raise ValueError("it must be a list, or a page of one")
    for number, facts in enumerate(contents, start=1):
        row = SourceDocument(path, number, errors)
        if not isinstance(facts, dict):
            row.refuse("this is no object")
        else:
            _take_apart(tables, _name_of(facts), facts, row, is_nested=False)


def _name_of(facts: Mapping[str, Any]) -> str:
    return "service" if "organization_id" in facts or "organization" in facts else "organization"


def _take_apart(
    tables: Tables, name: str, facts: Facts, source: SourceDocument, *, is_nested: bool
) -> None:
    """Put an object and all objects inside it into their tables."""
    inside = {**NESTED, "organization": "organization", "taxonomy_term": "taxonomy_term"}
    values = {column: value for column, value in facts.items() if column not in inside}
    row = SourceDocument(source.path, source.line, source.errors, values)
    _add(tables, name, row, is_nested=is_nested)
    if name == "taxonomy_term":
        tables.language = CODES.get(str(values.get("language")), tables.language)
    for column in inside.keys() & facts.keys():
        parts = facts[column] if isinstance(facts[column], list) else [facts[column]]
        for part in parts:
            if isinstance(part, dict):
                _take_apart(tables, inside[column], part, source, is_nested=True)
            else:
                source.refuse("must hold objects", column)


def _add(tables: Tables, name: str, row: SourceDocument, *, is_nested: bool) -> None:
    check_row(name, row)
    key = str(row.values.get("id", ""))
    first = tables.rows[name].setdefault(key, row)
    if first is row:
        return
    if is_nested:
        first.values = {**row.values, **first.values}
    elif key:
        row.refuse(f"the id {key} stands in row {first.line} too", "id")


def _check_references(tables: Tables) -> None:
    for name, rows in tables.rows.items():
        for column in REFERENCES.keys() & columns_of(name).keys() - NOT_IMPORTED:
            _check_column(rows.values(), column, tables.rows[REFERENCES[column]])


def _check_column(rows: Iterable[SourceDocument], column: str, targets: Rows) -> None:
    for row in rows:
        wanted = row.values.get(column)
        if wanted and wanted not in targets:
            row.refuse(f"there is nothing with the id {wanted}", column)
