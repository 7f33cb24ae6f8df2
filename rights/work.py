"""What waits in the rights: facts to be checked, laws that changed, owners to be named."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import CharField, F, Q, QuerySet, Value
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from directory.models import Service
from editorial.documents.reference import Reference
from editorial.freshness import FreshnessState, freshness_of_record, local_day
from editorial.models import Entry, Verification
from editorial.work.tasks import Group, Subject, Task, TaskKind, WorkSource
from rights.models import (
    Legislation,
    MunicipalDuty,
    Publication,
    Right,
    RightOwnership,
    Signal,
)

RIGHT, DUTY, SERVICE = (model._meta.label for model in (Right, MunicipalDuty, Service))
RIGHTS = Group("rights", _("Rights and law"), order="\ufffd")


class _Kind(NamedTuple):
    """A kind of entry: by which column it is named, and the route of its page if it has one."""

    model: type[Entry]
    name: str
    route: str


KINDS = {
    kind.model._meta.label: kind
    for kind in (
        _Kind(Right, "name_nl", "rights:right"),
        _Kind(Legislation, "name_nl", "rights:instrument"),
        _Kind(MunicipalDuty, "name_nl", ""),
        _Kind(Publication, "title_nl", ""),
        _Kind(Signal, "text_nl", ""),
    )
}


class _Row(NamedTuple):
    label: str
    pk: int
    slug: str
    name: str | None
    checked_on: date | None
    first_published_at: datetime | None


class RightsWork(WorkSource):
    """Everything that rests on law: six queries, two if no law changed."""

    def content_tasks(self) -> Iterator[Task]:
        """Yield what must be checked or read again."""
        for row in self._published:
            published_at = row.first_published_at
            freshness = freshness_of_record(
                self.limits,
                checked_on=row.checked_on,
                first_published_on=local_day(published_at),
            )
            reference = Reference(row.label, row.slug)
            state = freshness.state(self._today)
            if state in {FreshnessState.OVERDUE, FreshnessState.TOO_OLD}:
                detail = "" if row.checked_on else _("Never checked")
                yield Task(TaskKind.OVERDUE, reference, freshness.overdue_on, detail)
            elif row.checked_on is None:
                yield Task(TaskKind.NEVER, reference, local_day(published_at))
            elif state == FreshnessState.DUE:
                yield Task(TaskKind.DUE, reference, freshness.due_on)
        yield from self._laws_that_changed()

    def subjects(self, references: Collection[Reference]) -> Iterator[Subject]:
        """Yield every published entry of this app: no query, they are known."""
        for row in self._published:
            reference = Reference(row.label, row.slug)
            route = KINDS[row.label].route
            name = row.name or row.slug
            yield Subject(reference, name, RIGHTS, pk=row.pk, route=route, slug=row.slug)

    def _laws_that_changed(self) -> Iterator[Task]:
        """Yield what rests on a text that changed after it was last found right."""
        changes = [
            *_changes(Right.provisions.through, RIGHT, "right"),
            *_changes(MunicipalDuty.provisions.through, DUTY, "municipalduty"),
        ]
        if not changes:
            return
        changes += _changes_of_services(changes)
        verified = Verification.objects.last_assured((RIGHT, DUTY, SERVICE))
        found: dict[Reference, list[_Change]] = defaultdict(list)
        for change in changes:
            last = verified.get((change.reference.model, change.reference.key))
            if last is None or last < change.moment:
                found[change.reference].append(change)
        for reference, unread in found.items():
            since = min(timezone.localdate(change.moment) for change in unread)
            texts = ", ".join(sorted({change.text for change in unread}))
            detail = format_lazy(_("Read both languages again: {texts}"), texts=texts)
            yield Task(TaskKind.LAW, reference, since, detail)

    def other_tasks(self) -> Iterator[Task]:
        """Yield the rights for which nobody answers."""
        owners = {found.right_id: found for found in RightOwnership.objects.all()}
        for row in self._published:
            if row.label == RIGHT:
                missing = owners.get(row.pk, RightOwnership()).missing(self._today)
                if missing:
                    yield Task(TaskKind.OWNER, Reference(RIGHT, row.slug), None, ", ".join(missing))

    @cached_property
    def _today(self) -> date:
        return timezone.localdate(self.now)

    @cached_property
    def _published(self) -> list[_Row]:
        first, *others = (self._rows(kind) for kind in KINDS.values())
        return [_Row(*row) for row in first.union(*others, all=True)]

    def _rows(self, kind: _Kind) -> QuerySet[Any, tuple[Any, ...]]:
        published: QuerySet[Any] = kind.model._default_manager.published(at=self.now)  # type: ignore[attr-defined]
        return published.order_by().values_list(
            Value(kind.model._meta.label, output_field=CharField()),
            "pk",
            "slug",
            F(kind.name),
            "assured_date",
            "first_published_at",
        )


class _Change(NamedTuple):
    reference: Reference
    pk: int
    text: str
    moment: datetime


def _changes(through: Any, label: str, owner: str) -> Iterator[_Change]:
    """Yield each published record with a text that it rests on and that changed: one query."""
    rows = through.objects.filter(
        Q(provision__changed_at__isnull=False) | Q(provision__legislation__changed_at__isnull=False)
    ).values_list(
        f"{owner}__slug",
        f"{owner}_id",
        "provision__key",
        "provision__changed_at",
        "provision__legislation__changed_at",
    )
    for slug, pk, key, *moments in rows:
        moment = max(moment for moment in moments if moment is not None)
        yield _Change(Reference(label, slug), pk, key, moment)


def _changes_of_services(changes: Iterable[_Change]) -> list[_Change]:
    """Return the changes again, for the services that make those rights real: one query."""
    of_right: dict[int, list[_Change]] = defaultdict(list)
    for change in changes:
        if change.reference.model == RIGHT:
            of_right[change.pk].append(change)
    pairs = Right.services.through.objects.filter(right_id__in=of_right).values_list(
        "right_id", "service_id", "service__slug"
    )
    return [
        _Change(Reference(SERVICE, slug), service, change.text, change.moment)
        for right, service, slug in pairs
        for change in of_right[right]
    ]
