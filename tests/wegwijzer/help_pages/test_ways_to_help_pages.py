"""How somebody who reads no Dutch or English finds the page in their own language."""

import re

import pytest
from django.conf import settings
from django.test import Client

from tests.pages import get, text_of
from wegwijzer.help_pages.links import help_link_for
from wegwijzer.help_pages.sentences import texts_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]


@pytest.mark.parametrize(
    "path",
    [
        "/nl/",
        "/en/",
        "/nl/wegwijzer/antwoord/volledig/",
        "/nl/bestaat-niet/",
        "/en/signpost/answer/full/",
    ],
)
def test_a_page_links_to_every_language_by_its_own_name(path: str) -> None:
    html = get(path).html
    [fold] = re.findall(r"<details [^>]*id=\"languages\">.*?</details>", html, re.DOTALL)
    found = re.findall(
        r'<a [^>]*href="/([a-z-]+)/" hreflang="([a-z-]+)" lang="([a-z-]+)"[^>]*>(.*?)</a>',
        fold,
        re.DOTALL,
    )
    assert [text_of(name) for *_codes, name in found] == [
        texts_of(code).name for code in settings.HELP_LANGUAGES
    ]
    assert all(path == hreflang == lang for path, hreflang, lang, _name in found)


@pytest.mark.parametrize("path", ["/nl/wegwijzer/", "/nl/wegwijzer/antwoord/"])
def test_the_signpost_leads_to_the_languages_of_the_first_page(path: str) -> None:
    html = get(path).html
    [link] = re.findall(r'<a [^>]*href="/nl/#languages">(.*?)</a>', html, re.DOTALL)
    assert "العربية" in link or "Türkçe" in link
    assert 'id="languages"' in get("/nl/").html


@pytest.mark.parametrize("path", ["/nl/", "/en/"])
def test_on_the_first_page_the_languages_come_first(path: str) -> None:
    main = get(path).html.split("<main")[1]
    assert main.index('hreflang="pl"') < main.index("<h1")


def test_a_language_that_is_typed_with_capitals_or_as_browsers_call_it_is_found() -> None:
    for code in (*settings.HELP_LANGUAGES, "nl", "en"):
        for typed in (code.upper(), code.title()):
            assert Client().get(f"/{typed}/")["Location"] == f"/{code}/", typed
    assert Client().get("/zh/")["Location"] == "/zh-hans/"
    assert Client().get("/NL/hulp/")["Location"] == "/nl/hulp/"
    for path in ("/xx/", "/pl/bestaat-niet/", "/zhx/"):
        assert Client().get(path).status_code == 404, path
    response = Client().get("/PL//elsewhere.example/")
    assert response["Location"] == "/pl//elsewhere.example/"


def test_a_browser_in_each_language_is_led_to_its_page() -> None:
    for code in settings.HELP_LANGUAGES:
        for wanted in (code, f"{code},en;q=0.5", f"{code.partition('-')[0]}-XX,{code};q=0.9"):
            response = Client().get("/", headers={"accept-language": wanted})
            assert response["Location"] == f"/{code}/", wanted


def test_the_word_for_help_and_the_name_of_a_language_find_its_page() -> None:
    for code in settings.HELP_LANGUAGES:
        for word in texts_of(code).search_words:
            for typed in (word, word.upper(), f" {word}! "):
                link = help_link_for(typed)
                assert link is not None, typed
                assert link.code == code


@pytest.mark.parametrize("path", ["/nl/zoeken/?q=", "/en/search/?q="])
def test_search_shows_the_page_before_anything_else(path: str) -> None:
    page = get(f"{path}مساعدة")
    assert page.html.split("<main")[1].index('href="/ar/"') < page.html.split("<main")[1].index(
        "<form"
    )


def test_words_of_this_site_find_no_page_in_another_language() -> None:
    for typed in ("hulp", "help", "politie", "", "shelter Zwolle"):
        assert help_link_for(typed) is None
