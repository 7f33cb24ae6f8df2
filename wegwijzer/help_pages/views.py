"""The help page of one language, and the short way to a contact in it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from directory.formats.languages import language_name
from directory.snapshot.snapshot import current_snapshot
from editorial.editions.pages import stored
from editorial.models import HelpTextCheck
from editorial.visitor_forms import visitor_form
from wegwijzer.help_pages.contacts import HelpContact, contacts_for, emergency_number, help_contacts
from wegwijzer.help_pages.links import help_links
from wegwijzer.help_pages.page_texts import PageTexts, locale_of, page_texts
from wegwijzer.help_pages.way import AGES, EXPLOITATION, WayAnswer


@stored
@require_safe
def help_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show in one language what to do in danger and whom to contact, and where all else is."""
    moment, texts = timezone.localtime(), _texts(code)
    context = {
        "contacts": help_contacts(code, texts.by_key, current_snapshot(moment), moment),
        "checked_parts": texts.parts,
        "language_in_dutch": language_name(locale_of(code).language, "nl"),
        "language_links": help_links(),
    }
    return _page(request, "page", code, texts, moment, **context)


@visitor_form
def help_way(request: HttpRequest, code: str) -> HttpResponse:
    """Ask three things in one language; what was said goes on as a code. Nothing is kept.

    Raise Http404 while a word of it is not checked.
    """
    answer = WayAnswer.sent(request.POST)
    if request.method != "POST" or answer.is_place_unknown:
        return _way(request, code, answer, is_answered=request.method == "POST")
    said = answer.code(current_snapshot())
    return HttpResponseRedirect(reverse("help_way_answer", kwargs={"code": code, "said": said}))


@require_safe
def help_way_answer(request: HttpRequest, code: str, said: str) -> HttpResponse:
    """Say in one language whom to contact first who said this, and let them say it again.

    Raise Http404 for what is no code of ours.
    """
    answer = WayAnswer.found_by(said, current_snapshot())
    if answer is None:
        raise Http404
    return _way(request, code, answer, is_answered=True)


def _way(request: HttpRequest, code: str, answer: WayAnswer, *, is_answered: bool) -> HttpResponse:
    moment, texts = timezone.localtime(), _texts(code)
    if not texts.way:
        raise Http404
    snapshot = current_snapshot(moment)
    contacts: tuple[HelpContact, ...] = ()
    if is_answered:
        contacts = contacts_for(answer.said, code, texts.by_key, snapshot, moment)
    context = {
        "answer": answer,
        "contacts": contacts,
        "ages": [(key, texts.way[key].text) for key in AGES],
        "happenings": [(key, texts.way[key].text) for key in EXPLOITATION],
        "language_links": (),
    }
    return _page(request, "way", code, texts, moment, **context)


def _texts(code: str) -> PageTexts:
    return page_texts(code, HelpTextCheck.objects.digests_of(code))


def _page(
    request: HttpRequest, name: str, code: str, texts: PageTexts, moment: datetime, **context: Any
) -> HttpResponse:
    """Return a page with the frame of the site in a language."""
    context |= {
        "code": code,
        "direction": locale_of(code).text_direction,
        "texts": texts.by_key,
        "way": texts.way,
        "is_checked": texts.is_checked,
        "emergency": emergency_number(code, texts.by_key, moment),
        "canonical_url": f"{settings.SITE_URL}{reverse(f'help_{name}', kwargs={'code': code})}",
    }
    with override(settings.LANGUAGE_CODE):
        response = render(request, f"help_pages/{name}.html", context)
    response.headers["Content-Language"] = code
    return response
