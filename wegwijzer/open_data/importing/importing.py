"""From files to drafts in the database: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from directory.models import Organization, Service
from editorial.content.loading import announce, refuse_repeats
from editorial.documents.registry import Registry
from editorial.documents.source_files import ContentError
from editorial.documents.validation import Draft, build_draft, check_references
from editorial.documents.writing import InvalidContent, Writer
from editorial.translations.sources import note_translations_of
from wegwijzer.open_data.importing.documents import Documents
from wegwijzer.open_data.importing.files import Tables, read_file

IMPORTER = "import_hsds"
"""Who translated what was imported, as far as anyone here knows."""


class Added(NamedTuple):
    """How many records were imported."""

    organizations: int
    services: int


class NotEmpty(Exception):
    """There are organizations already, and an import never changes what somebody wrote."""


def import_files(paths: Iterable[Path]) -> Added:
    """Import the files of a feed as drafts with the ids that they have there.

    The terms and areas that they name must be here. Rights, laws and first-contact rules are in no
    package and are not imported. Raise ``InvalidContent`` with every fault by file and row, and
    ``NotEmpty`` where there are organizations.
    """
    if Organization.all_objects.exists():
        raise NotEmpty("There are organizations here already.")
    errors: list[ContentError] = []
    tables = _read(list(paths), errors)
    if errors:
        raise InvalidContent(errors)
    documents = Documents(tables)
    organizations = [
        build_draft(Organization, found, languages=("nl",)) for found in documents.organizations()
    ]
    services = [build_draft(Service, found, languages=("nl",)) for found in documents.services()]
    _check(organizations, services, errors)
    drafts = [*organizations, *services]
    with transaction.atomic():
        writer = Writer()
        for draft in drafts:
            for one in draft.with_rows():
                one.record.public_id = documents.public_ids[one.model, one.key]  # type: ignore[attr-defined]
            writer.write(draft)
        note_translations_of((draft.record for draft in drafts), IMPORTER)
    return Added(len(organizations), len(services))


def _read(paths: list[Path], errors: list[ContentError]) -> dict[str, Tables]:
    """Return what the files say by language; several files of one language are one."""
    found: dict[str, Tables] = {}
    for path in paths:
        tables = read_file(path, errors)
        known = found.setdefault(tables.language, tables)
        if known is not tables:
            for name, rows in tables.rows.items():
                known.rows[name] = {**rows, **known.rows[name]}
    if paths and "nl" not in found:
        errors.append(ContentError(paths[0], 1, "the Dutch file is needed too"))
    return found


def _check(organizations: list[Draft], services: list[Draft], errors: list[ContentError]) -> None:
    registry = Registry()
    refuse_repeats(organizations)
    refuse_repeats(services)
    announce(organizations, registry)
    if not errors:
        for draft in (*organizations, *services):
            check_references(draft, registry)
    if errors:
        raise InvalidContent(errors)
