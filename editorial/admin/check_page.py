"""Recording one check in full: what, how, what came of it, and a remark."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.admin.work_list import METHODS
from editorial.audit.log import name_of
from editorial.documents.reference import Reference
from editorial.documents.side_by_side import bilingual_fields
from editorial.models import (
    ContactFact,
    Entry,
    Verification,
    VerificationOutcome,
    VerifiedFact,
)
from editorial.verification.verify import Verifiable, contacts_of, verify

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = object

LATEST = 20


class CheckForm(forms.Form):
    """What a person says of a check."""

    fact = forms.ChoiceField(
        label=gettext_lazy("what"), choices=VerifiedFact.choices, initial=VerifiedFact.EVERYTHING
    )
    how = forms.ChoiceField(
        label=gettext_lazy("how"), choices=[(method.value, method.label) for method in METHODS]
    )
    outcome = forms.ChoiceField(label=gettext_lazy("outcome"), choices=VerificationOutcome.choices)
    remark = forms.CharField(
        label=gettext_lazy("remark"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, record: Verifiable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(record, ContactFact) or not record.contact_relation:
            del self.fields["fact"]


class CheckPage(ModelAdmin):
    """One view of the admin of verifications; ?record= names what is checked."""

    def check_view(self, request: HttpRequest) -> HttpResponse:
        """Show a record in both languages with its checks so far, and record one more.

        Raise PermissionDenied for an account that may not verify it.
        """
        if not request.user.has_perm("editorial.add_verification"):
            raise PermissionDenied
        record = _record(request.GET.get("record", ""))
        reference = Reference.to(record)
        form = CheckForm(request.POST if request.method == "POST" else None, record=record)
        if form.is_valid() and _is_recorded(record, form, by=name_of(request.user)):
            messages.success(request, _("The check is recorded."))
            return HttpResponseRedirect(reverse("admin:editorial_work_list"))
        history = Verification.objects.of(reference.model, reference.key)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Check: %(record)s") % {"record": record},
            "form": form,
            "sides": bilingual_fields(record),
            "contacts": contacts_of([record]) if isinstance(record, Entry) else [],
            "verifications": history[:LATEST],
        }
        return TemplateResponse(request, "admin/editorial/work/check.html", context)


def _is_recorded(record: Verifiable, form: CheckForm, *, by: str) -> bool:
    """Record a check, and return whether that was possible; the form says why not."""
    try:
        verify(
            [record],
            by=by,
            how=form.cleaned_data["how"],
            fact=form.cleaned_data.get("fact", VerifiedFact.EVERYTHING),
            outcome=form.cleaned_data["outcome"],
            remark=form.cleaned_data["remark"],
        )
    except ValidationError as error:
        form.add_error("remark", error)
    return form.is_valid()


def _record(text: str) -> Verifiable:
    try:
        record = Reference.parse(text).find()
    except ValueError:
        record = None
    if not isinstance(record, Entry | ContactFact):
        raise Http404
    return record
