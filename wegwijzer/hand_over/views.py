"""The page on which a sheet is chosen, and the sheet: what is chosen travels in the form alone."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe

from editorial.confirming.sending import picture_of
from editorial.visitor_forms import visitor_form
from wegwijzer.hand_over.fitting import PAPERS, type_size
from wegwijzer.hand_over.sheet import MAX_CONTACTS, chosen_services, make_sheet
from wegwijzer.help_pages.sentences import texts_of
from wegwijzer.neutral import neutral_url

LANGUAGES = ("en", *settings.HELP_LANGUAGES)
"""In which a sheet can stand beside the Dutch."""


@visitor_form
def hand_over(request: HttpRequest) -> HttpResponse:
    """Ask for the language and the kind of paper, or show the sheet. Nothing is kept."""
    services = chosen_services(request.POST.getlist("service"))
    language = request.POST.get("language", "")
    if not services or language not in LANGUAGES:
        languages = [(code, texts_of(code).name) for code in LANGUAGES]
        context = {
            "services": services,
            "languages": languages,
            "before": request.POST.get("before", ""),
            "max_contacts": MAX_CONTACTS,
        }
        return render(request, "hand_over/choose.html", context)
    sheet = make_sheet(
        services[:MAX_CONTACTS],
        language,
        is_discreet="discreet" in request.POST,
        moment=timezone.localtime(),
    )
    asked = request.POST.get("paper", "")
    paper = asked if asked in PAPERS else "a4"
    context = {
        "sheet": sheet,
        "services": services,
        "beside": language,
        "paper": paper,
        "type_size": type_size(sheet, paper),
        "code": mark_safe(picture_of(f"{neutral_url() or settings.SITE_URL}/{language}/")),  # noqa: S308 - made by us
    }
    return render(request, "hand_over/sheet.html", context)
