"""A rule of one row that the database holds and a form explains beside a field."""

from typing import Any, Self

from django.db import models


def is_filled(name: str) -> models.Q:
    """Return the condition that a text is there: a translation may be empty or null."""
    return models.Q(**{f"{name}__isnull": False}) & ~models.Q(**{name: ""})


class FieldCheckConstraint(models.CheckConstraint):
    """A check constraint whose violation belongs to ``field``, not to the form as a whole.

    Migrations get Django's own: where an error is shown is no matter of the database.
    """

    def __init__(self, *, field: str, **kwargs: Any) -> None:
        self.field = field
        super().__init__(**kwargs)

    def get_violation_error_message(self) -> dict[str, Any]:
        """Return the message by its field, as ``ValidationError`` takes it."""
        return {self.field: super().get_violation_error_message()}

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        """Return the constraint as a migration writes it."""
        _path, args, kwargs = super().deconstruct()
        return "django.db.models.CheckConstraint", args, kwargs

    def clone(self) -> Self:
        """Return a copy with its field, as a model makes of each constraint of an abstract one."""
        return type(self)(field=self.field, **super().deconstruct()[2])
