"""Putting the work list together: every task, filtered, by group, a page at a time.

The number of queries depends on the sources, never on how much work there is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from editorial.documents.reference import Reference
from editorial.models import ContentVersion, FreshnessPolicy, TakenTask, User
from editorial.reading.parts import collector_paused, forget_with_everything
from editorial.versioning.rolled_back import is_on_trial
from editorial.work.taking import Taken, still_taken
from editorial.work.tasks import (
    URGENCY,
    Group,
    Number,
    Subject,
    Task,
    TaskKind,
    Text,
    WorkSource,
    make_sources,
)

GROUPS_A_PAGE = 20
MOMENTS = 300
"""Seconds for which a count of what follows from the content is good, if nothing is written."""

COUNTS_KEY, COUNTS_KEPT = "desk:work-counts", 24 * 60 * 60
"""Under what name, and for how many seconds, the last counts are kept."""

OTHER = Group("other", _("Other"), order="\uffff")


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One record with all reasons to look at it, most urgent first."""

    subject: Subject
    tasks: tuple[Task, ...]
    taken: TakenTask | None = None

    @property
    def urgency(self) -> tuple[int, int, date]:
        """Return where the row stands among others: by its worst reason, longest first."""
        worst = self.tasks[0]
        return URGENCY[worst.kind], worst.rank, worst.since or date.min


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """The rows of one organization, with the numbers to call."""

    group: Group
    rows: tuple[WorkRow, ...]
    numbers: Sequence[Number]


@dataclass(frozen=True, slots=True)
class WorkList:
    """One page of the work list, and how much there is of each kind before filtering."""

    page: Page[WorkGroup]
    groups: tuple[WorkGroup, ...]
    counts: tuple[tuple[str, Text, int], ...]
    total: int


def work_list(
    *,
    now: datetime,
    kinds: Iterable[str] = (),
    q: str = "",
    page: int | str | None = 1,
    taken_by: User | None = None,
) -> WorkList:
    """Return a page of the work, the most urgent organizations first.

    ``q`` keeps what has all its words in the names of record and organization, ``taken_by`` what
    this person is on. About a second at 20,000 services that were never checked.
    """
    with collector_paused():
        return _work_list(now, kinds, q, page, taken_by)


def _work_list(
    now: datetime, kinds: Iterable[str], q: str, page: int | str | None, taken_by: User | None
) -> WorkList:
    sources = make_sources(FreshnessPolicy.current().limits, now)
    tasks = [task for source in sources for task in source.tasks()]
    subjects = _subjects(sources, {task.reference for task in tasks})
    taken = still_taken(tasks, now)
    by_person = {reference for reference, one in taken.items() if one.taken_by == taken_by}
    wanted = set(kinds) & set(TaskKind.values)
    kept = [
        task
        for task in tasks
        if (not wanted or task.kind in wanted)
        and (taken_by is None or task.reference in by_person)
        and _has_words(subjects[task.reference], q)
    ]
    paginator = Paginator(_grouped(kept, subjects, taken), GROUPS_A_PAGE)
    shown = paginator.get_page(page)
    keys = {group.group.key for group in shown}
    numbers = {key: found for source in sources for key, found in source.numbers(keys).items()}
    counts = _kept(dict(Counter(task.kind.value for task in tasks)))
    return WorkList(
        page=shown,
        groups=tuple(
            WorkGroup(found.group, found.rows, numbers.get(found.group.key, ())) for found in shown
        ),
        counts=tuple((kind.value, kind.label, counts.get(kind, 0)) for kind in TaskKind),
        total=len(kept),
    )


def work_counts(now: datetime) -> dict[str, int]:
    """Return how many tasks of each kind there are, for the first page of the desk.

    What follows from the content is counted once a content version and five minutes, for planned
    publications pass without a write.
    """
    limits = FreshnessPolicy.current().limits
    sources = make_sources(limits, now)
    counted_for = (ContentVersion.current(), limits, now.timestamp() // MOMENTS)
    counts = _counts_of_content.get(counted_for)
    if counts is None:
        counts = Counter(task.kind.value for source in sources for task in source.content_tasks())
        _counts_of_content.clear()
        if not is_on_trial():
            _counts_of_content[counted_for] = counts
    others = Counter(task.kind.value for source in sources for task in source.other_tasks())
    return _kept(dict(counts + others))


def last_counts() -> dict[str, int]:
    """Return what was counted when the work list or the first page was last opened: one query.

    For what stands on every page: counting takes fifty queries, and a second for a large directory.
    Nothing if nobody opened either for a day.
    """
    found: dict[str, int] = cache.get(COUNTS_KEY, {})
    return found


def _kept(counts: dict[str, int]) -> dict[str, int]:
    """Return counts, kept for all processes of the desk if they are news."""
    if counts != cache.get(COUNTS_KEY):
        cache.set(COUNTS_KEY, counts, COUNTS_KEPT)
    return counts


_counts_of_content: dict[tuple[object, ...], Counter[str]] = {}
forget_with_everything(_counts_of_content.clear)


def _subjects(
    sources: Iterable[WorkSource], references: set[Reference]
) -> dict[Reference, Subject]:
    found = {
        reference: Subject(reference, reference.key, OTHER, is_verifiable=False)
        for reference in references
    }
    for source in reversed(list(sources)):
        found.update((subject.reference, subject) for subject in source.subjects(references))
    return found


def _has_words(subject: Subject, q: str) -> bool:
    text = f"{subject.name} {subject.group.name} {subject.reference.key}".casefold()
    return all(word in text for word in q.casefold().split())


def _grouped(
    tasks: Iterable[Task], subjects: dict[Reference, Subject], taken: Taken
) -> list[WorkGroup]:
    of_record: dict[Reference, list[Task]] = defaultdict(list)
    for task in tasks:
        of_record[task.reference].append(task)
    of_group: dict[Group, list[WorkRow]] = defaultdict(list)
    for reference, found in of_record.items():
        by_urgency = sorted(found, key=lambda task: (URGENCY[task.kind], task.since or date.min))
        row = WorkRow(subjects[reference], tuple(by_urgency), taken.get(reference))
        of_group[row.subject.group].append(row)
    groups = [
        WorkGroup(group, tuple(sorted(rows, key=lambda row: row.urgency)), ())
        for group, rows in of_group.items()
    ]
    return sorted(
        groups,
        key=lambda found: (*found.rows[0].urgency[:2], found.group.order, found.group.key),
    )
