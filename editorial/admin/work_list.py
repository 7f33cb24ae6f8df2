"""The page of the work list, and its buttons."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

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
from editorial.work.acting import Listed, accept_faults, as_listed, settle
from editorial.work.listing import work_list

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
        kinds = request.GET.getlist("kind")
        found = work_list(
            now=now,
            kinds=kinds,
            q=request.GET.get("q", "")[:100],
            page=request.GET.get("page", 1),
        )
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Work list"),
            "work": found,
            "kinds": kinds,
            "q": request.GET.get("q", ""),
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
            f"{reverse('admin:editorial_work_list')}?{_without_unknown(request.POST)}"
        )
        by, now = name_of(request.user), timezone.now()
        if "settle" in request.POST or "accept" in request.POST:
            act = settle if "settle" in request.POST else accept_faults
            name = "settle" if "settle" in request.POST else "accept"
            done = sum(act(one.reference, by=by, at=now) for one in _listed(request, name))
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


def _without_unknown(form: QueryDict) -> str:
    """Return the filters of the page that the form was on."""
    kept = QueryDict(mutable=True)
    for name in ("kind", "q", "page"):
        kept.setlist(name, form.getlist(name))
    return kept.urlencode()
