"""Saying that one is on a task of the work list, so that two do not make the same call."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from editorial.documents.notes import refuse_note
from editorial.documents.reference import Reference
from editorial.models import FreshnessPolicy, TakenTask, User
from editorial.work.tasks import Task, make_sources

Taken = dict[Reference, TakenTask]


def take(
    reference: Reference, *, by: User, remark: str = "", now: datetime, over: bool = False
) -> bool:
    """Note that this person is on it; return False if nothing waits there, or somebody is.

    ``over`` takes it from that person. About as long as the work list takes. Raise ValidationError
    if the remark may say where a secret place is.
    """
    kinds, taken = _kinds_of(reference, now), taken_task(reference, now)
    if not kinds or (taken and taken.taken_by != by and not over):
        return False
    with transaction.atomic():
        refuse_note(reference.find(), remark)
        TakenTask.objects.exclude(pk__in=TakenTask.objects.current(now)).delete()
        TakenTask.objects.update_or_create(
            model=reference.model,
            key=reference.key,
            defaults={"kinds": kinds, "taken_by": by, "taken_at": now, "remark": remark},
        )
    return True


def release(reference: Reference) -> int:
    """Note that nobody is on it any more; return whether somebody was."""
    found = TakenTask.objects.filter(model=reference.model, key=reference.key)
    return int(found.delete()[0] > 0)


def taken_task(reference: Reference, now: datetime) -> TakenTask | None:
    """Return who is on it, with the remark, or None: one query."""
    found = TakenTask.objects.current(now).filter(model=reference.model, key=reference.key)
    return found.select_related("taken_by").first()


def still_taken(tasks: Iterable[Task], now: datetime) -> Taken:
    """Return who is on what, as far as a reason for which it was taken is left: one query."""
    rows = TakenTask.objects.current(now).select_related("taken_by")
    found = {Reference(row.model, row.key): row for row in rows}
    left = {
        task.reference
        for task in (tasks if found else ())
        if task.reference in found and task.kind.value in found[task.reference].kinds
    }
    return {reference: found[reference] for reference in left}


def _kinds_of(reference: Reference, now: datetime) -> list[str]:
    sources = make_sources(FreshnessPolicy.current().limits, now)
    tasks = (task for source in sources for task in source.tasks())
    return sorted({task.kind.value for task in tasks if task.reference == reference})
