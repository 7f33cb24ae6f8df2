"""The form of an entry at the desk: what every kind of entry inherits.

The form is only ever tried: what it would have saved is read as a document and undone. That is then
written, if the public does not see the entry, or becomes a proposal. So a form, an approval and a
restored version all take one road, with rows and both languages.
"""

from __future__ import annotations

from contextlib import nullcontext
from copy import copy
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from modeltranslation.admin import TranslationAdmin

from editorial.admin.audited import AuditedAdmin
from editorial.admin.entry_drafts import EntryDrafts
from editorial.admin.entry_pages import EntryPages
from editorial.admin.form_drafts import NOT_SENT, forget_draft
from editorial.admin.language_tabs import LanguageTabs
from editorial.admin.opened import FIELD, Opened
from editorial.admin.plain_language import PlainLanguagePage
from editorial.admin.row_keys import renamed_rows, row_keys
from editorial.admin.verifiable import VerifiableAdmin
from editorial.documents.apply import InvalidDocument, apply_on_trial, fresh_document
from editorial.documents.describe import DescribedChange, describe_changes, describe_conflicts
from editorial.documents.differences import merge
from editorial.documents.document import Document, digest, document_of
from editorial.documents.keys import key_in
from editorial.models import Entry, EntryVersion, Proposal, PublicationState
from editorial.models.proposal import PUBLISH
from editorial.publishing.consequences import consequences_of
from editorial.publishing.history import restorable_document
from editorial.publishing.workflow import (
    StaleError,
    add_entry,
    lock_entry,
    needs_approval,
    propose,
    publish_at_once,
    save_unpublished,
    submit,
)
from editorial.versioning.rolled_back import rolled_back

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Entry]
else:
    ModelForm = forms.ModelForm

Errors = list[tuple[str, str]]


class EntryForm(ModelForm):
    """A form that also shows what its document as a whole breaks, beside the field it is about."""

    document_errors: ClassVar[Errors] = []

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        for name, reason in self.document_errors:
            is_shown = name in self.fields
            self.add_error(
                name if is_shown else None, reason if is_shown or not name else f"{name}: {reason}"
            )


@dataclass(slots=True)
class Tried:
    """What came of trying a form: the document it would have saved, or the page with its errors."""

    document: Document | None = None
    page: HttpResponse | None = None


class EntryAdmin(
    VerifiableAdmin,
    LanguageTabs,
    EntryDrafts,
    EntryPages,
    PlainLanguagePage,
    AuditedAdmin,
    TranslationAdmin,  # type: ignore[type-arg]
):
    """Edit entries: drafts directly, what is published by proposal."""

    form = EntryForm
    change_form_template = "admin/editorial/entry/change_form.html"
    list_display: Any = ("__str__", "state", "updated_at")
    list_filter: ClassVar[Any] = ("state",)
    actions: Any = ("mark_correct", "change_field")
    save_as = False

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave the state out: it changes by what is done with an entry, not by a field."""
        return [*(super().get_exclude(request, obj) or ()), "state"]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Hand the form what its document breaks."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.document_errors = getattr(request, "document_errors", [])
        return form

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Allow it for what the public never saw; the rest is withdrawn."""
        is_allowed = super().has_delete_permission(request, obj)
        never_seen = obj is None or obj.first_published_at is None
        return is_allowed and never_seen

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> Any:
        """Show the form, or receive it: in one transaction, with the entry locked."""
        entry = None if object_id is None else self.get_object(request, unquote(object_id))
        if object_id is not None and entry is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        if request.method != "POST":
            return self._show(request, entry)
        with transaction.atomic():
            if entry is not None:
                entry = lock_entry(self.model, entry.pk)
            return self._receive(request, entry)

    def _show(self, request: HttpRequest, entry: Entry | None) -> HttpResponse:
        sent = self.as_drafted(request)
        if sent is not None:
            opened = Opened.read(sent.POST.get(FIELD, ""), entry) if entry else None
            return self._try(sent, entry, opened, NOT_SENT).page or HttpResponse()
        if entry is None:
            context = self._new_context(request)
            response: HttpResponse = super().changeform_view(request, None, "", context)
            return response
        opened, notices = self._open(request, entry)
        try:
            return self._page(request, entry, opened, notices)
        except InvalidDocument as error:
            messages.error(
                request, _("This version does not fit any more: %s") % " ".join(error.messages)
            )
            return HttpResponseRedirect(self._url("history", entry))

    def _open(self, request: HttpRequest, entry: Entry) -> tuple[Opened, dict[str, Any]]:
        """Decide what the form shows: the entry, a version, or the proposal one is working on."""
        live = document_of(entry)
        version = self._asked(EntryVersion.objects.of(entry), request.GET.get("version"))
        if version is not None:
            return Opened(live, shown=restorable_document(entry, version.document)), {
                "version": version
            }
        if not needs_approval(entry):
            return Opened(live), {}
        proposals = Proposal.objects.of(entry).open().filter(merge_into=None)
        proposal = self._asked(proposals, request.GET.get("proposal"))
        proposal = proposal or proposals.filter(author=request.user.pk).first()
        if proposal is None:
            return Opened(live), {}
        document, conflicts = merge(self.model, proposal.base_document, proposal.document, live)
        told = describe_conflicts(self.model, conflicts)
        opened = Opened(live, shown=document, proposal=proposal.pk)
        return opened, {"proposal": proposal, "conflicts": told}

    @staticmethod
    def _asked(found: Any, pk: str | None) -> Any:
        return found.filter(pk=key_in(pk)).first() if pk else None

    def _page(
        self,
        request: HttpRequest,
        entry: Entry,
        opened: Opened,
        notices: dict[str, Any],
        status: int = 200,
    ) -> HttpResponse:
        """Render the form with what it was opened with, unsent."""
        asked = copy(request)
        asked.method = "GET"
        with rolled_back() if opened.shown else nullcontext():
            if opened.shown:
                apply_on_trial(opened.shown, entry)
            response = super().changeform_view(
                asked, str(entry.pk), "", self._context(request, entry, opened, **notices)
            )
            if hasattr(response, "render"):
                response.render()
        response.status_code = status
        return response

    def _context(
        self, request: HttpRequest, entry: Entry, opened: Opened | None, **notices: Any
    ) -> dict[str, Any]:
        others = Proposal.objects.of(entry).open()
        if opened and opened.proposal:
            others = others.exclude(pk=opened.proposal)
        return {
            "opened_field": FIELD,
            "opened": opened.sealed(entry) if opened else "",
            "buttons": "published" if needs_approval(entry) else "unpublished",
            "may_publish_at_once": request.user.has_perm(PUBLISH),
            "other_proposals": others,
            "note": request.POST.get("note", ""),
            "proposal": None,
            "version": None,
            "changed_under_you": [],
            "conflicts": [],
            "answers": [],
            "problems": [],
            "consequences_seen": "",
            **self.draft_context(request),
            **notices,
        }

    def _receive(self, request: HttpRequest, entry: Entry | None) -> HttpResponse:
        opened = Opened.read(request.POST.get(FIELD, ""), entry) if entry else None
        tried = self._try(request, entry, opened)
        if tried.document is None:
            assert tried.page is not None
            return tried.page
        if entry is not None:
            changed_under_you = self._changed_under(request, entry, opened, tried.document)
            if changed_under_you:
                return changed_under_you
        try:
            with transaction.atomic():
                done = self._act(request, entry, opened, tried.document)
                if done.status_code != HTTPStatus.CONFLICT and not getattr(request, "alike", None):
                    forget_draft(request, request.path)
                return done
        except ValidationError as error:
            by_field = getattr(error, "by_field", [("", reason) for reason in error.messages])
            tried = self._try(request, entry, opened, by_field)
            assert tried.page is not None
            return tried.page
        except StaleError:
            assert entry is not None
            messages.warning(request, _("Somebody decided on this proposal in the meantime."))
            again = Opened(fresh_document(entry), shown=tried.document)
            return self._page(request, entry, again, {}, status=409)

    def _try(
        self,
        request: HttpRequest,
        entry: Entry | None,
        opened: Opened | None,
        errors: Errors | None = None,
    ) -> Tried:
        """Send the form on trial; with ``errors`` only to show them beside what was typed."""
        request.document_errors = errors or []  # type: ignore[attr-defined]
        request.tried = None  # type: ignore[attr-defined]
        pk = str(entry.pk) if entry else None
        context = self._context(request, entry, opened) if entry else self._new_context(request)
        try:
            with rolled_back():
                if entry and opened and opened.shown:
                    apply_on_trial(opened.shown, entry)
                keys = row_keys(entry)
                response: Any = super().changeform_view(request, pk, "", context)
                tried = request.tried  # type: ignore[attr-defined]
                if tried is None:
                    self.show_as_typed(request, response)
                    response.render()
                    return Tried(page=response)
                document, renamed = fresh_document(tried), renamed_rows(keys, tried)
        except IntegrityError:
            refusal = _("This cannot be saved like this: something in it is there already.")
            return self._try(request, entry, opened, [("", refusal)])
        if renamed:
            refusal = _("The key of a row cannot change, for others refer to it: %(keys)s.")
            return self._try(request, entry, opened, [("", refusal % {"keys": ", ".join(renamed)})])
        return Tried(document=document)

    def response_add(self, request: HttpRequest, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Note what was saved on trial."""
        request.tried = obj  # type: ignore[attr-defined]
        return HttpResponse()

    def response_change(self, request: HttpRequest, obj: Any) -> Any:
        """Note what was saved on trial."""
        request.tried = obj  # type: ignore[attr-defined]
        return HttpResponse()

    def _changed_under(
        self, request: HttpRequest, entry: Entry, opened: Opened | None, document: Document
    ) -> HttpResponse | None:
        """Return the form again if the entry changed since it was opened, with both changes in it.

        A form that does not say what it was opened with is treated as if everything had changed.
        """
        live = fresh_document(entry)
        if opened is not None and digest(opened.base) == digest(live):
            return None
        told: list[DescribedChange] = []
        conflicts: list[DescribedChange] = []
        merged = document
        if opened is not None:
            merged, clashes = merge(self.model, opened.base, document, live)
            told = describe_changes(self.model, opened.base, live)
            conflicts = describe_conflicts(self.model, clashes)
        else:
            conflicts = describe_changes(self.model, live, document)
        again = Opened(live, shown=merged, proposal=opened.proposal if opened else None)
        notices = {"changed_under_you": told or conflicts, "conflicts": conflicts}
        return self._page(request, entry, again, notices, status=409)

    def _act(
        self,
        request: HttpRequest,
        entry: Entry | None,
        opened: Opened | None,
        document: Document,
    ) -> HttpResponse:
        """Do with the document what the button says, as far as this account may."""
        user: Any = request.user
        note = request.POST.get("note", "").strip()
        if entry is None:
            asked = self._ask_about_alike(request, document)
            if asked:
                return asked
            entry = add_entry(self.model, document, by=user)
            if IS_POPUP_VAR in request.POST:
                return super().response_add(request, entry)
        elif needs_approval(entry):
            return self._change_published(request, entry, opened, document)
        else:
            entry = save_unpublished(entry, document, by=user)
        if "_submit" in request.POST:
            proposal = submit(entry, by=user, note=note)
            messages.success(request, _("Saved and sent. A publisher looks at it."))
            return HttpResponseRedirect(proposal.get_absolute_url())
        messages.success(request, _("Saved. The public does not see it yet."))
        return HttpResponseRedirect(
            self._url("change", entry)
            if "_continue" in request.POST
            else reverse(f"admin:{self._name('changelist')}")
        )

    def _change_published(
        self, request: HttpRequest, entry: Entry, opened: Opened | None, document: Document
    ) -> HttpResponse:
        user: Any = request.user
        note = request.POST.get("note", "").strip()
        if {"_withdraw", "_withdraw_at_once"} & request.POST.keys():
            document = {**document, "state": PublicationState.WITHDRAWN.value}
        assert opened is not None  # _changed_under shows again what does not say so
        live, pk = opened.base, opened.proposal
        if pk is None and digest(document) == digest(live):
            messages.info(request, _("Nothing was changed."))
            return HttpResponseRedirect(self._url("change", entry))
        if {"_publish_at_once", "_withdraw_at_once"} & request.POST.keys():
            asked = self._ask_about_answers(request, entry, document)
            if asked:
                return asked
            for problem in publish_at_once(entry, document, by=user, note=note):
                messages.warning(request, problem)
            messages.success(request, _("Live now. Another publisher looks at it afterwards."))
            return HttpResponseRedirect(self._url("change", entry))
        proposal = Proposal.objects.filter(pk=pk).first() if pk else None
        proposal = propose(entry, document, base=live, by=user, note=note, proposal=proposal)
        messages.success(request, _("Proposed. Until somebody approves it, the old text stays."))
        return HttpResponseRedirect(proposal.get_absolute_url())

    def _ask_about_answers(
        self, request: HttpRequest, entry: Entry, document: Document
    ) -> HttpResponse | None:
        """Show whose answers an emergency changes before it goes live; None if that was seen.

        About two seconds where the signpost is concerned, and nothing elsewhere.
        """
        found = consequences_of(entry, document)
        answers = [(title, changes) for title, changes in found["answers"] if changes]
        pairs = sorted({(one.before, one.after) for _title, changes in answers for one in changes})
        seen = digest({"document": document, "problems": found["problems"], "answers": pairs})
        is_harmless = not answers and not found["problems"]
        if is_harmless or request.POST.get("consequences_seen") == seen:
            return None
        live = fresh_document(entry)
        shown = {**document, "state": live["state"]}
        notices = {
            "answers": answers,
            "problems": found["problems"],
            "consequences_seen": seen,
        }
        return self._page(request, entry, Opened(live, shown=shown), notices, status=409)
