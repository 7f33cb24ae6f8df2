"""The desk's pages of the help pages: how far each language is, and who has read its sentences."""

from collections import Counter
from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxValueValidator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from directory.formats.languages import language_name
from editorial.models import AuditEvent, HelpTextCheck, User
from editorial.models.proposal import PUBLISH
from wegwijzer.help_pages.checks import (
    SentenceState,
    approve_checks,
    read_sentences_by_language,
    read_sentences_of,
    record_checks,
    take_back_checks,
)
from wegwijzer.help_pages.page_texts import locale_of
from wegwijzer.help_pages.sentences import texts_of

MAX_EVENTS: Final = 20
MAY_LOOK: Final = "editorial.view_helptextcheck"
MAY_RECORD: Final = "editorial.add_helptextcheck"


class ReaderForm(forms.Form):
    """Who has read, and when; which sentences stands beside it."""

    reader = forms.CharField(
        label=gettext_lazy("Name of who read it"),
        help_text=gettext_lazy("Visitors never see this name."),
        max_length=150,
    )
    checked_on = forms.DateField(
        label=gettext_lazy("Read on"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checked_on"].validators.append(MaxValueValidator(timezone.localdate))


@require_safe
def help_texts(request: HttpRequest) -> HttpResponse:
    """Show how far the help page of each language is: one query.

    Raise PermissionDenied for an account that does not translate.
    """
    _refuse_without(request, MAY_LOOK)
    found = {
        code: Counter(sentence.state for sentence in sentences)
        for code, sentences in read_sentences_by_language(settings.HELP_LANGUAGES).items()
    }
    rows = [
        {
            "code": code,
            "own_name": texts_of(code).name,
            "name": _name_of(code),
            "counts": [(counter[state], state) for state in SentenceState if counter[state]],
        }
        for code, counter in found.items()
    ]
    return _page(request, "index", title=_("Help pages in other languages"), rows=rows)


@require_http_methods(["GET", "HEAD", "POST"])
def help_text(request: HttpRequest, code: str) -> HttpResponse:
    """Show each sentence of a language beside its Dutch; record, approve or take back checks.

    Raise PermissionDenied for an account that may not, and Http404 for a language without a page.
    """
    _refuse_without(request, MAY_LOOK)
    if code not in settings.HELP_LANGUAGES:
        raise Http404
    form = ReaderForm(request.POST if request.POST.get("action") == "record" else None)
    if request.method == "POST":
        done = _do(request, code, form)
        if done is not None:
            _tell(request, done)
            return HttpResponseRedirect(request.path)
    label = HelpTextCheck._meta.label
    return _page(
        request,
        "language",
        title=_name_of(code),
        code=code,
        direction=locale_of(code).text_direction,
        sentences=read_sentences_of(code),
        chosen=request.POST.getlist("sentence"),
        form=form,
        may_approve=request.user.has_perm(PUBLISH),
        events=AuditEvent.objects.filter(object_label=label, object_key=code)[:MAX_EVENTS],
    )


def _do(request: HttpRequest, code: str, form: ReaderForm) -> int | None:
    """Do what was asked, and return for how many sentences; None if the form is not filled in."""
    _refuse_without(request, MAY_RECORD)
    assert isinstance(request.user, User)
    seen = frozenset(request.POST.getlist("sentence"))
    match request.POST.get("action"):
        case "record":
            if not form.is_valid():
                return None
            return record_checks(code, seen, **form.cleaned_data, by=request.user)
        case "approve":
            return approve_checks(code, seen, by=request.user)
        case "take_back":
            return take_back_checks(code, seen, by=request.user)
    return 0


def _tell(request: HttpRequest, done: int) -> None:
    left = len(set(request.POST.getlist("sentence"))) - done
    if done:
        text = ngettext("Done for %(count)s sentence.", "Done for %(count)s sentences.", done)
        messages.success(request, text % {"count": done})
    elif not left:
        messages.error(request, _("Choose sentences first."))
    if left:
        text = _("Left as they were: %(count)s. They changed, or somebody else does this.")
        messages.error(request, text % {"count": left})


def _name_of(code: str) -> str:
    return language_name(str(locale_of(code)), get_language() or settings.LANGUAGE_CODE)


def _refuse_without(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _page(request: HttpRequest, template: str, **context: object) -> TemplateResponse:
    return TemplateResponse(
        request,
        f"admin/help_texts/{template}.html",
        {**admin.site.each_context(request), **context},
    )
