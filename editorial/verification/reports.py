"""Taking in what visitors say is not right, and settling it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, cast

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from editorial.documents.reference import Reference
from editorial.models import Entry, ReportReason, VisitorReport

MAX_COUNT = 25
"""Of one reason, entry and day. More tells an editor nothing new, and may be a machine."""


def find_reportable(kind: str, slug: str) -> Entry | None:
    """Return the published entry that a report is about, by the name of its model: one query."""
    for model in apps.get_models():
        if issubclass(model, Entry) and model.report_reasons and model._meta.model_name == kind:
            published: Any = model._default_manager.all().published()  # type: ignore[attr-defined]
            found = published.filter(slug=slug).first() or published.known_before_as(slug).first()
            return cast("Entry | None", found)
    return None


def add_report(entry: Entry, reason: ReportReason, *, today: date) -> None:
    """Count one report; what was said before on this day is merged with it.

    Each reason has a row of its own, so what a machine sends takes the place of nobody else's.
    """
    reference = Reference.to(entry)
    row = {"model": reference.model, "key": reference.key, "reason": reason, "day": today}
    present = VisitorReport.objects.open().filter(**row)
    below = present.filter(count__lt=MAX_COUNT)
    if below.update(count=F("count") + 1) or present.exists():
        return
    try:
        with transaction.atomic():
            VisitorReport.objects.create(**row, count=1)
    except IntegrityError:  # somebody else was the first in this very moment
        below.update(count=F("count") + 1)


def settle_reports(references: Iterable[Reference], *, by: str, at: datetime) -> int:
    """Say that an editor has looked into all open reports about these entries: one query a kind."""
    keys: dict[str, list[str]] = {}
    for reference in references:
        keys.setdefault(reference.model, []).append(reference.key)
    about = Q(pk__in=[])
    for model, found in keys.items():
        about |= Q(model=model, key__in=found)
    return VisitorReport.objects.open().filter(about).update(settled_at=at, settled_by=by)
