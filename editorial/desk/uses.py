"""What hangs on a record: before it is changed, one sees whom the change concerns."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.admin import AdminSite
from django.db.models import ManyToManyRel, ManyToOneRel, Model
from django.urls import reverse

from editorial.models import ContentModel


@dataclass(frozen=True, slots=True)
class Use:
    """A kind of record that refers to this one, how many do, and where they are listed."""

    kind: str
    count: int
    url: str


def uses_of(record: Model, site: AdminSite) -> list[Use]:
    """Return which records with a list of their own refer to this one: a query a relation.

    The rows that are part of it stand on its own page.
    """
    return [use for relation in _relations(record) if (use := _use(record, relation, site))]


def _relations(record: Model) -> Iterator[ManyToManyRel | ManyToOneRel]:
    own = getattr(record, "document_children", ())
    for relation in record._meta.related_objects:
        if relation.get_accessor_name() not in own and isinstance(
            relation, ManyToManyRel | ManyToOneRel
        ):
            yield relation


def _use(record: Model, relation: ManyToManyRel | ManyToOneRel, site: AdminSite) -> Use | None:
    model, field = relation.related_model, relation.field
    if not issubclass(model, ContentModel) or not site.is_registered(model):
        return None
    count = model._default_manager.filter(**{field.name: record.pk}).count()
    if not count:
        return None
    options = model._meta
    listed = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    name = options.verbose_name if count == 1 else options.verbose_name_plural
    return Use(str(name), count, f"{listed}?{field.name}__id__exact={record.pk}")
