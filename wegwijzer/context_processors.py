"""What every page shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from wegwijzer.help_pages.links import help_links
from wegwijzer.languages import canonical_url, language_links
from wegwijzer.neutral import neutral_host_of, neutral_url


def site(request: HttpRequest) -> dict[str, Any]:
    """Give every template the site's owner, its way out, and the ways to other languages."""
    links, host = language_links(request), neutral_host_of(request)
    return {
        "site": {
            "owner": settings.SITE_OWNER,
            "url": settings.SITE_URL,
            "contact_email": settings.CONTACT_EMAIL,
            "quick_exit_url": settings.QUICK_EXIT_URL,
            "is_neutral": bool(host),
            "shared_url": f"https://{host}" if host else settings.SITE_URL,
            "neutral_url": neutral_url(),
        },
        "view_name": request.resolver_match.view_name if request.resolver_match else "",
        "language_links": links,
        "help_links": help_links(),
        "canonical_url": canonical_url(links),
    }
