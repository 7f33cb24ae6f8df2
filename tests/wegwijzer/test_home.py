"""The first page, and the way to it."""

import re
from html import unescape

import pytest
from django.test import Client

from directory.models import Need
from tests.pages import get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]


@pytest.mark.parametrize(
    ("languages", "path"),
    [
        ("nl", "/nl/"),
        ("en", "/en/"),
        ("en-GB,en;q=0.9,nl;q=0.8", "/en/"),
        ("nl;q=0.5, en;q=0.4", "/nl/"),
        ("ro, en;q=0.5", "/ro/"),
        ("en, ro;q=0.5", "/en/"),
        ("pl", "/pl/"),
        ("pt-BR,pt;q=0.9,en;q=0.8", "/pt/"),
        ("zh-CN,zh;q=0.9", "/zh-hans/"),
        ("tl", "/fil/"),
        ("da, fa;q=0.5", "/fa/"),
        ("da", "/en/"),
        ("da, nl;q=0.5", "/nl/"),
        ("so-SO, so;q=0.9, *;q=0.1", "/en/"),
        ("nl;q=0, da", "/en/"),
        ("", "/nl/"),
        ("x" * 5000, "/nl/"),
        ("*", "/nl/"),
    ],
)
def test_the_browser_says_the_language_and_dutch_is_the_rest(
    client: Client, languages: str, path: str
) -> None:
    response = client.get("/", headers={"accept-language": languages})
    assert response.status_code == 302
    assert response["Location"] == path
    assert "Accept-Language" in response["Vary"]
    assert not response.cookies


@pytest.mark.parametrize(("path", "listed"), [("/nl/", "/nl/hulp/"), ("/en/", "/en/help/")])
def test_every_need_leads_to_its_help(path: str, listed: str) -> None:
    html = get(path).html
    for code in Need.objects.values_list("code", flat=True):
        assert f'href="{listed}?need={code}"' in html


@pytest.mark.parametrize("path", ["/nl/", "/en/"])
def test_one_box_takes_words_and_a_place(path: str) -> None:
    [form] = re.findall(r"<main.*?(<form.*?</form>)", get(path).html, re.DOTALL)
    assert re.findall(r'<input[^>]*\sname="(\w+)"', form) == ["q", "place"]
    action = re.search(r'action="([^"]+)"\s+method="get"', form)
    assert action
    found = get(f"{action[1]}?q=opvang&place=Ede")
    assert found.status == 200
    assert "Ede" in found.words


@pytest.mark.parametrize("path", ["/nl/", "/en/"])
def test_six_tiles_each_lead_somewhere_with_somebody_to_contact(path: str) -> None:
    tiles = re.findall(r'<a class="ww-tile" href="([^"]+)"', get(path).html)
    assert len(tiles) == 6
    for tile in tiles:
        page = get(unescape(tile))
        assert page.status == 200
        assert 'href="tel:' in page.html.split("<main")[1]


@pytest.mark.parametrize("path", ["/nl/", "/en/"])
def test_danger_comes_first(path: str) -> None:
    html = get(path).html
    assert html.index('href="tel:112"') < html.index("<h1")


@pytest.mark.parametrize("path", ["/nl/", "/en/"])
def test_its_title_says_nothing_to_whoever_looks_over_a_shoulder(path: str) -> None:
    title = get(path).html.split("<title>")[1].split("</title>")[0]
    assert "handel" not in title.lower()
    assert "traffic" not in title.lower()
    assert "Wegwijzer" in title


def test_the_first_question_of_the_signpost_can_be_answered_at_once() -> None:
    link = r'<a [^>]*href="([^"]+)"[^>]*data-first-answer="(\w+)"'
    answers = {code: url for url, code in re.findall(link, get("/en/").html)}
    assert list(answers) == ["victim", "near", "professional"]
    assert "Are you in danger now?" in get(answers["victim"]).words
    assert "Is this person in danger now?" in get(answers["near"]).words
