"""Texts as readers get them: an outdated translation is marked, or held back where it matters.

A held-back text reads as not translated, and for both ``reader_text`` gives the Dutch. The columns
themselves (``alert_en``) stay as they are for editors.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from modeltranslation.fields import TranslationFieldDescriptor
from modeltranslation.manager import get_translatable_fields_for_model
from modeltranslation.utils import get_language

from editorial.models import TranslatedModel
from editorial.models.translated import DutchText, OutdatedText


class ReaderText(TranslationFieldDescriptor):
    """Give the text in the active language, unless the Dutch changed since it was translated."""

    @classmethod
    def around(cls, descriptor: TranslationFieldDescriptor) -> "ReaderText":
        """Take over what modeltranslation decided about a field."""
        return cls(
            descriptor.field,
            descriptor.fallback_languages,
            descriptor.fallback_value,
            descriptor.fallback_undefined,
        )

    def __get__(self, instance: TranslatedModel | None, owner: type | None = None) -> Any:
        """Return what may be relied on of the text: no query.

        Never asked by the forms of the desk, which edit each language by its own column.
        """
        text = super().__get__(instance, owner)  # type: ignore[no-untyped-call]
        if instance is None or not text or get_language() == settings.LANGUAGE_CODE:
            return text
        return as_trusted(instance, self.field.name, text)


def as_trusted(record: TranslatedModel, name: str, text: str) -> str:
    """Return a translation as far as its reader may rely on it: no query.

    Once its Dutch changed it is marked, and empty if safety hangs on it.
    """
    if not record.is_out_of_date(name):
        return text
    return "" if name in record.safety_critical_texts else OutdatedText(text)


def reader_text(record: object, field: str) -> str:
    """Return a text of a record in the active language, or in Dutch while that is missing.

    It is missing when it was never written, or held back. Dutch on a page in another language comes
    as a ``DutchText``; nothing in both languages comes as an empty text. No query, unless the field
    was deferred.
    """
    return or_dutch(getattr(record, field), getattr(record, f"{field}_{settings.LANGUAGE_CODE}"))


def or_dutch(text: str | None, dutch: str | None) -> str:
    """Return a text, or the Dutch that stands for it while it is empty, marked as Dutch.

    On a Dutch page both are the same text, so there nothing is marked.
    """
    return text or (DutchText(dutch) if dutch else "")


def install() -> None:
    """Put this reading on every translated text of the content; modeltranslation must be ready."""
    for model in apps.get_models():
        if issubclass(model, TranslatedModel):
            for name in get_translatable_fields_for_model(model) or ():
                setattr(model, name, ReaderText.around(vars(model)[name]))
