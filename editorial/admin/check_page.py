"""Recording one check in full: what, how, what came of it, and a remark."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.admin.mark_page import METHODS
from editorial.audit.log import name_of
from editorial.documents.document import Document, digest, document_of, holder_of
from editorial.documents.reference import Reference
from editorial.documents.side_by_side import bilingual_fields
from editorial.models import (
    ContactFact,
    ContentVersion,
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
    """What a person says of a check, with the fingerprint of what the page showed.

    Neither the way nor the outcome nor a number is chosen beforehand.
    """

    seen = forms.CharField(widget=forms.HiddenInput)
    fact = forms.ChoiceField(
        label=gettext_lazy("what"), choices=VerifiedFact.choices, initial=VerifiedFact.EVERYTHING
    )
    numbers = forms.MultipleChoiceField(
        label=gettext_lazy("Which numbers and addresses did you check too?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    how = forms.ChoiceField(
        label=gettext_lazy("how"),
        choices=[("", "---------"), *((method.value, method.label) for method in METHODS)],
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("outcome"),
        choices=[("", "---------"), *VerificationOutcome.choices],
    )
    remark = forms.CharField(
        label=gettext_lazy("remark"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, record: Verifiable, contacts: Sequence[ContactFact], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.contacts = {str(contact.pk): contact for contact in contacts}
        if isinstance(record, ContactFact) or not record.contact_relation:
            del self.fields["fact"], self.fields["numbers"]
        else:
            numbers: Any = self.fields["numbers"]
            numbers.choices = [(pk, str(contact)) for pk, contact in self.contacts.items()]

    def clean(self) -> dict[str, Any]:
        """Ask for the numbers of a check that is of numbers alone."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("fact") == VerifiedFact.CONTACT and not found.get("numbers"):
            self.add_error("numbers", _("Choose at least one."))
        return found

    @property
    def chosen_contacts(self) -> list[ContactFact]:
        """Return the numbers that were checked too."""
        return [self.contacts[pk] for pk in self.cleaned_data.get("numbers", ())]


class CheckPage(ModelAdmin):
    """One view of the admin of verifications; ?record= names what is checked."""

    def check_view(self, request: HttpRequest) -> HttpResponse:
        """Show a record in both languages with its checks so far, and record one more.

        Raise PermissionDenied for an account that may not verify it.
        """
        if not request.user.has_perm("editorial.add_verification"):
            raise PermissionDenied
        with transaction.atomic():
            record = _record(request.GET.get("record", ""), lock=request.method == "POST")
            contacts = contacts_of([record]) if isinstance(record, Entry) else []
            seen = digest({"record": document_of(record), "contacts": _documents(contacts)})
            sent = request.POST if request.POST.get("seen") == seen else None
            form = CheckForm(sent, record=record, contacts=contacts, initial={"seen": seen})
            if form.is_valid() and _is_recorded(record, form, by=name_of(request.user)):
                messages.success(request, _("The check is recorded."))
                return HttpResponseRedirect(_next_page(record, form.cleaned_data["outcome"]))
        is_stale = request.method == "POST" and sent is None
        if is_stale:
            messages.error(request, _("The text changed since you opened this page. Look again."))
        reference = Reference.to(record)
        history = Verification.objects.of(reference.model, reference.key)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Check: %(record)s") % {"record": record},
            "form": form,
            "sides": bilingual_fields(record),
            "contacts": contacts,
            "verifications": history[:LATEST],
        }
        status = 409 if is_stale else 200
        return TemplateResponse(request, "admin/editorial/work/check.html", context, status=status)


def _is_recorded(record: Verifiable, form: CheckForm, *, by: str) -> bool:
    """Record a check, and return whether that was possible; the form says why not."""
    try:
        verify(
            [record, *form.chosen_contacts],
            by=by,
            how=form.cleaned_data["how"],
            fact=form.cleaned_data.get("fact", VerifiedFact.EVERYTHING),
            outcome=form.cleaned_data["outcome"],
            remark=form.cleaned_data["remark"],
        )
    except ValidationError as error:
        form.add_error("remark", error)
    return form.is_valid()


def _next_page(record: Verifiable, outcome: str) -> str:
    """Return where what was found wrong is mended, and else the work list."""
    holder = record if isinstance(record, Entry) else holder_of(record)
    if outcome != VerificationOutcome.INCORRECT or holder is None:
        return reverse("admin:editorial_work_list")
    options = holder._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[holder.pk])


def _documents(contacts: Iterable[ContactFact]) -> list[Document]:
    return [document_of(contact) for contact in contacts]


def _record(text: str, *, lock: bool) -> Verifiable:
    """Return what is checked, locked until the transaction ends if it is about to be written.

    Raise Http404 for what cannot be checked.
    """
    try:
        record = Reference.parse(text).find()
    except ValueError:
        record = None
    if not isinstance(record, Entry | ContactFact):
        raise Http404
    if lock:
        ContentVersion.lock()
        type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
        record.refresh_from_db()
    return record
