"""The page that proposes to merge an entry into another of its kind."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ForeignKey
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.publishing.merging import propose_merge

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = object


class MergePage(ModelAdmin):
    """Mixed into the admin of a kind that can be merged.

    ``merge_picker`` is a foreign key to the kind, by which the other one is searched.
    """

    change_form_template = "admin/editorial/entry/mergeable.html"
    merge_picker: ClassVar[Any]

    def get_urls(self) -> list[Any]:
        """Add the page."""
        options = self.opts
        page = path(
            "<int:pk>/merge/",
            self.admin_site.admin_view(self.merge_view),
            name=f"{options.app_label}_{options.model_name}_merge",
        )
        return [page, *super().get_urls()]

    def merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask into which one, and propose it: the proposal's page shows everything that moves.

        Raise PermissionDenied for an account that may not change this.
        """
        entry = get_object_or_404(self.model._default_manager, pk=pk)
        if not self.has_change_permission(request, entry):
            raise PermissionDenied
        form = _form(self.merge_picker, self.admin_site, entry, request.POST or None)
        if form.is_valid():
            user: Any = request.user
            into, note = form.cleaned_data["into"], form.cleaned_data["note"]
            try:
                proposal = propose_merge(entry, into, by=user, note=note)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("Proposed. Nothing moves until somebody approves it."))
                return HttpResponseRedirect(proposal.get_absolute_url())
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge “%(entry)s” into another") % {"entry": entry},
            "opts": self.opts,
            "object": entry,
            "form": form,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/editorial/entry/merge.html", context)


def _form(
    picker: "ForeignKey[Any, Any]", site: admin.AdminSite, entry: Any, data: Any
) -> forms.Form:
    """Make the form: every other entry of the kind can be chosen."""
    others = type(entry)._default_manager.exclude(pk=entry.pk)
    into = forms.ModelChoiceField(
        others, label=gettext_lazy("Into"), widget=AutocompleteSelect(picker, site)
    )
    note = forms.CharField(label=gettext_lazy("Why"), max_length=250, required=False)
    form = forms.Form(data)
    form.fields |= {"into": into, "note": note}
    return form
