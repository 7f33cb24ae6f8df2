"""Naming a record as text, for what must outlive it: verifications, reports, findings."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps

from editorial.models.entry import ContentModel


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """A model's label and the key of one of its records, such as directory.Service and its slug."""

    model: str
    key: str

    @classmethod
    def to(cls, record: ContentModel) -> Reference:
        """Name a record; its model must have a key of one field."""
        (field,) = record.key_fields
        return cls(record._meta.label, str(getattr(record, field)))

    @classmethod
    def parse(cls, text: str) -> Reference:
        """Read what ``str`` wrote; raise ``ValueError`` if it names no kind of content."""
        label, separator, key = text.partition("|")
        reference = cls(label, key)
        if not separator or reference.model_class is None:
            raise ValueError(f"{text!r} names no record.")
        return reference

    def __str__(self) -> str:
        return f"{self.model}|{self.key}"

    @property
    def model_class(self) -> type[ContentModel] | None:
        """Return the kind of content, or None if there is no such kind with a key of one field."""
        try:
            model = apps.get_model(self.model)
        except (LookupError, ValueError):
            return None
        is_content = issubclass(model, ContentModel) and len(model.key_fields) == 1
        return model if is_content else None

    def find(self) -> ContentModel | None:
        """Return the record, published or not, or None if it is gone: one query."""
        model = self.model_class
        if model is None:
            return None
        found: ContentModel | None = model._default_manager.filter(
            **{model.key_fields[0]: self.key}
        ).first()
        return found
