"""The queue of translations: old and new Dutch side by side, and "meaning unchanged"."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial.admin.read_only import ReadOnlyAdmin
from editorial.audit.log import name_of, record_event
from editorial.models import AuditAction, ContentVersion, TranslationSource
from editorial.translations.queue import waiting_translations
from editorial.translations.sources import StaleError, confirm_translation
from editorial.translations.status import translation_status

PER_PAGE = 20


@admin.register(TranslationSource)
class TranslationSourceAdmin(ReadOnlyAdmin):
    """Show what waits; the English itself is written on the page of its entry."""

    def get_urls(self) -> list[Any]:
        """Add the confirmation and the overview."""
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/confirm/",
                view(require_POST(self.confirm_view)),
                name="editorial_translationsource_confirm",
            ),
            path("status/", view(self.status_view), name="editorial_translationsource_status"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show a page of the queue: what waits longest first.

        Raise PermissionDenied for an account without the queue.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        sources = TranslationSource.objects.to_translate().select_related("unchanged_by")
        page = Paginator(sources, PER_PAGE).get_page(request.GET.get("page"))
        return self._render(
            request,
            "queue",
            title=_("Translations that wait"),
            page=page,
            waiting=waiting_translations(page.object_list, request.user),
        )

    def status_view(self, request: HttpRequest) -> HttpResponse:
        """Show how complete the languages are.

        Raise PermissionDenied for an account without the queue.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self._render(
            request, "status", title=_("How complete the languages are"), kinds=translation_status()
        )

    def confirm_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Note that the meaning did not change, if the Dutch still is what the person saw.

        Where safety depends on the text, the first who says so proposes it, and another decides.
        Raise PermissionDenied for an account that may not do either.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        seen = request.POST.get("seen", "")
        queue = HttpResponseRedirect(reverse("admin:editorial_translationsource_changelist"))
        try:
            with transaction.atomic():
                ContentVersion.lock()
                source = get_object_or_404(TranslationSource.objects.select_for_update(), pk=pk)
                said = _say_unchanged(source, request.user, seen)
        except StaleError:
            messages.error(request, _("The text changed since you opened this page. Look again."))
            return queue
        messages.success(request, said)
        return queue

    def _render(self, request: HttpRequest, template: str, **context: object) -> TemplateResponse:
        return TemplateResponse(
            request,
            f"admin/editorial/translations/{template}.html",
            {**self.admin_site.each_context(request), "opts": self.opts, **context},
        )


def _say_unchanged(source: TranslationSource, user: Any, seen: str) -> str:
    """Propose or confirm that the meaning is unchanged, log it, and return what was done."""
    text = next(iter(waiting_translations([source], user)), None)
    if text is None or not text.english or text.seen != seen:
        raise StaleError
    if text.may_propose:
        source.unchanged_by, source.unchanged_seen = user, seen
        source.save(update_fields=["unchanged_by", "unchanged_seen"])
        _log(AuditAction.PROPOSED, source, user)
        return _("Proposed. Another publisher decides; until then visitors see the Dutch text.")
    if not text.may_confirm:
        raise PermissionDenied("A publisher who did not propose it decides.")
    names = [name_of(text.proposed_by), name_of(user)] if text.proposed_by else [name_of(user)]
    confirm_translation(source, seen=seen, by=", ".join(names))
    _log(AuditAction.TRANSLATION_CONFIRMED, source, user)
    return _("The English text counts as up to date again.")


def _log(action: AuditAction, source: TranslationSource, user: Any) -> None:
    record_event(action, actor=user, label=source.model, key=source.key, fields=[source.field])
