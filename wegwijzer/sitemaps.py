"""Every published page in both languages, for search engines."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from directory.models import Area, Organization, Service
from editorial.models import Entry
from rights.models import Legislation, Right

if TYPE_CHECKING:
    AnySitemap = Sitemap[Any]
else:
    AnySitemap = Sitemap


class SiteSitemap(AnySitemap):
    """Pages under the URL of the site, not of the request."""

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme


class BilingualSitemap(SiteSitemap):
    """Pages that exist in both languages."""

    i18n = True
    alternates = True


class PageSitemap(BilingualSitemap):
    """The pages that are there whatever is published; without a date, for none would be true."""

    names: ClassVar[tuple[str, ...]] = (
        "home",
        "directory:services",
        "search",
        "signpost:start",
        "signpost:answer",
        "who_does_what",
        "municipalities",
        "directory:coverage",
        "directory:organizations",
        "rights:rights",
        "rights:legislation",
        "rights:signals",
        "rights:publications",
        "rights:figures",
        "rights:municipal_duties",
        "caribbean",
        "safety_online",
        "about",
        "open_data",
        "contact",
        "privacy",
        "accessibility",
        "disclaimer",
    )

    def items(self) -> tuple[str, ...]:
        return self.names

    def location(self, item: str) -> str:
        return reverse(item)


class HelpPageSitemap(SiteSitemap):
    """The help pages, each in its language; the pages themselves name one another."""

    def items(self) -> list[str]:
        return settings.HELP_LANGUAGES

    def location(self, item: str) -> str:
        return reverse("help_page", kwargs={"code": item})


class MunicipalitySitemap(BilingualSitemap):
    """The municipalities; their pages are made of what other entries say, so without a date."""

    def items(self) -> QuerySet[Area]:
        return Area.objects.municipalities()

    def location(self, item: Area) -> str:
        return reverse("municipality", args=[item.code])


class EntrySitemap(BilingualSitemap):
    """The published entries of one kind, dated by the last change of their own text."""

    def __init__(self, entries: QuerySet[Any]) -> None:
        self.entries = entries

    def items(self) -> QuerySet[Any]:
        return self.entries.all()

    def lastmod(self, item: Entry) -> datetime:
        return item.updated_at


class ServiceSitemap(EntrySitemap):
    """Services; the page of one also shows the numbers of its organization."""

    def lastmod(self, item: Entry) -> datetime:
        assert isinstance(item, Service)
        return max(item.updated_at, item.organization.updated_at)


def sitemaps() -> dict[str, type[AnySitemap] | AnySitemap]:
    """Return the parts of the sitemap with fresh querysets: "published" depends on the moment."""
    return {
        "pages": PageSitemap(),
        "help_pages": HelpPageSitemap(),
        "municipalities": MunicipalitySitemap(),
        "services": ServiceSitemap(Service.objects.select_related("organization")),
        "organizations": EntrySitemap(Organization.objects.all()),
        "rights": EntrySitemap(Right.objects.all()),
        "legislation": EntrySitemap(Legislation.objects.all()),
    }
