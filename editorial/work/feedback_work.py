"""What visitors and the checker of links say: about records of any app."""

from collections.abc import Iterator
from datetime import date

from django.apps import apps
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from editorial.documents.reference import Reference
from editorial.freshness import local_day
from editorial.models import (
    ConfirmationLink,
    ContactFact,
    Entry,
    LinkFinding,
    LinkOutcome,
    ReportReason,
    VisitorReport,
)
from editorial.work.tasks import Task, TaskKind, WorkSource


class FeedbackWork(WorkSource):
    """What was found wrong, reports, faults and remarks: 3 queries, and one a kind of record."""

    def content_tasks(self) -> Iterator[Task]:
        """Yield a task for what was found wrong, which stands on the record itself."""
        for model in apps.get_models():
            if issubclass(model, Entry | ContactFact):
                for record in model._default_manager.filter(found_wrong_on__isnull=False):
                    if not isinstance(record, ContactFact) or record.is_found_wrong:
                        since = record.found_wrong_on
                        yield Task(TaskKind.FOUND_WRONG, Reference.to(record), since)

    def other_tasks(self) -> Iterator[Task]:
        """Yield a task for each entry and reason, each fault and remark."""
        yield from self._reports()
        for link in ConfirmationLink.objects.unread():
            answered_on = local_day(link.answered_at)
            detail = format_lazy(_("The organisation writes: “{remark}”"), remark=link.remark)
            yield Task(TaskKind.REPORTED, Reference(link.model, link.key), answered_on, detail)
        for finding in LinkFinding.objects.faults():
            since = finding.failing_since or finding.checked_at
            yield Task(
                TaskKind.BROKEN,
                Reference(finding.model, finding.key),
                local_day(since),
                format_lazy(
                    "{outcome}: {url}", outcome=LinkOutcome(finding.outcome).label, url=finding.url
                ),
            )

    def _reports(self) -> Iterator[Task]:
        counts: dict[tuple[Reference, str], tuple[int, date]] = {}
        rows = VisitorReport.objects.open().values_list("model", "key", "reason", "day", "count")
        for model, key, reason, day, count in rows.order_by("day"):
            found = (Reference(model, key), reason)
            so_far, first = counts.get(found, (0, day))
            counts[found] = (so_far + count, first)
        for (reference, reason), (count, first) in counts.items():
            label = ReportReason(reason).label
            detail = format_lazy("{label} ({count}×)", label=label, count=count)
            yield Task(TaskKind.REPORTED, reference, first, detail)
