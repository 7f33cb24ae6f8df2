"""Every link and number that stands in the content, with the field and language it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from editorial.documents.document import translated_names
from editorial.documents.reference import Reference
from editorial.languages import LANGUAGES
from editorial.models import ContactFact, ContentModel, Entry, LinkFinding, PublicationState

LINK = re.compile(r"https?://[^\s<>\"'()\[\]]+", re.IGNORECASE)
END_OF_SENTENCE = ".,;:!?"

WHERE_IT_WAS_SEEN = frozenset({"source", "seen_in"})
"""Fields that say where facts came from: pages of long ago that nobody is sent to."""


@dataclass(frozen=True, slots=True, order=True)
class LinkPlace:
    """Where a link or number stands; ``language`` is empty for what both languages share."""

    reference: Reference
    field: str
    language: str
    url: str


def gather_links() -> Iterator[LinkPlace]:
    """Yield the links of all records that are not withdrawn: one query a model, in batches."""
    for model in _models():
        fields = _text_fields(model)
        for record in _records(model):
            reference = Reference.to(record)
            for name, language in fields:
                for url in links_in(getattr(record, name) or ""):
                    yield LinkPlace(reference, name, language, url)
            if isinstance(record, Entry):
                for name, language, url in record.built_links():
                    yield LinkPlace(reference, name, language, url)


def gather_contacts() -> Iterator[tuple[LinkPlace, str]]:
    """Yield every number and address with what is wrong with it, or nothing: one query a model."""
    for model in _models():
        if issubclass(model, ContactFact):
            for contact in model._default_manager.order_by("pk").iterator():
                place = LinkPlace(Reference.to(contact), "value", "", contact.value)
                yield place, contact.value_problem()


def links_in(text: str) -> list[str]:
    """Return the URLs in a text, without the full stop behind them."""
    return [found.rstrip(END_OF_SENTENCE)[: LinkFinding.URL_LENGTH] for found in LINK.findall(text)]


def _models() -> Iterator[type[ContentModel]]:
    for model in apps.get_models():
        if issubclass(model, ContentModel) and len(model.key_fields) == 1:
            yield model


def _records(model: type[ContentModel]) -> Iterator[ContentModel]:
    records: models.QuerySet[Any] = model._default_manager.order_by("pk")
    if issubclass(model, Entry):
        records = records.exclude(state=PublicationState.WITHDRAWN)
        records = records.prefetch_related(*model.built_links_need)
    return records.iterator(chunk_size=500)


def _text_fields(model: type[ContentModel]) -> list[tuple[str, str]]:
    """Return the columns that may hold a link, each with its language."""
    translated = {
        f"{name}_{language}": language for name in translated_names(model) for language in LANGUAGES
    }
    left_out = WHERE_IT_WAS_SEEN | set(translated_names(model))
    return [
        (field.name, translated.get(field.name, ""))
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and field.name not in left_out
    ]
