"""The calls to make first: to whom the signpost leads most, and what nobody knows of them."""

from collections.abc import Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from directory.guard.completeness import completeness
from directory.models import Service
from editorial.documents.reference import Reference
from editorial.work.tasks import Task, TaskKind, WorkSource


class CallsToMake(WorkSource):
    """One task a service that the signpost names often and of which something is not known."""

    def content_tasks(self) -> Iterator[Task]:
        """Yield them, the most named first: a second, kept for a content version and a day."""
        for rank, call in enumerate(completeness(self.now).unknown):
            yield Task(
                TaskKind.UNKNOWN,
                Reference(Service._meta.label, call.service.slug),
                detail=format_lazy(
                    _("Named in {share} of all answers. Not known: {fields}"),
                    share=f"{call.share:.0%}",
                    fields="; ".join(map(str, call.labels)),
                ),
                rank=rank,
            )
