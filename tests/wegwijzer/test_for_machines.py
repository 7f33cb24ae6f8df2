"""What crawlers and researchers are told: only what is published, and only what is sure."""

import json
import re
import struct
from datetime import UTC, date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client

from directory.models import Channel, Location, Organization, Service
from tests.urls import public_names
from wegwijzer.sitemaps import PageSitemap

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]

NAMESPACES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}


def sitemap(client: Client) -> dict[str, ElementTree.Element]:
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own
    return {
        entry.findtext("map:loc", "", NAMESPACES): entry
        for entry in tree.findall("map:url", NAMESPACES)
    }


def linked_data(client: Client, path: str) -> list[dict[str, Any]]:
    page = client.get(path).content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return [json.loads(block) for block in blocks]


def of_type(client: Client, path: str, kind: str) -> dict[str, Any]:
    [found] = [facts for facts in linked_data(client, path) if facts["@type"] == kind]
    return found


def test_the_sitemap_names_every_page_in_both_languages(client: Client) -> None:
    pages = sitemap(client)
    dutch = f"{settings.SITE_URL}/nl/hulp/comensha-helpdesk/"
    english = f"{settings.SITE_URL}/en/help/comensha-helpdesk/"
    alternates = {
        link.get("hreflang"): link.get("href")
        for link in pages[dutch].findall("xhtml:link", NAMESPACES)
    }
    assert alternates == {"nl": dutch, "en": english}
    assert english in pages
    assert f"{settings.SITE_URL}/nl/" in pages
    assert len(pages) > 500


def test_every_page_that_stands_alone_is_in_the_sitemap() -> None:
    alone = {name for name, is_many in public_names().items() if not is_many}
    # The same answer at length has no place of its own.
    assert alone - {"signpost:full_answer"} == set(PageSitemap.names)


def test_a_draft_is_not_in_the_sitemap(client: Client) -> None:
    Service.all_objects.filter(slug="comensha-helpdesk").update(state="draft")
    assert not [address for address in sitemap(client) if "comensha-helpdesk" in address]


def test_a_page_is_dated_by_its_last_change_and_a_list_is_not_dated(client: Client) -> None:
    moment = datetime(2026, 2, 3, 12, tzinfo=UTC)
    Service.all_objects.filter(slug="comensha-helpdesk").update(updated_at=moment)
    Organization.all_objects.filter(slug="comensha").update(updated_at=moment - timedelta(days=9))
    pages = sitemap(client)
    entry = pages[f"{settings.SITE_URL}/nl/hulp/comensha-helpdesk/"]
    assert entry.findtext("map:lastmod", "", NAMESPACES) == "2026-02-03"
    home = pages[f"{settings.SITE_URL}/nl/"]
    assert home.find("map:lastmod", NAMESPACES) is None


def test_robots_may_read_all_but_filters_and_the_desk(client: Client) -> None:
    response = client.get("/robots.txt")
    lines = response.content.decode().splitlines()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "Disallow: /admin/" in lines
    assert "Disallow: /en/help/?" in lines
    assert "Disallow: /" not in lines
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines


def test_whoever_finds_a_weakness_reads_where_to_report_it(client: Client) -> None:
    response = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    expires = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    now = datetime.now(UTC)
    assert now < expires < now + timedelta(days=365)
    assert fields["Contact"] == settings.SECURITY_CONTACT
    assert fields["Canonical"] == f"{settings.SITE_URL}/.well-known/security.txt"


def test_a_service_is_described_by_who_gives_it_and_where(client: Client) -> None:
    facts = of_type(client, "/en/help/comensha-helpdesk/", "Service")
    assert facts["url"] == f"{settings.SITE_URL}/en/help/comensha-helpdesk/"
    assert facts["provider"]["name"].startswith("CoMensha")
    assert facts["provider"]["url"] == f"{settings.SITE_URL}/en/organisations/comensha/"
    assert facts["areaServed"]


def test_a_number_that_nobody_verified_is_not_given_to_machines(client: Client) -> None:
    path = "/nl/hulp/comensha-helpdesk/"
    assert "availableChannel" not in of_type(client, path, "Service")
    verified = {"assured_date": date(2026, 3, 3), "assured_value": "+31334481186"}
    Channel.objects.filter(key="comensha-phone").update(**verified)
    [channel] = of_type(client, path, "Service")["availableChannel"]
    assert channel["servicePhone"]["telephone"] == "+31334481186"


def test_an_organization_is_called_governmental_only_where_it_is(client: Client) -> None:
    police = Organization.objects.filter(kind="police").first()
    assert police is not None
    assert of_type(client, f"/nl/organisaties/{police.slug}/", "GovernmentOrganization")
    comensha = linked_data(client, "/nl/organisaties/comensha/")
    assert "GovernmentOrganization" not in {facts["@type"] for facts in comensha}


def test_no_place_is_given_to_machines(client: Client) -> None:
    organization = Organization.objects.get(slug="comensha")
    Location.objects.create(
        organization=organization, key="office", confidential=False, address_1="Straat 1"
    )
    facts = json.dumps(linked_data(client, "/nl/organisaties/comensha/"))
    assert "Straat" not in facts


def test_a_right_is_described_as_a_page_and_never_as_an_offer(client: Client) -> None:
    slug = next(
        iter(re.findall(r'href="/nl/rechten/([a-z0-9-]+)/"', _page(client, "/nl/rechten/")))
    )
    facts = of_type(client, f"/nl/rechten/{slug}/", "WebPage")
    assert facts["inLanguage"] == "nl"


def test_a_law_is_described_with_its_number(client: Client) -> None:
    links = re.findall(r'href="(/nl/wetgeving/[a-z0-9-]+/)"', _page(client, "/nl/wetgeving/"))
    described = [of_type(client, link, "Legislation") for link in links[:3]]
    numbers = [number for facts in described for number in facts.get("legislationIdentifier", [])]
    assert numbers
    assert all(re.search(r"[:-]", number) for number in numbers)


def test_the_way_back_is_told_to_machines(client: Client) -> None:
    steps = of_type(client, "/nl/hulp/comensha-helpdesk/", "BreadcrumbList")["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3]
    assert steps[1]["item"] == f"{settings.SITE_URL}/nl/hulp/"
    assert "item" not in steps[2]


def test_text_of_an_editor_cannot_leave_its_block(client: Client) -> None:
    evil = "</script><script>alert(1)</script>"
    Service.all_objects.filter(slug="comensha-helpdesk").update(description_nl=evil)
    assert "<script>alert" not in _page(client, "/nl/hulp/comensha-helpdesk/")
    assert of_type(client, "/nl/hulp/comensha-helpdesk/", "Service")["description"] == evil


def test_a_shared_page_says_what_it_is_and_follows_nobody(client: Client) -> None:
    page = _page(client, "/nl/privacy/")
    assert '<meta property="og:title" content="Privacy – Wegwijzer">' in page
    assert f'<meta property="og:url" content="{settings.SITE_URL}/nl/privacy/">' in page
    assert '<meta property="og:locale" content="nl_NL">' in page
    images = re.findall(r'og:image" content="([^"]+)"', page)
    assert all(image.startswith(f"{settings.SITE_URL}/static/") for image in images)


def test_the_picture_of_a_shared_page_has_the_size_that_is_told(client: Client) -> None:
    picture = (settings.BASE_DIR / "static" / "share.png").read_bytes()
    told = re.findall(r'og:image:(?:width|height)" content="(\d+)"', _page(client, "/nl/"))
    assert [int(size) for size in told] == list(struct.unpack(">II", picture[16:24]))


def _page(client: Client, path: str) -> str:
    return client.get(path).content.decode()
