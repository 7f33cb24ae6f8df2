"""Taking in what visitors say is not right, and settling it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, cast

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from editorial.documents.reference import Reference
from editorial.models import DailyCount, Entry, ReportReason, VisitorReport

REPORTS_A_DAY = 25
"""Of one entry. More tells an editor nothing new, and stops a machine from filling the table."""


def find_reportable(kind: str, slug: str) -> Entry | None:
    """Return the published entry that a report is about, by the name of its model: one query."""
    for model in apps.get_models():
        if issubclass(model, Entry) and model.report_reasons and model._meta.model_name == kind:
            published: Any = model._default_manager.all().published()  # type: ignore[attr-defined]
            found = published.filter(slug=slug).first() or published.known_before_as(slug).first()
            return cast("Entry | None", found)
    return None


def add_report(entry: Entry, reason: ReportReason, *, today: date) -> bool:
    """Count one report, unless the entry has had its share of the day; tell whether it counted."""
    reference = Reference.to(entry)
    if not DailyCount.add(f"report {reference}", limit=REPORTS_A_DAY, today=today):
        return False
    row = {"model": reference.model, "key": reference.key, "reason": reason, "day": today}
    present = VisitorReport.objects.open().filter(**row)
    if not present.update(count=F("count") + 1):
        try:
            with transaction.atomic():
                VisitorReport.objects.create(**row, count=1)
        except IntegrityError:  # somebody else was the first in this very moment
            present.update(count=F("count") + 1)
    return True


def settle_reports(references: Iterable[Reference], *, by: str, at: datetime) -> int:
    """Say that an editor has looked into all open reports about these entries: one query a kind."""
    keys: dict[str, list[str]] = {}
    for reference in references:
        keys.setdefault(reference.model, []).append(reference.key)
    about = Q(pk__in=[])
    for model, found in keys.items():
        about |= Q(model=model, key__in=found)
    return VisitorReport.objects.open().filter(about).update(settled_at=at, settled_by=by)
