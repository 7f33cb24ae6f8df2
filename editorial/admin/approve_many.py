"""The page that approves many proposals at once, each shown whole before the act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from editorial.documents.keys import key_in
from editorial.models import Proposal
from editorial.models.proposal import PUBLISH
from editorial.publishing.consequences import REFUSALS, contents_of, tell_refusal
from editorial.publishing.workflow import approve, may_decide

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = object

MAX_TOGETHER = 20
"""More than this nobody looks at before pressing one button."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A proposal with all that it changes, or why it has to be decided about by itself."""

    proposal: Proposal
    contents: dict[str, Any]
    alone_because: str = ""

    @property
    def kind(self) -> str:
        """Return what kind of entry it is about."""
        return str(self.proposal.entry_class._meta.verbose_name)


class ApproveMany(ModelAdmin):
    """Mixed into the admin of proposals: an action of its list, and the page to which it leads."""

    actions: Any = ("look_at_selected",)

    def get_urls(self) -> list[Any]:
        """Add the act."""
        view = self.admin_site.admin_view(require_POST(self.approve_many_view))
        name = "editorial_proposal_approve_many"
        return [path("approve-many/", view, name=name), *super().get_urls()]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Return whether this account approves what others wrote: only then it has the action."""
        return request.user.has_perm(PUBLISH)

    @admin.action(
        description=gettext_lazy("Look at the selected, then approve them together"),
        permissions=["publish"],
    )
    def look_at_selected(self, request: HttpRequest, selected: QuerySet[Proposal]) -> HttpResponse:
        """Show all that each changes: up to two seconds for each that the signpost decides by."""
        chosen = _choose(selected.order_by("updated_at", "pk")[:MAX_TOGETHER], request.user)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Approve together"),
            "opts": self.opts,
            "shown": [one for one in chosen if not one.alone_because],
            "alone": [one for one in chosen if one.alone_because],
            "too_many": max(0, selected.count() - MAX_TOGETHER),
        }
        return TemplateResponse(request, "admin/editorial/proposal/approve_many.html", context)

    def approve_many_view(self, request: HttpRequest) -> HttpResponse:
        """Approve each that is ticked, exactly as it was shown, and say which were and were not.

        Each by itself: what cannot be approved leaves the others as they are. Raise
        PermissionDenied for an account that approves nothing.
        """
        if not self.has_publish_permission(request):
            raise PermissionDenied
        ticked = _ticked(request.POST.getlist("approve"))
        done: list[str] = []
        for proposal in Proposal.objects.filter(pk__in=ticked).order_by("updated_at", "pk"):
            refusal = _approve(proposal, request.user, ticked[proposal.pk])
            if refusal:
                text = _("Not approved: %(name)s. %(why)s")
                messages.error(request, text % {"name": proposal.title, "why": refusal})
            else:
                done.append(proposal.title)
        if done:
            messages.success(request, _("Approved: %(names)s.") % {"names": ", ".join(done)})
        if not ticked:
            messages.info(request, _("Nothing was ticked, so nothing was approved."))
        return HttpResponseRedirect(reverse("admin:editorial_proposal_changelist"))


def _ticked(values: list[str]) -> dict[int, str]:
    """Return what was seen of each proposal, by its key; what is no key was not ticked."""
    pairs = (one.partition(":")[::2] for one in values[:MAX_TOGETHER])
    return {key: seen for text, seen in pairs if (key := key_in(text)) is not None}


def _approve(proposal: Proposal, user: Any, seen: str) -> str:
    """Approve one, or return why that could not be."""
    try:
        approve(proposal, by=user, seen=seen)
    except PermissionDenied:
        return _("You may not decide about this one.")
    except REFUSALS as error:
        return " ".join(tell_refusal(error))
    except DatabaseError:
        return _("The database could not write it. Try again.")
    return ""


def _choose(proposals: QuerySet[Proposal], user: Any) -> list[Chosen]:
    chosen: list[Chosen] = []
    taken: set[tuple[str, int]] = set()
    for proposal in proposals:
        about = (proposal.entry_model, proposal.entry_id)
        one = _look_at(proposal, user, is_second=about in taken)
        chosen.append(one)
        if not one.alone_because:
            taken.add(about)
    return chosen


def _look_at(proposal: Proposal, user: Any, *, is_second: bool) -> Chosen:
    entry = proposal.find_entry()
    alone_because = ""
    if not proposal.is_waiting or entry is None:
        alone_because = _("does not wait for approval")
    elif not may_decide(user, proposal):
        alone_because = _("you had a part in it")
    elif proposal.merge_into is not None:
        alone_because = _("merges two entries")
    elif is_second:
        alone_because = _("is a second proposal for the same entry")
    if alone_because or entry is None:
        return Chosen(proposal, {}, alone_because)
    contents = contents_of(proposal, entry)
    if contents["conflicts"]:
        alone_because = _("somebody changed the same place meanwhile")
    elif contents["missing"]:
        alone_because = _("the English is missing")
    elif contents["problems"]:
        alone_because = " ".join(contents["problems"])
    return Chosen(proposal, contents, alone_because)
