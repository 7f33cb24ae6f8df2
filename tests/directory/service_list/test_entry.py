"""The page of one service, and of one organization, as a visitor meets it."""

import re

import pytest

from directory.models import Organization, Service
from tests.pages import get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]


class TestEntry:
    @pytest.mark.parametrize("path", ["/nl/hulp/", "/en/help/"])
    def test_every_service_has_a_page(self, path: str) -> None:
        for service in Service.objects.all():
            page = get(f"{path}{service.slug}/")
            assert page.status == 200
            assert "112" in page.words

    @pytest.mark.parametrize("path", ["/nl/organisaties/", "/en/organisations/"])
    def test_every_organization_has_a_page_and_stands_in_the_list(self, path: str) -> None:
        listed = get(path)
        for organization in Organization.objects.all():
            assert f'href="{path}{organization.slug}/"' in listed.html
            assert get(f"{path}{organization.slug}/").status == 200

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
