"""What waits for approval: every change against what is live, and the decision about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial.admin.read_only import ReadOnlyAdmin
from editorial.desk.uses import uses_of
from editorial.documents.apply import apply_document, fresh_document
from editorial.documents.describe import describe_changes, describe_conflicts
from editorial.documents.document import Document, unpublished_behind
from editorial.models import Entry, Proposal, ProposalState, PublicationState, User
from editorial.publishing.deciders import deciders
from editorial.publishing.guards import AnswerImpact, AnswersOnTrial
from editorial.publishing.merging import (
    Moving,
    approve_merge,
    merge_entries,
    merge_fingerprint,
    shared_contacts,
    what_moves,
)
from editorial.publishing.undoing import may_undo, undo
from editorial.publishing.workflow import (
    Conflicting,
    StaleError,
    approve,
    combined,
    fingerprint,
    may_decide,
    needs_approval,
    return_to_author,
    review,
    withdraw,
)
from editorial.translations.missing import missing_translations
from editorial.versioning.rolled_back import rolled_back

DECISIONS = ("approve", "return", "withdraw", "review", "undo")


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge as the page shows it: into what, what moves, and what that one has twice then."""

    into: Entry
    url: str
    moving: list[Moving]
    twice: list[str]


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    """List proposals, and decide about one of them on a page that shows all that it changes."""

    list_display = ("title", "state", "origin", "author_name", "updated_at", "decided_by")
    list_filter = ("state", "origin", "entry_model")
    search_fields = ("title", "author_name")
    show_full_result_count = False

    def get_urls(self) -> list[Any]:
        """Add a URL for each decision."""
        view = self.admin_site.admin_view
        decisions = [
            path(
                f"<int:pk>/{decision}/",
                view(require_POST(self.decide_view)),
                {"decision": decision},
                name=f"editorial_proposal_{decision}",
            )
            for decision in DECISIONS
        ]
        return [*decisions, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show what a proposal changes, field by field, against what is live.

        Raise PermissionDenied for an account that may not see proposals.
        """
        pk = object_id if object_id.isdecimal() else None
        proposal = get_object_or_404(Proposal.objects.select_related("author"), pk=pk)
        if not self.has_view_permission(request, proposal):
            raise PermissionDenied
        return self._page(request, proposal)

    def _page(
        self, request: HttpRequest, proposal: Proposal, *, errors: list[str] | None = None
    ) -> HttpResponse:
        entry = proposal.find_entry()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Proposal: %(entry)s") % {"entry": proposal.title},
            "opts": self.opts,
            "proposal": proposal,
            "entry": entry,
            "entry_url": _url_of(entry) if entry else "",
            "uses": uses_of(entry, self.admin_site) if entry else [],
            "preview_urls": _previews_of(entry) if entry else [],
            "may_decide": may_decide(request.user, proposal),
            "deciders": list(deciders(proposal)),
            "may_withdraw": request.user.pk in proposal.contributors and proposal.is_open,
            "may_undo": may_undo(request.user, proposal),
            "errors": errors or [],
            "remark": request.POST.get("remark", ""),
            "merge": _merge_of(proposal, entry) if entry else None,
            **(_contents(proposal, entry) if entry else {"differences": [], "conflicts": []}),
        }
        status = 409 if errors else 200
        return TemplateResponse(
            request, "admin/editorial/proposal/review.html", context, status=status
        )

    def decide_view(self, request: HttpRequest, pk: int, decision: str) -> HttpResponse:
        """Approve, return, take back or review; what cannot be done is said on the same page.

        Raise PermissionDenied for an account that may not decide so.
        """
        proposal = get_object_or_404(Proposal, pk=pk)
        if not self.has_view_permission(request, proposal):
            raise PermissionDenied
        try:
            said = _decide(request, proposal, decision)
        except StaleError:
            problem = _("Something changed since you opened this page. Look again, then decide.")
            return self._page(request, Proposal.objects.get(pk=pk), errors=[problem])
        except Conflicting:
            problem = _("Somebody changed the same place meanwhile. Work on the proposal first.")
            return self._page(request, Proposal.objects.get(pk=pk), errors=[problem])
        except ValidationError as error:
            return self._page(request, Proposal.objects.get(pk=pk), errors=error.messages)
        messages.success(request, said)
        return HttpResponseRedirect(reverse("admin:editorial_proposal_changelist"))


def _decide(request: HttpRequest, proposal: Proposal, decision: str) -> str:
    user: Any = request.user
    seen, remark = request.POST.get("seen", ""), request.POST.get("remark", "")
    decisions: dict[str, Callable[[], object]] = {
        "approve": lambda: approve_as_seen(proposal, by=user, seen=seen),
        "return": lambda: return_to_author(proposal, by=user, remark=remark, seen=seen),
        "withdraw": lambda: withdraw(proposal, by=user),
        "review": lambda: review(proposal, by=user, remark=remark),
        "undo": lambda: undo(proposal, by=user),
    }
    decisions[decision]()
    return {
        "approve": _("Approved."),
        "return": _("Returned to who wrote it."),
        "withdraw": _("Taken back."),
        "review": _("Noted that you looked at it."),
        "undo": _("Undone: it is live again as it was before."),
    }[decision]


def approve_as_seen(proposal: Proposal, *, by: User, seen: str) -> Entry:
    """Approve a proposal of either kind; raise as ``approve`` does."""
    return (approve if proposal.merge_into is None else approve_merge)(proposal, by=by, seen=seen)


def fingerprint_of(proposal: Proposal, entry: Entry) -> str:
    """Return what a decision about a proposal of either kind is about."""
    into = proposal.find_merge_target()
    return merge_fingerprint(proposal, entry, into) if into else fingerprint(proposal, entry)


def _merge_of(proposal: Proposal, entry: Entry) -> Merge | None:
    into = proposal.find_merge_target()
    if into is None:
        return None
    moves = proposal.is_open
    twice = shared_contacts(entry, into) if moves else []
    return Merge(into, _url_of(into), what_moves(entry) if moves else [], twice)


def _contents(proposal: Proposal, entry: Entry) -> dict[str, Any]:
    """Gather what a decision needs; what is only of use while it waits is left out afterwards."""
    model = type(entry)
    if proposal.state != ProposalState.WAITING:
        told = describe_changes(model, proposal.base_document, proposal.document)
        return {"differences": told, "conflicts": []}
    document, conflicts = combined(proposal, entry)
    live = fresh_document(entry) if needs_approval(entry) else _empty(document)
    return {
        "differences": describe_changes(model, live, document),
        "conflicts": describe_conflicts(model, conflicts),
        "seen": fingerprint_of(proposal, entry),
        **consequences_of(entry, document, _merging(proposal, entry)),
    }


def _merging(proposal: Proposal, entry: Entry) -> Callable[[], Entry] | None:
    into, author = proposal.find_merge_target(), proposal.author
    if into is None or author is None:
        return None
    return lambda: merge_entries(proposal, entry, into, by=author)


def _empty(document: Document) -> Document:
    """Return what the public sees of an entry that is not published: nothing."""
    return {name: [] if isinstance(value, list) else "" for name, value in document.items()}


def consequences_of(
    entry: Entry, document: Document, write: Callable[[], Entry] | None = None
) -> dict[str, Any]:
    """Try the change out: which answers change, what English is missing, whom it leaves alone.

    ``write`` does more than writing the document, if given.
    About two seconds where it touches what the signpost decides by, for that asks everyone twice.
    """
    before, on_trial = AnswerImpact(type(entry)), AnswersOnTrial(entry)
    try:
        with rolled_back():
            tried: Any = write() if write else apply_document(type(entry), document, entry)
            problems = before.new_problems()
            is_shown = document.get("state") == PublicationState.PUBLISHED
            missing = missing_translations(tried) if is_shown else []
            unseen_behind = unpublished_behind(tried) if is_shown else []
            on_trial.look_again()
    except ValidationError as error:
        return {"answers": [], "problems": error.messages, "missing": [], "unseen_behind": []}
    return {
        "answers": on_trial.changes(),
        "problems": problems,
        "missing": missing,
        "unseen_behind": unseen_behind,
    }


def _url_of(entry: Entry) -> str:
    options = entry._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[entry.pk])


def _previews_of(entry: Entry) -> list[str]:
    if not hasattr(entry, "get_absolute_url"):
        return []
    options = entry._meta
    name = f"admin:{options.app_label}_{options.model_name}_preview"
    return [reverse(name, args=[entry.pk, language]) for language in ("nl", "en")]
