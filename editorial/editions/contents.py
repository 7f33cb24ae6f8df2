"""What is public: an allow-list of rows and columns that every app keeps of its own models.

An app says so in a module ``public_content``, as it names its files in ``content_sources``:
``PUBLIC_CONTENT`` lists what goes into an edition, what is referred to first, and
``PRIVATE_MODELS`` what never does. A model or column that is in neither list stops the start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any, TypeAlias

from django.apps import apps
from django.apps.config import AppConfig
from django.core import checks
from django.db.models import Field, Model, QuerySet
from django.utils.module_loading import import_string, module_has_submodule
from modeltranslation.manager import get_translatable_fields_for_model
from modeltranslation.utils import get_translation_fields

from editorial.models import ContentModel, Entry

Rows: TypeAlias = Callable[[datetime], QuerySet[Any]]
"""Returns the public rows of a model at a moment, from its default manager."""

ENTRY_COLUMNS = frozenset(
    {
        "id",
        "public_id",
        "slug",
        "former_slugs",
        "state",
        "expires_at",
        "first_published_at",
        "assured_date",
        "found_wrong_on",
        "seen_in",
        "certainty",
        "doubt",
        "updated_at",
        "translated_from",
    }
)
"""What readers get of every kind of entry: until when it holds, how sure it is, and how fresh."""

ENTRY_PRIVATE_COLUMNS = frozenset({"publish_at", "source", "created_at"})


@dataclass(frozen=True, slots=True)
class PublicRows:
    """The public part of one model: which rows, and which of its columns.

    A translated text is named once and stands for both languages. A private column is there in an
    edition, for it belongs to the table, and holds its empty value. A model with ``is_public`` is
    taken away at once, before the next edition, when that is no longer so or the row is deleted.
    """

    model: type[Model]
    rows: Rows
    columns: frozenset[str]
    private_columns: frozenset[str] = frozenset()
    is_public: Callable[[Any], bool] | None = None

    @classmethod
    def of_entry(
        cls,
        model: type[Entry],
        columns: frozenset[str],
        private_columns: frozenset[str] = frozenset(),
    ) -> PublicRows:
        """Return the published rows of a kind of entry, with what every entry has."""
        return cls(
            model,
            lambda at: model._default_manager.all().published(at=at),  # type: ignore[attr-defined]
            ENTRY_COLUMNS | columns,
            ENTRY_PRIVATE_COLUMNS | private_columns,
            attrgetter("is_published"),
        )

    @classmethod
    def all_of(
        cls,
        model: type[Model],
        columns: frozenset[str],
        private_columns: frozenset[str] = frozenset(),
        is_public: Callable[[Any], bool] | None = None,
    ) -> PublicRows:
        """Return every row of a model, as far as the rows that it hangs on are public."""
        every = model._default_manager.all
        return cls(model, lambda at: every(), columns, private_columns, is_public)

    @property
    def fields(self) -> list[Field[Any, Any]]:
        """Return the columns that are copied, in the order of the table."""
        public = {column for name in self.columns for column in columns_of(self.model, name)}
        return [column for column in self.model._meta.concrete_fields if column.name in public]

    @property
    def relations(self) -> list[type[Model]]:
        """Return the tables between two models that are copied."""
        return [
            through
            for relation in self.model._meta.local_many_to_many
            if relation.name in self.columns and (through := relation.remote_field.through)
        ]


def columns_of(model: type[Model], name: str) -> list[str]:
    """Return the columns behind a name: that of each language for a translated text.

    The column of the bare name is a copy that modeltranslation keeps and nobody reads.
    """
    is_translated = name in (get_translatable_fields_for_model(model) or ())
    return get_translation_fields(name) if is_translated else [name]


@cache
def public_content() -> tuple[PublicRows, ...]:
    """Return what every app says is public, what is referred to first."""
    return tuple(
        public
        for app in _apps_with_public_content()
        for public in import_string(f"{app.name}.public_content.PUBLIC_CONTENT")
    )


@cache
def private_models() -> frozenset[type[Model]]:
    """Return the models that never go into an edition."""
    return frozenset(
        model
        for app in _apps_with_public_content()
        for model in import_string(f"{app.name}.public_content.PRIVATE_MODELS")
    )


def _apps_with_public_content() -> Iterator[AppConfig]:
    """Yield the apps from the inside out: the reverse of how they are installed."""
    for app in reversed(list(apps.get_app_configs())):
        if app.module and module_has_submodule(app.module, "public_content"):
            yield app


def check_everything_is_listed(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Refuse a model or column of ours that nobody called public or private."""
    ours = {app.label for app in _apps_with_public_content()}
    models = [
        model
        for model in apps.get_models()
        if model._meta.app_label in ours or issubclass(model, ContentModel)
    ]
    listed = [public.model for public in public_content()]
    errors: list[checks.CheckMessage] = [
        checks.Error(
            "This model is neither in PUBLIC_CONTENT nor in PRIVATE_MODELS.",
            hint="Say in the app's public_content.py what of it visitors may see.",
            obj=model,
            id="editions.E001",
        )
        for model in models
        if (model in listed) + (model in private_models()) != 1
    ]
    for number, public in enumerate(public_content()):
        errors += _column_errors(public, set(listed[: number + 1]))
    return errors


def _column_errors(public: PublicRows, known: set[type[Model]]) -> Iterator[checks.CheckMessage]:
    meta = public.model._meta
    translated = get_translatable_fields_for_model(public.model) or ()
    relations = [
        relation
        for relation in meta.local_many_to_many
        if (through := relation.remote_field.through) and through._meta.auto_created
    ]
    names = {column.name for column in (*meta.concrete_fields, *relations)}
    names -= set(get_translation_fields(*translated))
    for name in sorted(names ^ (public.columns | public.private_columns)) + sorted(
        public.columns & public.private_columns
    ):
        yield checks.Error(
            f"The column “{name}” must be in exactly one of columns and private_columns.",
            obj=public.model,
            id="editions.E002",
        )
    for column in (*meta.concrete_fields, *relations):
        is_public_relation = column.is_relation and column.name in public.columns
        if is_public_relation and column.related_model not in known:
            yield checks.Error(
                f"“{column.name}” refers to what is not public, or is listed only later.",
                obj=public.model,
                id="editions.E003",
            )
