"""The page for whoever builds on the directory keeps its word."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.test import Client

from tests.strict_queries import bad_input
from wegwijzer.open_data.answers import API_VERSION, CHANGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]


@pytest.mark.parametrize("path", ["/nl/open-data/", "/en/open-data/"])
def test_every_example_and_link_of_the_page_works(path: str) -> None:
    page = Client().get(path).content.decode()
    examples = re.findall(r'<code>curl (?:--compressed )?"([^"]+)"</code>', unescape(page))
    links = re.findall(rf'href="({re.escape(settings.SITE_URL)}/hsds/[^"]+)"', page)
    assert (len(examples), len(links)) == (3, 3)
    assert f"{API_VERSION}: " in page
    for url in [*examples, *links]:
        with bad_input():
            answer = Client().get(url.removeprefix(settings.SITE_URL))
        assert answer.status_code == 200
        assert answer.content
        assert answer["X-Robots-Tag"] == "noindex"


def test_the_newest_version_is_the_one_that_every_answer_names() -> None:
    assert next(iter(CHANGES)) == API_VERSION


def test_the_page_names_the_licence() -> None:
    assert settings.CONTENT_LICENSE in Client().get("/en/open-data/").content.decode()
