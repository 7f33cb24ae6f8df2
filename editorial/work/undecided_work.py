"""Proposals that would wait for ever: every publisher had a part in them."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from editorial.documents.reference import Reference
from editorial.freshness import local_day
from editorial.publishing.deciders import waiting_without_decider
from editorial.work.planned_work import subjects_of_entries
from editorial.work.tasks import Subject, Task, TaskKind, WorkSource


class UndecidedWork(WorkSource):
    """What nobody may decide about: 2 queries, and 2 a kind of entry of which there is any."""

    _found: set[Reference]

    def tasks(self) -> Iterator[Task]:
        """Yield a task for each entry with such a proposal, with what to do.

        The first page of the desk does not count them here: it has read the proposals already.
        """
        self._found = set()
        waiting: dict[str, dict[int, date | None]] = defaultdict(dict)
        for proposal in waiting_without_decider():
            since = local_day(proposal.updated_at)
            waiting[proposal.entry_model].setdefault(proposal.entry_id, since)
        detail = _("Ask an administrator to make somebody else a publisher.")
        for label, since_of in waiting.items():
            for entry in apps.get_model(label)._default_manager.filter(pk__in=since_of):
                reference = Reference.to(entry)
                self._found.add(reference)
                yield Task(TaskKind.UNDECIDED, reference, since_of[entry.pk], detail)

    def subjects(self, references: Collection[Reference]) -> Iterator[Subject]:
        """Yield the entries that it found itself, which need not be public."""
        yield from subjects_of_entries(self._found.intersection(references))
