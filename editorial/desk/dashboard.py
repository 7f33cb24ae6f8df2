"""What the first page of the desk tells one editor: what waits, what they did, how it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import CharField, Count, Q, QuerySet, Value

from editorial.audit.log import name_of
from editorial.models import (
    AuditAction,
    AuditEvent,
    Entry,
    HelpTextCheck,
    Proposal,
    ProposalState,
    TranslationSource,
)
from editorial.publishing.deciders import without_decider
from editorial.publishing.workflow import may_decide
from editorial.work.listing import work_counts
from editorial.work.tasks import TaskKind, Text

LATEST_EVENTS = 5
MAX_NAMED = 5

Account = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True, slots=True)
class WaitingProposals:
    """Proposals by what this person can do about them, what waits longest first."""

    to_approve: list[Proposal]
    to_review: list[Proposal]
    returned: list[Proposal]
    with_others: list[Proposal]
    undecided: list[Proposal]
    """About which nobody may decide."""

    @property
    def lists(self) -> Iterator[tuple[str, str, int, list[Proposal]]]:
        """Yield name, state, number and the first few of each list that is not empty."""
        for name, state, proposals in (
            ("to_approve", ProposalState.WAITING, self.to_approve),
            ("to_review", ProposalState.UNREVIEWED, self.to_review),
            ("returned", ProposalState.RETURNED, self.returned),
            ("with_others", ProposalState.WAITING, self.with_others),
            ("undecided", ProposalState.WAITING, self.undecided),
        ):
            if proposals:
                yield name, state.value, len(proposals), proposals[:MAX_NAMED]


@dataclass(frozen=True, slots=True)
class Figure:
    """How many there are of something, and how many of those are as they should be."""

    label: str
    total: int
    done: int

    @property
    def percentage(self) -> int:
        """Return the share, rounded down, so that 100 means all; 0 if there are none."""
        return 100 * self.done // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class State:
    """The state of the directory: by kind what is published and checked, and the translations.

    ``help_checks`` counts the checks of help pages that wait for approval.
    """

    kinds: list[Figure]
    translations: Figure
    help_checks: int

    @property
    def translations_waiting(self) -> int:
        """Return how many English texts are missing or older than their Dutch."""
        return self.translations.total - self.translations.done


@dataclass(frozen=True, slots=True)
class DoneBefore:
    """One line of the log, with the kind of record in words."""

    event: AuditEvent

    @property
    def kind(self) -> str:
        """Return what kind of record it was about; empty if that is no record."""
        try:
            model = apps.get_model(self.event.object_label)
        except (LookupError, ValueError):
            return ""
        return str(model._meta.verbose_name)


def waiting_proposals(user: Account) -> WaitingProposals:
    """Sort what is open by what this person can do about it, without documents.

    One query, and one more if there is anything that somebody else must decide about.
    """
    found = WaitingProposals([], [], [], [], [])
    for_others: list[Proposal] = []
    wanted = Q(state__in=[ProposalState.WAITING, ProposalState.RETURNED, ProposalState.UNREVIEWED])
    proposals = Proposal.objects.filter(wanted).order_by("updated_at", "pk")
    shown = ("title", "state", "author_name", "contributors", "barred", "updated_at")
    for proposal in proposals.only(*shown):
        is_own = user.pk in proposal.contributors
        if proposal.state == ProposalState.RETURNED:
            chosen = found.returned if is_own else None
        elif may_decide(user, proposal):
            chosen = found.to_approve if proposal.is_waiting else found.to_review
        else:
            chosen = found.with_others if is_own and proposal.is_waiting else None
            for_others.append(proposal)
        if chosen is not None:
            chosen.append(proposal)
    found.undecided.extend(without_decider(for_others))
    return found


def waiting_work(now: datetime) -> list[tuple[str, Text, int]]:
    """Return the kinds of tasks that there are, most urgent first, with their numbers.

    As many queries as the sources of the work list need, however much waits.
    """
    counts = work_counts(now)
    return [(kind.value, kind.label, counts[kind]) for kind in TaskKind if counts.get(kind)]


def latest_events(user: Account) -> list[DoneBefore]:
    """Return what a person did last, signing in and out left out: one query."""
    events = AuditEvent.objects.filter(actor=name_of(user)).exclude(
        action__in=[AuditAction.SIGNED_IN, AuditAction.SIGNED_OUT]
    )
    return [DoneBefore(event) for event in events[:LATEST_EVENTS]]


def state_of_directory(now: datetime) -> State:
    """Count what is published, what of it was ever checked, and the translations: one query."""
    translations = TranslationSource.objects.order_by()
    counted = _counts("", translations, Q(outdated_since__isnull=True))
    kinds = {model._meta.label: model for model in apps.get_models() if issubclass(model, Entry)}
    waiting = HelpTextCheck.objects.filter(approved_at__isnull=True).order_by()
    rows = counted.union(
        _counts(_HELP_CHECKS, waiting, Q()),
        *(_counts(label, _published(model, now), _CHECKED) for label, model in kinds.items()),
        all=True,
    )
    found = {row["label"]: (row["total"], row["done"]) for row in rows}
    return State(
        kinds=[
            Figure(str(model._meta.verbose_name_plural), *found.get(label, (0, 0)))
            for label, model in kinds.items()
        ],
        translations=Figure("", *found.get("", (0, 0))),
        help_checks=found.get(_HELP_CHECKS, (0, 0))[0],
    )


_HELP_CHECKS = HelpTextCheck._meta.label
_CHECKED = Q(assured_date__isnull=False)


def _published(model: type[Entry], now: datetime) -> QuerySet[Any]:
    published: QuerySet[Any] = model._default_manager.all().published(at=now)  # type: ignore[attr-defined]
    return published.order_by()


def _counts(label: str, rows: QuerySet[Any], done: Q) -> QuerySet[Any, dict[str, Any]]:
    named = rows.annotate(label=Value(label, output_field=CharField())).values("label")
    counted: QuerySet[Any, dict[str, Any]] = named.annotate(
        total=Count("pk"), done=Count("pk", filter=done)
    )
    return counted
