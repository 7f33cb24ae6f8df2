"""What crawlers and security researchers ask for at fixed URLs."""

from django.conf import settings
from django.contrib.sitemaps.views import sitemap as render_sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from editorial.editions.pages import stored
from editorial.languages import LANGUAGES
from wegwijzer.sitemaps import sitemaps

PLAIN = "text/plain; charset=utf-8"
FILTERED = ("directory:services", "rights:rights", "signpost:answer", "who_does_what", "search")
LANGUAGES_OF_THE_TEAM = "nl, en"


@stored
@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Welcome everyone, but for the endless combinations of filters and the editors' desk."""
    lines = ["User-agent: *", "Disallow: /admin/"]
    for language in LANGUAGES:
        with override(language):
            lines += [f"Disallow: {reverse(name)}?" for name in FILTERED]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type=PLAIN)


@stored
@require_safe
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """List every published page in both languages: one query a kind."""
    response = render_sitemap(request, sitemaps())
    response.render()
    return response


@stored
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Say where to report a weakness (RFC 9116), and until when that is sure to be right."""
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {settings.SECURITY_CONTACT_EXPIRES:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {LANGUAGES_OF_THE_TEAM}",
        f"Canonical: {settings.SITE_URL}{reverse('security_txt')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type=PLAIN)
