"""Columns that only a verification writes: saving a record leaves them as they stand."""

from typing import Any

from django.db import models
from django.db.models import F


class PreserveOnSaveMixin:
    """Answer a save of an existing row with the column itself, whatever the instance holds.

    An instance that was read before a colleague verified the record would otherwise put the old
    day back. ``QuerySet.update`` and ``bulk_update`` do write, and a verification uses them.
    """

    attname: str

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Return the value for a new row, and the stored value for an old one."""
        return getattr(model_instance, self.attname) if add else F(self.attname)


class AssuredDateField(PreserveOnSaveMixin, models.DateField):  # type: ignore[type-arg]
    """Keep the day of the last verification (HSDS ``assured_date``)."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Stand in migrations as the plain column that it is."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateField", list(args), kwargs


class AssuredValueField(PreserveOnSaveMixin, models.CharField):  # type: ignore[type-arg]
    """Keep the value that was verified, so that another value is not taken for verified."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Stand in migrations as the plain column that it is."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", list(args), kwargs
