"""The page of the work list, and its buttons."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from editorial.admin.mark_page import MAX_AT_ONCE, mark_page
from editorial.audit.log import name_of
from editorial.documents.reference import Reference
from editorial.models import User
from editorial.work.acting import Listed, accept_faults, as_listed, settle
from editorial.work.listing import work_list
from editorial.work.taking import release, take

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = object


class WorkListPage(ModelAdmin):
    """Two views of the admin of verifications."""

    def work_list_view(self, request: HttpRequest) -> HttpResponse:
        """Show what waits, by organization, with the numbers to call.

        Raise PermissionDenied for an account without the work list.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        now = timezone.now()
        kinds, user = request.GET.getlist("kind"), cast("User", request.user)
        found = work_list(
            now=now,
            kinds=kinds,
            q=request.GET.get("q", "")[:100],
            page=request.GET.get("page", 1),
            taken_by=user if "mine" in request.GET else None,
        )
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Work list"),
            "work": found,
            "kinds": kinds,
            "q": request.GET.get("q", ""),
            "mine": "mine" in request.GET,
            "query": _without_page(request.GET),
            "seen_at": now.isoformat(),
            "may_verify": request.user.has_perm("editorial.add_verification"),
        }
        return TemplateResponse(request, "admin/editorial/work/list.html", context)

    def act_view(self, request: HttpRequest) -> HttpResponse:
        """Do what a button says to the chosen records, and come back to the same page.

        Raise PermissionDenied for an account without the work list.
        """
        if not request.user.has_perm("editorial.add_verification"):
            raise PermissionDenied
        back = HttpResponseRedirect(
            f"{reverse('admin:editorial_work_list')}?{filters_of(request.POST)}"
        )
        user, now = cast("User", request.user), timezone.now()
        acts: dict[str, Callable[[Reference], int]] = {
            "settle": partial(settle, by=name_of(user), at=now),
            "accept": partial(accept_faults, by=name_of(user), at=now),
            "take": partial(take, by=user, now=now),
            "release": release,
        }
        for name in acts.keys() & request.POST.keys():
            done = sum(acts[name](one.reference) for one in _listed(request, name))
            messages.success(request, _("Done: %(count)s.") % {"count": done})
            return back
        return self._ask(request, back.url, now)

    def _ask(self, request: HttpRequest, back: str, now: datetime) -> HttpResponse:
        """Ask whether what was chosen is still correct, except what changed meanwhile."""
        chosen = list(_listed(request, "one") or _listed(request, "chosen"))
        listed_at = parse_datetime(request.POST.get("seen_at", "")) or now
        unchanged, changed = as_listed(chosen[:MAX_AT_ONCE], listed_at=min(listed_at, now))
        if changed:
            text = _("Changed since you opened the list, look again: %(names)s.")
            messages.error(request, text % {"names": ", ".join(changed)})
        if not unchanged:
            return HttpResponseRedirect(back)
        context = {**self.admin_site.each_context(request), "opts": self.opts}
        return mark_page(request, context, unchanged, back=back)


def _listed(request: HttpRequest, name: str) -> list[Listed]:
    """Return what a field names; what is no record of ours is left out."""
    return list(_parsed(request.POST.getlist(name)))


def _parsed(texts: list[str]) -> Iterator[Listed]:
    for text in texts:
        try:
            yield Listed.parse(text)
        except ValueError:
            continue


def _without_page(query: QueryDict) -> str:
    kept = query.copy()
    kept.pop("page", None)
    return kept.urlencode()


def filters_of(form: QueryDict) -> str:
    """Return the filters of the list that a form or a link came from, as a query."""
    kept = QueryDict(mutable=True)
    for name in ("kind", "q", "mine", "page"):
        kept.setlist(name, form.getlist(name))
    return kept.urlencode()
