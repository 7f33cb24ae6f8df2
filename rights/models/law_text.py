"""A text of law that may change under what rests on it."""

from typing import Any

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

WATCHED = ("legal_status", "right_on")
"""The status and the date of the text: when one changes, what rests on it is read again."""


class LawChangedField(models.DateTimeField):  # type: ignore[type-arg]  # generic in the stubs only
    """Keep when the status or date last changed; no save can forget or set it by hand."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Stand in migrations as the plain column that it is."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateTimeField", list(args), kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Return now if what is saved differs from what is stored: one query."""
        if add:
            return None
        rows = type(model_instance)._base_manager.filter(pk=model_instance.pk)
        stored = rows.values(*WATCHED).first()
        if stored is None or stored == self._about_to_be_saved(model_instance):
            return F(self.attname)
        now = timezone.now()
        setattr(model_instance, self.attname, now)
        return now

    def _about_to_be_saved(self, instance: models.Model) -> dict[str, Any]:
        return {
            name: instance._meta.get_field(name).to_python(getattr(instance, name))  # type: ignore[union-attr]
            for name in WATCHED
        }


class NotesLawChanges:
    """Let a queryset's bulk writes note a change as a save does."""

    def update(self, **values: Any) -> int:
        """Note the moment if the status or date is among what is written."""
        if values.keys() & set(WATCHED):
            values.setdefault("changed_at", timezone.now())
        written: int = super().update(**values)  # type: ignore[misc]  # that of the queryset
        return written


class LawText(models.Model):
    """What an instrument and an article have in common: when their status or date changed."""

    changed_at = LawChangedField(_("status or date changed at"), null=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the moment of a change along, whichever fields are named."""
        named = kwargs.get("update_fields")
        if named is not None and set(named) & set(WATCHED):
            kwargs["update_fields"] = {*named, "changed_at"}
        super().save(*args, **kwargs)
