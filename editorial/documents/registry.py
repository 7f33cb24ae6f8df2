"""The records that documents may refer to: those in the files, then those in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from editorial.documents.document import reference_field
from editorial.former_urls import find_by_former_slug

CHUNK = 500


class Registry:
    """Find a record by model and key; one query a model, the first time it is asked for."""

    def __init__(self) -> None:
        self._from_files: dict[type[Model], dict[str, Model]] = defaultdict(dict)
        self._from_database: dict[type[Model], dict[str, Model]] = {}

    def announce(self, record: Model) -> None:
        """Make a record known that is not in the database yet."""
        key = getattr(record, reference_field(type(record)))
        self._from_files[type(record)][str(key)] = record

    def remember(self, record: Model) -> None:
        """Note a record that was just saved; where nothing is loaded yet, loading will find it."""
        loaded = self._from_database.get(type(record))
        if loaded is not None:
            loaded[str(getattr(record, reference_field(type(record))))] = record

    def look_up(self, model: type[Model], keys: Iterable[str]) -> None:
        """Load only these records of a model, for some documents among thousands.

        One query for every 500 at most, and one more for each key that is gone: an entry is also
        found by a slug that it had before. Those that were looked up before stay.
        """
        known = self._from_database.setdefault(model, {})
        missing = set(keys) - known.keys()
        if not missing:
            return
        field, wanted = reference_field(model), sorted(missing)
        for start in range(0, len(wanted), CHUNK):
            chunk = wanted[start : start + CHUNK]
            found = model._default_manager.filter(**{f"{field}__in": chunk})
            known.update((str(getattr(record, field)), record) for record in found)
        for key in missing - known.keys():
            moved = find_by_former_slug(model, key)
            if moved is not None:
                known[key] = moved

    def stored(self, model: type[Model]) -> dict[str, Model]:
        """Return all saved records of a model by key, or those that were looked up."""
        if model not in self._from_database:
            field = reference_field(model)
            self._from_database[model] = {
                str(getattr(record, field)): record for record in model._default_manager.all()
            }
        return self._from_database[model]

    def find(self, model: type[Model], key: Any) -> Model | None:
        """Return the record of this key, or None."""
        return self._from_files[model].get(str(key)) or self.stored(model).get(str(key))
