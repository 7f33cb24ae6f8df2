"""The page on which an organization confirms or corrects its own entry."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.confirming.answers import ChangedMeanwhile, InvalidCorrection, take_answer
from editorial.confirming.form import ConfirmationForm
from editorial.confirming.links import KEY, Refusal, RefusedLink, open_link
from editorial.visitor_forms import visitor_form, waits_for_database

STATUS = {Refusal.TOO_OFTEN: 429, Refusal.FORGED: 400}


@waits_for_database("GET", "HEAD", "POST")
@visitor_form
def confirm(request: HttpRequest) -> HttpResponse:
    """Show what a link is about, and take its one answer."""
    now = timezone.now()
    try:
        link, entry = open_link(request.GET.get(KEY, ""), now=now)
        form = ConfirmationForm(entry, request.POST)
        if request.method != "POST":
            return _page(request, form)
        answer = form.answer()
        if not answer.says_something:
            return _page(request, form, _("Tick what is right, or write what is not."))
        take_answer(link, answer, now=now)
    except RefusedLink as error:
        context = {"reason": error.refusal.label}
        status = STATUS.get(error.refusal, 410)
        return render(request, "feedback/link_refused.html", context, status=status)
    except ChangedMeanwhile:
        fresh = ConfirmationForm(type(entry)._default_manager.get(pk=entry.pk), QueryDict())
        return _page(request, fresh, _("This page was changed in the meantime. Look again."))
    except InvalidCorrection as error:
        form.errors = error.errors
        return _page(request, form, " ".join(error.errors.values()))
    return render(request, "feedback/confirmed.html", {"entry": entry})


def _page(request: HttpRequest, form: ConfirmationForm, error: str = "") -> HttpResponse:
    context = {"form": form, "error": error}
    return render(request, "feedback/confirm.html", context, status=400 if error else 200)
