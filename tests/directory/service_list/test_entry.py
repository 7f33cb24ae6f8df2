"""The page of one service, and of one organization, as a visitor meets it."""

import re
from itertools import product

import pytest
from django.test import Client

from directory.models import Organization, Service
from tests.pages import get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]


class TestEntry:
    def test_every_service_and_organization_has_a_page_in_both_languages(
        self, client: Client
    ) -> None:
        """The map of the site names it, and every page that it names is walked through."""
        named = client.get("/sitemap.xml").content.decode()
        slugs = {
            ("/nl/hulp/", "/en/help/"): Service.objects.values_list("slug", flat=True),
            ("/nl/organisaties/", "/en/organisations/"): Organization.objects.values_list(
                "slug", flat=True
            ),
        }
        unnamed = [
            f"{path}{slug}/"
            for paths, found in slugs.items()
            for path, slug in product(paths, found)
            if f"{path}{slug}/</loc>" not in named
        ]
        assert unnamed == []
        for path in ("/nl/organisaties/", "/en/organisations/"):
            listed = get(path).html
            assert [
                slug
                for slug in slugs["/nl/organisaties/", "/en/organisations/"]
                if f'href="{path}{slug}/"' not in listed
            ] == []

    def test_organizations_stand_under_their_letter_from_a_to_z(self) -> None:
        html = get("/nl/organisaties/").html
        letters = re.findall(r'<h2[^>]*\sid="(.)">', html)
        assert letters == sorted(letters)
        assert len(set(letters)) == len(letters)

    @pytest.mark.parametrize(
        "address", ["/nl/hulp/comensha-helpdesk/", "/nl/organisaties/comensha/"]
    )
    def test_names_and_numbers_are_kept_from_translation(self, address: str) -> None:
        html = get(address).html
        number = html.index("033")
        assert 'translate="no"' in html[number - 200 : number]
