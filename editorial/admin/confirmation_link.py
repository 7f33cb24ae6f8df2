"""Asking an organization to confirm its own entry: a link on paper or by e-mail."""

from smtplib import SMTPException
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from editorial.admin.read_only import ReadOnlyAdmin
from editorial.audit.log import name_of
from editorial.confirming.links import confirmation_url, make_link, revoke
from editorial.confirming.sending import letter, picture_of, send
from editorial.documents.keys import key_in
from editorial.documents.reference import Reference
from editorial.languages import LANGUAGES
from editorial.models import ConfirmationLink, Entry, LinkState


class AskForm(forms.Form):
    """To whom a link goes."""

    sent_to = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        help_text=gettext_lazy("Empty: you print the letter."),
    )


@admin.register(ConfirmationLink)
class ConfirmationLinkAdmin(ReadOnlyAdmin):
    """Show who was asked and what came of it; make, print, send and revoke links."""

    show_full_result_count = False
    list_display = (
        "name",
        "state",
        "created_at",
        "created_by",
        "sent_to",
        "expires_at",
        "answered_at",
        "answered_by",
    )
    list_display_links = ("name",)
    list_filter = ("created_at", "answered_at", "revoked_at")
    search_fields = ("name", "key", "sent_to", "created_by")

    @admin.display(description=gettext_lazy("state"))
    def state(self, link: ConfirmationLink) -> str:
        """Say what can still be done with it."""
        return str(link.state(timezone.now()).label)

    def get_urls(self) -> list[Any]:
        """Add asking and revoking."""
        view = self.admin_site.admin_view
        return [
            path("ask/", view(self.ask_view), name="editorial_confirmationlink_ask"),
            path(
                "<int:pk>/revoke/",
                view(require_POST(self.revoke_view)),
                name="editorial_confirmationlink_revoke",
            ),
            *super().get_urls(),
        ]

    def ask_view(self, request: HttpRequest) -> HttpResponse:
        """Make a link about the entry that ?record= names, and send it if there is an address.

        Raise PermissionDenied for an account that may not ask for a confirmation.
        """
        if not request.user.has_perm("editorial.add_confirmationlink"):
            raise PermissionDenied
        entry = _confirmable(request.GET.get("record", ""))
        sent = request.POST if request.method == "POST" else None
        form = AskForm(sent, initial={"sent_to": _email_of(entry)})
        if form.is_valid():
            sent_to = form.cleaned_data["sent_to"]
            link = make_link(entry, by=request.user, now=timezone.now(), sent_to=sent_to)
            if sent_to:
                self._send(request, link)
            return HttpResponseRedirect(
                reverse("admin:editorial_confirmationlink_change", args=[link.pk])
            )
        reference = Reference.to(entry)
        return self._render(
            request,
            "ask",
            title=_("Ask %(name)s to confirm") % {"name": entry},
            form=form,
            earlier=ConfirmationLink.objects.about(reference.model, reference.key)[:10],
        )

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show one link: the letter to print while it works, and what came of it.

        Raise PermissionDenied for an account that may not see links.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        link = get_object_or_404(ConfirmationLink, pk=key_in(object_id))
        is_open = link.state(timezone.now()) == LinkState.OPEN
        may_ask = request.user.has_perm("editorial.add_confirmationlink")
        return self._render(
            request,
            "link",
            title=link.name,
            link=link,
            state=link.state(timezone.now()),
            letters=[(code, letter(link, code)) for code in LANGUAGES if is_open],
            picture=picture_of(confirmation_url(link, settings.LANGUAGE_CODE)) if is_open else "",
            may_revoke=is_open and may_ask,
        )

    def revoke_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End a link that was not answered.

        Raise PermissionDenied for an account that may not ask for a confirmation.
        """
        if not request.user.has_perm("editorial.add_confirmationlink"):
            raise PermissionDenied
        link = get_object_or_404(ConfirmationLink, pk=pk)
        if revoke(link, by=name_of(request.user), now=timezone.now()):
            messages.success(request, _("The link does not work any more."))
        else:
            messages.error(request, _("The link did not work any more already."))
        return HttpResponseRedirect(
            reverse("admin:editorial_confirmationlink_change", args=[link.pk])
        )

    def _send(self, request: HttpRequest, link: ConfirmationLink) -> None:
        try:
            send(link)
        except (OSError, SMTPException):
            messages.error(request, _("The e-mail could not be sent. Print the letter instead."))
        else:
            messages.success(request, _("The e-mail has been sent."))

    def _render(self, request: HttpRequest, template: str, **context: object) -> TemplateResponse:
        return TemplateResponse(
            request,
            f"admin/editorial/confirming/{template}.html",
            {**self.admin_site.each_context(request), "opts": self.opts, **context},
        )


def _confirmable(text: str) -> Entry:
    try:
        entry = Reference.parse(text).find()
    except ValueError:
        entry = None
    if not isinstance(entry, Entry) or not entry.contact_relation:
        raise Http404
    return entry


def _email_of(entry: Entry) -> str:
    """Return the first address of an entry to which e-mail can go."""
    contacts = getattr(entry, entry.contact_relation).all()
    return next((contact.value for contact in contacts if "@" in contact.value), "")
