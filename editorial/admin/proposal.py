"""What waits for approval: every change against what is live, and the decision about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST

from editorial.admin.approve_many import ApproveMany
from editorial.admin.read_only import ReadOnlyAdmin
from editorial.desk.uses import uses_of
from editorial.documents.keys import key_in
from editorial.documents.named_records import named_in
from editorial.models import Entry, Proposal
from editorial.publishing.consequences import (
    REFUSALS,
    approve_as_seen,
    contents_of,
    tell_refusal,
)
from editorial.publishing.deciders import deciders
from editorial.publishing.merging import Moving, shared_contacts, what_moves
from editorial.publishing.undoing import may_undo, undo
from editorial.publishing.workflow import may_decide, return_to_author, review, withdraw

DECISIONS = ("approve", "return", "withdraw", "review", "undo")


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge as the page shows it: into what, what moves, and what that one has twice then."""

    into: Entry
    url: str
    moving: list[Moving]
    twice: list[str]


class KindFilter(admin.SimpleListFilter):
    """Keep the proposals for one kind of entry, by the name that editors know."""

    title = _lazy("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Name every kind of entry: no query."""
        kinds = [model for model in apps.get_models() if issubclass(model, Entry)]
        names = [(model._meta.label, str(model._meta.verbose_name_plural)) for model in kinds]
        return sorted(names, key=lambda one: one[1])

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep those of the kind that is asked for."""
        return queryset.filter(entry_model=self.value()) if self.value() else queryset


@admin.register(Proposal)
class ProposalAdmin(ApproveMany, ReadOnlyAdmin):
    """List proposals, and decide about one of them on a page that shows all that it changes."""

    list_display = ("title", "state", "origin", "author_name", "updated_at", "decided_by")
    list_filter = ("state", "origin", KindFilter)
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
        proposals = Proposal.objects.select_related("author")
        proposal = get_object_or_404(proposals, pk=key_in(object_id))
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
            "named_in": named_in(entry) if entry else [],
            "preview_urls": _previews_of(entry) if entry else [],
            "may_decide": may_decide(request.user, proposal),
            "deciders": list(deciders(proposal)),
            "may_withdraw": request.user.pk in proposal.contributors and proposal.is_open,
            "may_undo": may_undo(request.user, proposal),
            "errors": errors or [],
            "remark": request.POST.get("remark", ""),
            "merge": _merge_of(proposal, entry) if entry else None,
            **(contents_of(proposal, entry) if entry else {"differences": [], "conflicts": []}),
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
        except REFUSALS as error:
            return self._page(request, Proposal.objects.get(pk=pk), errors=tell_refusal(error))
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


def _merge_of(proposal: Proposal, entry: Entry) -> Merge | None:
    into = proposal.find_merge_target()
    if into is None:
        return None
    moves = proposal.is_open
    twice = shared_contacts(entry, into) if moves else []
    return Merge(into, _url_of(into), what_moves(entry) if moves else [], twice)


def _url_of(entry: Entry) -> str:
    options = entry._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[entry.pk])


def _previews_of(entry: Entry) -> list[str]:
    if not hasattr(entry, "get_absolute_url"):
        return []
    options = entry._meta
    name = f"admin:{options.app_label}_{options.model_name}_preview"
    return [reverse(name, args=[entry.pk, language]) for language in ("nl", "en")]
