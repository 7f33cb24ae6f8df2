"""Where an app's starter content stands, and reading it with the line of every value."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.utils.module_loading import import_string, module_has_submodule

from editorial.models import ContentModel


@dataclass(frozen=True, slots=True)
class ContentSource:
    """The files of one model: a pattern below the app's ``content`` folder."""

    model: type[ContentModel]
    pattern: str


@dataclass(frozen=True, slots=True)
class ContentError:
    """What is wrong, and where a person finds it."""

    path: Path
    line: int
    message: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"

    @property
    def reason(self) -> str:
        """Return the message without the name of the value, for a page that shows it there."""
        return self.message.removeprefix(f"{self.name}: ")


@dataclass(slots=True)
class SourceDocument:
    """One record as a file gives it, with the line of the record and of each of its values.

    ``errors`` is the one list of a load, so that every error is found before anything is written.
    """

    path: Path
    line: int
    errors: list[ContentError]
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def refuse(self, message: object, name: str = "") -> None:
        """Note what is wrong with the value of this name, or with the record."""
        where = f"{name}: " if name else ""
        line = self.lines.get(name, self.line)
        self.errors.append(ContentError(self.path, line, f"{where}{message}", name))


class UnreadableContent(Exception):
    """A file that cannot be read at all."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def content_sources() -> Iterator[tuple[ContentSource, Path]]:
    """Yield every app's sources with the folder they stand in, what is referred to first.

    Apps are installed from the outside in, so the reverse order is that of the references.
    """
    for app_config in reversed(list(apps.get_app_configs())):
        if app_config.module and module_has_submodule(app_config.module, "content_sources"):
            for source in import_string(f"{app_config.name}.content_sources.CONTENT_SOURCES"):
                yield source, Path(app_config.path) / "content"


def read_documents(
    folder: Path, pattern: str, errors: list[ContentError]
) -> Iterator[SourceDocument]:
    """Yield the documents of all files of a pattern, in the order of their names.

    What is wrong with a file as a whole is added to the errors, and the next file is read.
    """
    for path in sorted(folder.glob(pattern)):
        read = _read_csv if path.suffix == ".csv" else _read_yaml
        try:
            yield from read(path, errors)
        except UnreadableContent as error:
            errors.append(ContentError(path, error.line, str(error)))
        except UnicodeDecodeError as error:
            errors.append(ContentError(path, 1, f"this is not UTF-8 text: {error}"))


def _read_csv(path: Path, errors: list[ContentError]) -> Iterator[SourceDocument]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            if None in row or None in row.values():
                raise UnreadableContent(
                    reader.line_num, "another number of columns than the header"
                )
            yield SourceDocument(path, reader.line_num, errors, dict(row))


def _read_yaml(path: Path, errors: list[ContentError]) -> Iterator[SourceDocument]:
    try:
        loader = yaml.CSafeLoader(path.read_text(encoding="utf-8"))
        root = loader.get_single_node()
        if root is None:
            return
        if not isinstance(root, yaml.SequenceNode):
            raise UnreadableContent(1, "the file must be a list of records")
        for node in root.value:
            yield _mapping(loader, node, path, errors)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnreadableContent(line, str(error.problem)) from error
    except yaml.YAMLError as error:
        raise UnreadableContent(1, str(error)) from error


def _mapping(
    loader: yaml.CSafeLoader, node: yaml.Node, path: Path, errors: list[ContentError]
) -> SourceDocument:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        raise UnreadableContent(line, "a record must have named values")
    document = SourceDocument(path, line, errors)
    for key_node, value_node in node.value:
        name, line = str(key_node.value), key_node.start_mark.line + 1
        if name in document.values:
            raise UnreadableContent(line, f"{name} stands here twice")
        document.lines[name] = line
        is_children = isinstance(value_node, yaml.SequenceNode) and any(
            isinstance(child, yaml.MappingNode) for child in value_node.value
        )
        if is_children:
            document.values[name] = [
                _mapping(loader, child, path, errors) for child in value_node.value
            ]
        else:
            document.values[name] = _value(loader, value_node)
    return document


def _value(loader: yaml.CSafeLoader, node: yaml.Node) -> Any:
    """Return a plain value; a date that does not exist is an error at its line."""
    try:
        return loader.construct_object(node, deep=True)
    except ValueError as error:
        raise UnreadableContent(node.start_mark.line + 1, str(error)) from error
