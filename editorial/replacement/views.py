"""The desk's page that replaces a number, address or link everywhere, after a preview."""

import hashlib
import json

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from editorial.accounts.roles import Role, has_role
from editorial.audit.log import record_event
from editorial.models import AuditAction, User, VersionReason
from editorial.models.proposal import PUBLISH
from editorial.publishing.bulk import ChangeContext
from editorial.replacement.replace import (
    Replacement,
    find_everywhere,
    replace_everywhere,
    replacement_of,
)


class ReplaceForm(forms.Form):
    """What to look for and what to put there; ``seen`` comes back from the preview."""

    old = forms.CharField(label=gettext_lazy("Look for"), max_length=250)
    new = forms.CharField(label=gettext_lazy("Put in its place"), max_length=250)
    at_once = forms.BooleanField(
        label=gettext_lazy("Emergency: make it live at once. It is reviewed afterwards."),
        required=False,
    )
    note = forms.CharField(label=gettext_lazy("Why"), max_length=250)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: object, user: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.user = user
        if not user.has_perm(PUBLISH):
            del self.fields["at_once"]

    @property
    def context(self) -> ChangeContext:
        """Return who replaces and how."""
        return ChangeContext(
            self.user,
            self.user.get_username(),
            VersionReason.REPLACED,
            at_once=bool(self.cleaned_data.get("at_once")),
            note=self.cleaned_data["note"],
        )


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest) -> HttpResponse:
    """Ask, show every text before and after, then write all or none of what this account may.

    Raise PermissionDenied for an account that may change nothing.
    """
    if not isinstance(request.user, User) or not has_role(request.user, *Role):
        record_event(AuditAction.REFUSED, actor=request.user, key="replace")
        raise PermissionDenied
    form = ReplaceForm(request.POST or None, user=request.user)
    found: Replacement | None = None
    if form.is_valid():
        try:
            replacing = replacement_of(form.cleaned_data["old"], form.cleaned_data["new"])
            found = find_everywhere(replacing).by(form.context)
            if form.cleaned_data["seen"] and _is_seen(form, found):
                for problem in replace_everywhere(found, form.context):
                    messages.warning(request, problem)
                messages.success(
                    request, _("Replaced in %(count)s records.") % {"count": len(found.changes)}
                )
                return HttpResponseRedirect(reverse("desk_replace"))
        except ValidationError as error:
            form.add_error(None, error)
    return TemplateResponse(
        request,
        "admin/editorial/replace.html",
        {
            **admin.site.each_context(request),
            "title": _("Replace everywhere"),
            "form": form,
            "found": found,
            "seen": fingerprint(found) if found else "",
        },
    )


def _is_seen(form: ReplaceForm, found: Replacement) -> bool:
    if form.cleaned_data["seen"] == fingerprint(found):
        return True
    raise ValidationError(_("The records changed since the preview. Look again."))


def fingerprint(found: Replacement) -> str:
    """Return what a preview showed, so that nothing else is written than what was seen."""
    texts = [
        [text.record._meta.label, text.record.pk, text.place, text.before, text.after]
        for text in found.texts
    ]
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()
