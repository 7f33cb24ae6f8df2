"""What a work list holds, and who knows about it: each app registers a source."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from editorial.documents.reference import Reference
from editorial.freshness import FreshnessLimits

Text = str | Promise


class TaskKind(TextChoices):
    """Why something stands in the work list, most urgent first."""

    FOUND_WRONG = "found_wrong", _("Found wrong, not mended yet")
    ALARM = "alarm", _("A fallback that nobody checks")
    UNDECIDED = "undecided", _("Proposed, and nobody may decide about it")
    REPORTED = "reported", _("Reported by visitors")
    BROKEN = "broken", _("Broken link or number")
    EXPIRED = "expired", _("Expired: visitors do not see it any more")
    EXPIRING = "expiring", _("Expires soon")
    LAW = "law", _("The law changed")
    TOO_OLD = "too_old", _("Overdue for so long that it is no first contact")
    COORDINATOR = "coordinator", _("Regional coordinator not confirmed")
    UNKNOWN = "unknown", _("Named often, and not all known: call first")
    OVERDUE = "overdue", _("Overdue")
    NEVER = "never", _("Never checked")
    DUE = "due", _("To be checked soon")
    PLANNED = "planned", _("Planned: visitors do not see it yet")
    OWNER = "owner", _("Without owner, sign-off or date")


URGENCY = {kind: position for position, kind in enumerate(TaskKind)}


@dataclass(frozen=True, slots=True)
class Task:
    """One reason to look at one record; ``since`` is the day from which it holds.

    ``rank`` is its place among tasks of its kind, for those that have an order of their own.
    """

    kind: TaskKind
    reference: Reference
    since: date | None = None
    detail: Text = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """What tasks are shown under: an organization, or the name of a part of the content."""

    key: str
    name: Text
    order: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a task is about, as an editor reads it.

    ``value`` is the number or address, if that is what is checked. ``route`` and ``slug`` give the
    public page, ``pk`` the page at the desk.
    """

    reference: Reference
    name: Text
    group: Group
    pk: int | None = None
    value: str = ""
    route: str = ""
    slug: str = ""
    is_verifiable: bool = True


@dataclass(frozen=True, slots=True)
class Number:
    """A way to reach a group, to call while checking."""

    label: Text
    display: str
    href: str
    checked_on: date | None


class WorkSource:
    """What one app knows. Made again for each list, so that it may keep what it has read."""

    def __init__(self, limits: FreshnessLimits, now: datetime) -> None:
        self.limits = limits
        self.now = now

    def tasks(self) -> Iterator[Task]:
        """Yield everything that waits, in a fixed number of queries."""
        yield from self.content_tasks()
        yield from self.other_tasks()

    def content_tasks(self) -> Iterable[Task]:
        """Return what follows from the content, the limits and the moment, and nothing else."""
        return ()

    def other_tasks(self) -> Iterable[Task]:
        """Return what else waits: reports, findings, owners."""
        return ()

    def subjects(self, references: Collection[Reference]) -> Iterable[Subject]:
        """Return those of these records that this app knows, in a fixed number of queries."""
        return ()

    def numbers(self, groups: Collection[str]) -> Mapping[str, Sequence[Number]]:
        """Return by what numbers these groups can be reached: one query at most."""
        return {}


SourceClass = Callable[[FreshnessLimits, datetime], WorkSource]

_sources: list[SourceClass] = []


def register(source: SourceClass) -> None:
    """Let the work list ask a source from now on: called once, when its app is ready."""
    if source not in _sources:
        _sources.append(source)


def make_sources(limits: FreshnessLimits, now: datetime) -> list[WorkSource]:
    """Return a fresh source of each app."""
    return [make(limits, now) for make in _sources]
