"""The pages beside the form of an entry: its history, two versions compared, and previews."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import unquote, urlsplit

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.handlers.wsgi import WSGIRequest
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, resolve, reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from editorial.documents.apply import apply_document, fresh_document
from editorial.documents.describe import describe_changes
from editorial.documents.document import Document, entries_behind
from editorial.documents.keys import key_in
from editorial.languages import LANGUAGES
from editorial.models import Entry, EntryVersion, Proposal, PublicationState
from editorial.publishing.workflow import combined
from editorial.versioning.rolled_back import rolled_back

VERSIONS_PER_PAGE = 50


class EntryPages:
    """Mixed into the admin of every kind of entry, before Django's own."""

    def _name(self, page: str) -> str:
        options = self.model._meta  # type: ignore[attr-defined]
        return f"{options.app_label}_{options.model_name}_{page}"

    def _url(self, page: str, entry: Entry, *args: Any) -> str:
        return reverse(f"admin:{self._name(page)}", args=[entry.pk, *args])

    def get_urls(self) -> list[Any]:
        """Add the comparison and the previews."""
        view = self.admin_site.admin_view  # type: ignore[attr-defined]
        return [
            path("<int:pk>/compare/", view(self.compare_view), name=self._name("compare")),
            path(
                "<int:pk>/preview/<str:language>/",
                view(self.preview_view),
                name=self._name("preview"),
            ),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def _viewable(self, request: HttpRequest, pk: Any) -> Entry:
        entry = get_object_or_404(self.model._default_manager, pk=pk)  # type: ignore[attr-defined]
        if not self.has_view_permission(request, entry):  # type: ignore[attr-defined]
            raise PermissionDenied
        return cast("Entry", entry)

    def _render(
        self, request: HttpRequest, template: str, entry: Entry, title: str, **context: Any
    ) -> HttpResponse:
        context |= {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": title,
            "opts": self.model._meta,  # type: ignore[attr-defined]
            "object": entry,
        }
        return TemplateResponse(request, f"admin/editorial/entry/{template}.html", context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Show every version of the entry as a whole, newest first."""
        entry = self._viewable(request, key_in(object_id))
        versions = EntryVersion.objects.of(entry).defer("document")
        page = Paginator(versions, VERSIONS_PER_PAGE).get_page(request.GET.get("page"))
        title = _("History of: %(entry)s") % {"entry": entry}
        return self._render(
            request,
            "history",
            entry,
            title,
            page=page,
            may_change=self.has_change_permission(request, entry),  # type: ignore[attr-defined]
        )

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what differs between two versions; one that is not named is the present."""
        entry = self._viewable(request, pk)
        old, new = (self._version(entry, request.GET.get(name)) for name in ("old", "new"))
        if old is not None and new is not None and old.pk > new.pk:
            old, new = new, old
        present = fresh_document(entry)
        differences = describe_changes(
            type(entry), old.document if old else present, new.document if new else present
        )
        title = _("Two versions of: %(entry)s") % {"entry": entry}
        titles = {"old_title": _moment(old), "new_title": _moment(new)}
        return self._render(request, "compare", entry, title, differences=differences, **titles)

    @staticmethod
    def _version(entry: Entry, pk: str | None) -> EntryVersion | None:
        if not pk:
            return None
        return get_object_or_404(EntryVersion.objects.of(entry), pk=key_in(pk))

    def preview_view(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        """Show the public page as a visitor would see it, of an entry or of what is proposed.

        Raise Http404 if there is no such entry or proposal.
        """
        entry = self._viewable(request, pk)
        if language not in LANGUAGES or not hasattr(entry, "get_absolute_url"):
            raise Http404
        document = fresh_document(entry)
        if proposal := request.GET.get("proposal"):
            found = get_object_or_404(Proposal.objects.of(entry), pk=key_in(proposal))
            document, _conflicts = combined(found, entry)
        try:
            with rolled_back():
                page = self._as_published(request, entry, document, language)
        except Http404:
            title = _("There is no page to show yet: %(entry)s") % {"entry": entry}
            return self._render(request, "no_preview", entry, title)
        response = HttpResponse(page.content, status=page.status_code)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def _as_published(
        self, request: HttpRequest, entry: Entry, document: Document, language: str
    ) -> HttpResponse:
        """Publish the entry, and what it belongs to, for as long as it takes to see its page."""
        entry = cast("Entry", apply_document(type(entry), document, entry))
        for shown in (entry, *entries_behind(entry)):
            type(shown)._default_manager.filter(pk=shown.pk).update(
                state=PublicationState.PUBLISHED, publish_at=None, expires_at=None
            )
        with override(language):
            return _visit(request, entry.get_absolute_url())  # type: ignore[attr-defined]


def _moment(version: EntryVersion | None) -> str:
    return formats.localize(timezone.localtime(version.happened_at)) if version else _("Now")


def _visit(request: HttpRequest, url: str) -> HttpResponse:
    """Answer a URL as to a visitor without a session."""
    parts = urlsplit(url)
    environ = request.environ | {  # type: ignore[attr-defined]
        "PATH_INFO": unquote(parts.path),
        "QUERY_STRING": parts.query,
        "REQUEST_METHOD": "GET",
        "HTTP_COOKIE": "",
    }
    visitor = WSGIRequest(environ)
    visitor.user = AnonymousUser()
    match = visitor.resolver_match = resolve(visitor.path_info)
    response: HttpResponse = match.func(visitor, *match.args, **match.kwargs)
    if isinstance(response, TemplateResponse):
        response.render()
    return response
