"""Saying that one is on a task of the work list, with a short remark for the others."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.admin.work_list import filters_of
from editorial.documents.reference import Reference
from editorial.models import User
from editorial.work.taking import take, taken_task

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = object


class TakeForm(forms.Form):
    """What the others should know: who was called, when it is tried again."""

    remark = forms.CharField(
        label=gettext_lazy("Remark for your colleagues"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class TakePage(ModelAdmin):
    """One view of the admin of verifications; ?record= names what is taken."""

    def take_view(self, request: HttpRequest) -> HttpResponse:
        """Show who is on a task and what they noted, and let this person take it.

        Raise PermissionDenied for an account without the work list, Http404 for no record.
        """
        if not request.user.has_perm("editorial.add_verification"):
            raise PermissionDenied
        try:
            reference = Reference.parse(request.GET.get("record", ""))
        except ValueError:
            raise Http404 from None
        taken = taken_task(reference, timezone.now())
        form = TakeForm(request.POST or None, initial={"remark": taken.remark if taken else ""})
        if request.method == "POST" and form.is_valid() and _is_taken(request, form, reference):
            listed = reverse("admin:editorial_work_list")
            return HttpResponseRedirect(f"{listed}?{filters_of(request.GET)}")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("I am on this: %(record)s") % {"record": reference.find() or reference.key},
            "form": form,
            "taken": taken,
            "filters": filters_of(request.GET),
        }
        return TemplateResponse(request, "admin/editorial/work/take.html", context)


def _is_taken(request: HttpRequest, form: TakeForm, reference: Reference) -> bool:
    """Take it, and return whether the remark may be kept; the form says why not."""
    by, remark = cast("User", request.user), form.cleaned_data["remark"]
    try:
        if take(reference, by=by, remark=remark, now=timezone.now(), over=True):
            messages.success(request, _("You are on this now. Others see that in the work list."))
        else:
            messages.info(request, _("Nothing waits here any more."))
    except ValidationError as error:
        form.add_error("remark", error)
    return form.is_valid()
