"""The id by which others know a record: it stays, whatever becomes of its name, key or database."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import models

NAMESPACE = UUID("5f1f3a52-6d0c-5b0e-9a7e-3c3b8f6f1d27")
"""Ours for good: another one would give every record of every copy another id."""


def derived_id(*parts: object) -> UUID:
    """Return the id of what has no column for it: a function of what it is made of."""
    return uuid5(NAMESPACE, "/".join(map(str, parts)))


@lru_cache(maxsize=32_768)
def derived_id_text(*parts: object) -> str:
    """Return the text of a derived id; the last ones are kept: each is in every language."""
    return str(derived_id(*parts))


class PublicIdField(models.UUIDField):  # type: ignore[type-arg]  # generic in the stubs only
    """Keep an id that is made of a record's key when it is first written, and never changed.

    So the same content has the same ids in every database, and a record keeps its id when its key
    is renamed. Should another one then take that key, it gets an id of chance. One query a new row.
    """

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        kwargs.setdefault("unique", True)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Name the key column in migrations."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, list(args), {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Give a record without an id the one of its key."""
        if getattr(model_instance, self.attname) is None:
            model = type(model_instance)
            made = derived_id(model._meta.model_name, getattr(model_instance, self.of))
            taken = model._base_manager.using(model_instance._state.db or "default")
            if taken.filter(**{self.attname: made}).exists():
                made = uuid4()
            setattr(model_instance, self.attname, made)
        return getattr(model_instance, self.attname)


def fill_public_ids(model: type[models.Model], of: str, using: str) -> None:
    """Give every row that has none the id of its key: for migrations."""
    rows = model._base_manager.using(using)
    for row in rows.filter(public_id__isnull=True).only("pk", of).iterator():
        made = derived_id(model._meta.model_name, getattr(row, of))
        rows.filter(pk=row.pk).update(public_id=made)
