"""What begins or ends by its date: of entries of any app."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import Q

from editorial.documents.reference import Reference
from editorial.freshness import local_day
from editorial.models import Entry, PublicationState
from editorial.work.tasks import Group, Subject, Task, TaskKind, WorkSource

SOON = timedelta(days=30)


class PlannedWork(WorkSource):
    """What expired, expires soon or is not public yet: a query a kind of entry."""

    _found: set[Reference]

    def content_tasks(self) -> Iterator[Task]:
        """Yield one task an entry, by what the dates make of what is published."""
        self._found = set()
        planned = Q(publish_at__gt=self.now) | Q(expires_at__lte=self.now + SOON)
        for model in _kinds_of_entry():
            found = model._default_manager.filter(planned, state=PublicationState.PUBLISHED)
            moments = found.order_by("pk").values_list("slug", "publish_at", "expires_at")
            for slug, begins, ends in moments:
                reference = Reference(model._meta.label, slug)
                self._found.add(reference)
                if ends is not None and ends <= self.now:
                    yield Task(TaskKind.EXPIRED, reference, local_day(ends))
                elif begins is not None and begins > self.now:
                    yield Task(TaskKind.PLANNED, reference, local_day(begins))
                else:
                    yield Task(TaskKind.EXPIRING, reference, local_day(ends))

    def subjects(self, references: Collection[Reference]) -> Iterator[Subject]:
        """Yield the entries that it found itself: what is not public no other source may know."""
        yield from subjects_of_entries(self._found.intersection(references))


def subjects_of_entries(references: Collection[Reference]) -> Iterator[Subject]:
    """Yield entries as subjects, public or not: one query a kind of which there are any."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for reference in references:
        wanted[reference.model].add(reference.key)
    for model in _kinds_of_entry():
        keys = wanted.get(model._meta.label)
        if keys:
            group = Group(model._meta.label, model._meta.verbose_name_plural, order="\ufffd")
            for entry in model._default_manager.filter(slug__in=keys):
                yield Subject(Reference.to(entry), str(entry), group, pk=entry.pk)


def _kinds_of_entry() -> list[Any]:
    return [model for model in apps.get_models() if issubclass(model, Entry)]
