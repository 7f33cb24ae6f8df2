"""The help page of one language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from directory.formats.languages import language_name
from directory.snapshot.snapshot import current_snapshot
from editorial.editions.pages import stored
from editorial.models import HelpTextCheck
from wegwijzer.help_pages.contacts import emergency_number, help_contacts
from wegwijzer.help_pages.links import help_links
from wegwijzer.help_pages.page_texts import locale_of, page_texts


@stored
@require_safe
def help_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show in one language what to do in danger and whom to contact, and where all else is."""
    moment = timezone.localtime()
    texts = page_texts(code, HelpTextCheck.objects.digests_of(code))
    context = {
        "code": code,
        "direction": locale_of(code).text_direction,
        "texts": texts.by_key,
        "is_checked": texts.is_checked,
        "checked_parts": texts.parts,
        "emergency": emergency_number(code, texts.by_key, moment),
        "contacts": help_contacts(code, texts.by_key, current_snapshot(moment), moment),
        "language_in_dutch": language_name(locale_of(code).language, "nl"),
        "language_links": help_links(),
        "canonical_url": f"{settings.SITE_URL}{reverse('help_page', kwargs={'code': code})}",
    }
    with override(settings.LANGUAGE_CODE):
        response = render(request, "help_pages/page.html", context)
    response.headers["Content-Language"] = code
    return response
