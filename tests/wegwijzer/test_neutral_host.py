"""The neutral front: the same content, and nothing around it that says what it is about."""

import re

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.fixtures import Settings

from tests.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]

HOST = "wijzer.example"
TELLING = re.compile("mensenhandel|traffick|slachtoffer|victim", re.IGNORECASE)
PAGES = (
    "/nl/",
    "/en/",
    "/pl/",
    "/ar/",
    "/nl/hulp/",
    "/nl/hulp/comensha-helpdesk/",
    "/nl/wegwijzer/",
    "/nl/wegwijzer/antwoord/",
    "/en/rights/",
    "/nl/veilig-online/",
    "/nl/bestaat-niet/",
)


@pytest.fixture(autouse=True)
def _hosts(settings: Settings) -> None:
    settings.NEUTRAL_HOSTS = [HOST]
    settings.ALLOWED_HOSTS = ["testserver", HOST]


def html_of(path: str, host: str) -> str:
    return Client().get(path, headers={"host": host}).content.decode()


def test_titles_icons_cards_and_the_mark_do_not_say_what_it_is_about() -> None:
    for path in PAGES:
        html = html_of(path, HOST)
        head = html.split("</head>")[0]
        around = [
            *re.findall(r"<title>(.*?)</title>", head),
            *re.findall(r'<meta (?:name|property)="[^"]*"\s+content="([^"]*)"', head),
            *re.findall(r'rel="icon"[^>]*href="([^"]*)"', head),
            text_of(html.split("<header")[1].split("</header>")[0]),
        ]
        assert [one for one in around if TELLING.search(one)] == [], path


def test_a_card_leads_to_the_neutral_front_and_search_engines_keep_the_other() -> None:
    for path in ("/nl/", "/ar/", "/nl/veilig-online/"):
        html = html_of(path, HOST)
        assert f'property="og:url" content="https://{HOST}{path}"' in html
        assert f'property="og:image" content="https://{HOST}/' in html
        assert f'rel="canonical" href="{settings.SITE_URL}{path}"' in html


def test_the_content_is_the_same_and_the_other_host_keeps_its_mark() -> None:
    for path in ("/nl/hulp/", "/pl/"):
        neutral, usual = (
            text_of(html_of(path, host).split("<main")[1]) for host in (HOST, "testserver")
        )
        assert neutral == usual
        assert "Mensenhandel" in html_of(path, "testserver").split("<main")[0]


def test_safety_online_and_the_code_on_paper_name_it() -> None:
    page = html_of("/nl/veilig-online/", "testserver")
    assert f'href="https://{HOST}"' in page
