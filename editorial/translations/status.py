"""How complete the two languages are, by kind of record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Count, Q

from editorial.documents.document import document_columns, translated_names
from editorial.languages import LANGUAGES
from editorial.models import TranslatedModel, TranslationSource


@dataclass(frozen=True, slots=True)
class KindStatus:
    """The texts of one kind of record: how many there are, and in each language."""

    label: str
    name: str
    texts: int
    filled: dict[str, int]
    outdated: int

    @property
    def missing(self) -> dict[str, int]:
        """Return how many texts each language lacks that the other has."""
        return {language: self.texts - count for language, count in self.filled.items()}

    @property
    def percentage(self) -> int:
        """Return how much of the English is there and in step; 100 only if nothing is lacking."""
        return 100 if not self.texts else 100 * (self.filled["en"] - self.outdated) // self.texts


def translated_models() -> Iterator[type[TranslatedModel]]:
    """Yield the kinds of records with translated texts, in the order of the apps."""
    for model in apps.get_models():
        if issubclass(model, TranslatedModel) and translated_names(model):
            yield model


def translation_status() -> list[KindStatus]:
    """Count by kind: one query a kind, and one for what is out of date."""
    outdated = dict(
        TranslationSource.objects.to_translate()
        .exclude(translation_digest="")
        .order_by()
        .values_list("model")
        .annotate(number=Count("pk"))
    )
    return [_status(model, outdated.get(model._meta.label, 0)) for model in translated_models()]


def _status(model: type[TranslatedModel], outdated: int) -> KindStatus:
    columns = {column.name for column in document_columns(model)}
    names = [name for name in translated_names(model) if f"{name}_nl" in columns]
    counts: dict[str, Count] = {}
    for name in names:
        filled = {language: _is_filled(f"{name}_{language}") for language in LANGUAGES}
        counts[f"{name}__any"] = Count("pk", filter=filled["nl"] | filled["en"])
        for language in LANGUAGES:
            counts[f"{name}__{language}"] = Count("pk", filter=filled[language])
    found = model._default_manager.aggregate(**counts)
    return KindStatus(
        label=model._meta.label,
        name=str(model._meta.verbose_name_plural),
        texts=sum(found[f"{name}__any"] for name in names),
        filled={
            language: sum(found[f"{name}__{language}"] for name in names) for language in LANGUAGES
        },
        outdated=outdated,
    )


def _is_filled(column: str) -> Q:
    return Q(**{f"{column}__isnull": False}) & ~Q(**{column: ""})
