"""Columns for several values of a closed choice, for lines of text and for sort keys."""

import json
from functools import lru_cache
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Cast
from django.db.models.lookups import Contains
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from directory.formats.folding import fold


class ChoiceSetField(models.JSONField):
    """Store several codes of one closed choice, in the order of the choices and each once.

    A JSON list, because nothing queries it: the matcher decides over the snapshot.
    """

    default_error_messages = {
        "unknown_code": _("“%(code)s” is not one of the choices: %(choices)s."),
    }

    def __init__(
        self, *args: Any, choice_set: type[models.TextChoices] | None = None, **kwargs: Any
    ) -> None:
        self.choice_set = choice_set
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Leave the choices out of migrations: their labels change, the column does not."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, list(args), kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Read each of the few distinct lists once: the snapshot reads them by the thousand."""
        return list(_decoded(value)) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        """Sort the codes, so that equal sets are equal in the database."""
        return super().get_prep_value(self._in_order(value))

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        """Sort the codes, so that a record that is not saved yet equals the saved one."""
        return self._in_order(super().clean(value, model_instance))

    def _in_order(self, value: Any) -> Any:
        if isinstance(value, list | tuple | set | frozenset) and self.choice_set is not None:
            wanted = set(value)
            return [code for code in self.choice_set.values if code in wanted]
        return value

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Refuse anything but a list of known codes."""
        super().validate(value, model_instance)
        codes = cast("type[models.TextChoices]", self.choice_set).values
        for code in value if isinstance(value, list) else [value]:
            if code not in codes:
                raise ValidationError(
                    self.error_messages["unknown_code"],
                    code="unknown_code",
                    params={"code": code, "choices": ", ".join(codes)},
                )

    def formfield(self, **kwargs: Any) -> Any:
        """Offer the choices as checkboxes."""
        choices = cast("type[models.TextChoices]", self.choice_set).choices
        return forms.TypedMultipleChoiceField(
            choices=[choice for choice in choices if choice[0]],
            coerce=str,
            empty_value=[],
            required=not self.blank,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
            widget=forms.CheckboxSelectMultiple,
            initial=self.get_default(),
        )


def lacks_code(name: str, code: str) -> models.Q:
    """Return the condition that a ``ChoiceSetField`` does not hold a code, for a constraint.

    As text, because SQLite cannot ask what a JSON list contains.
    """
    return ~models.Q(Contains(Cast(name, models.TextField()), f'"{code}"'))


@lru_cache(maxsize=4096)
def _decoded(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


class LinesFormField(forms.CharField):
    """Edit a list of short texts as lines."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """Show one text a line."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Return the lines that hold something, without repeats."""
        lines = (line.strip() for line in (value or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare lists, not their form as text."""
        return bool((initial or []) != self.to_python(data))


class LinesField(models.JSONField):
    """Store a list of short texts, such as synonyms and former names."""

    default_error_messages = {"not_lines": _("This must be a list of texts.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Refuse anything but a list of texts."""
        super().validate(value, model_instance)
        if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
            raise ValidationError(self.error_messages["not_lines"], code="not_lines")

    def formfield(self, **kwargs: Any) -> Any:
        """Offer a text area, one text a line."""
        return LinesFormField(
            required=not self.blank,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
        )


class FoldedField(models.CharField):  # type: ignore[type-arg]  # generic in the stubs only
    """Keep the folded form of another column, so that both databases sort and find alike.

    Written before every save and bulk write; PostgreSQL sorts by bytes and SQLite folds only ASCII.
    """

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        kwargs.setdefault("max_length", 250)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Name the source column in migrations."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, list(args), {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Fold the source column as it is about to be written."""
        folded = fold(getattr(model_instance, self.of) or "")[: self.max_length]
        setattr(model_instance, self.attname, folded)
        return folded
