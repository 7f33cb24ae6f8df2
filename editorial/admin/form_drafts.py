"""Forms that survive the end of a session: kept on the server as they are written."""

from __future__ import annotations

import time
from copy import copy
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import formats, timezone
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods

from editorial.accounts.sessions import MAX_AGE, SIGNED_IN_AT
from editorial.admin import opened
from editorial.documents.notes import may_be_drafted
from editorial.models import Entry, FormDraft

NOT_SENT = [("", "-")]
"""An error, which nobody sees, that keeps a form that is put back from being saved."""

NOT_TYPED = (opened.FIELD, "next")
"""What the desk itself puts in a form: sealed, it may read by chance like a place on a map."""

DRAFTS_KEPT = timedelta(days=14)
MAX_DRAFT = 1_000_000
"""How many characters a kept form may have: ten times the largest entry there is."""

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = object


class FormDrafts(ModelAdmin):
    """Mixed into the admin of every kind of entry: a URL that keeps its form, and its return."""

    def get_urls(self) -> list[Any]:
        """Add where the form of a new and of an existing entry is kept."""
        view = self.admin_site.admin_view(require_http_methods(["GET", "POST"])(self.draft_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("add/draft/", view, name=f"{name}_add_draft"),
            path("<int:pk>/change/draft/", view, name=f"{name}_change_draft"),
            *super().get_urls(),
        ]

    def draft_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Keep what a form holds now, or say that it may not be kept; GET gives a fresh token.

        Raise PermissionDenied for an account that may not send the form.
        """
        entry = record_of_form(self, request, pk)
        answer = {"token": get_token(request), "seconds": seconds_left(request)}
        if request.method == "POST":
            answer["kept"] = self._keep(request, entry)
        return JsonResponse(answer)

    def _keep(self, request: HttpRequest, entry: Entry | None) -> str:
        form = request.POST.copy()
        form.pop("csrfmiddlewaretoken", None)
        typed = form.copy()
        for name in NOT_TYPED:
            typed.pop(name, None)
        where = request.path.removesuffix("draft/")
        FormDraft.objects.filter(saved_at__lt=timezone.now() - DRAFTS_KEPT).delete()
        content = form.urlencode()
        if len(content) > MAX_DRAFT or not may_be_drafted(entry, typed):
            forget_draft(request, where)
            return ""
        FormDraft.objects.update_or_create(
            owner_id=request.user.pk, path=where, defaults={"content": content}
        )
        return formats.time_format(timezone.localtime())

    def draft_context(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the form needs to be kept, and what was kept of it before: one query."""
        return {
            "draft_url": f"{request.path}draft/",
            "seconds_left": seconds_left(request),
            "draft": draft_of(request) if request.method == "GET" else None,
            "is_restored": getattr(request, "is_restored", False),
        }

    def as_drafted(self, request: HttpRequest) -> HttpRequest | None:
        """Return the request that would send what was kept of this form, if that is asked for."""
        draft = draft_of(request) if "draft" in request.GET else None
        if draft is None:
            return None
        sent = copy(request)
        sent.method, sent.POST = "POST", QueryDict(draft.content)
        sent.is_restored = True  # type: ignore[attr-defined]
        sent._files = MultiValueDict()  # type: ignore[attr-defined]  # or the body is read again
        return sent

    def show_as_typed(self, request: HttpRequest, response: TemplateResponse) -> None:
        """Take the errors from a form that was put back: nobody has sent it yet."""
        context = response.context_data or {}
        if not getattr(request, "is_restored", False) or "adminform" not in context:
            return
        context["errors"] = []
        context["adminform"].form.errors.clear()
        for shown in context["inline_admin_formsets"]:
            shown.formset.non_form_errors().clear()
            for form in shown.formset.forms:
                form.errors.clear()


def record_of_form(model_admin: admin.ModelAdmin[Any], request: HttpRequest, pk: int | None) -> Any:
    """Return the record of a form, or None for a new one, to an account that may send the form.

    Raise PermissionDenied for any other.
    """
    if pk is None:
        if not model_admin.has_add_permission(request):
            raise PermissionDenied
        return None
    record = model_admin.get_object(request, str(pk))
    if record is None or not model_admin.has_change_permission(request, record):
        raise PermissionDenied
    return record


def draft_of(request: HttpRequest) -> FormDraft | None:
    """Return what this person typed on this page and did not save: one query."""
    return FormDraft.objects.filter(owner=request.user.pk, path=request.path).first()


def forget_draft(request: HttpRequest, where: str) -> None:
    """Delete what is kept of a form."""
    FormDraft.objects.filter(owner=request.user.pk, path=where).delete()


def seconds_left(request: HttpRequest) -> int:
    """Return after how many seconds without a request the session of this person is over."""
    signed_in = request.session.get(SIGNED_IN_AT, time.time())
    return int(min(settings.SESSION_COOKIE_AGE, signed_in + MAX_AGE.total_seconds() - time.time()))
