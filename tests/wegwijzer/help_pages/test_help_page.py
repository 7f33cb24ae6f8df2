"""A page of help in each language: whom to call by the facts of today, and a way out.

Most pages are asked for once; a fault is named with its language.
"""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape

import pytest
from django.conf import settings
from django.test import Client

from directory.formats import phone
from directory.models import Channel, Service
from editorial.editions.coding import BROTLI, encode
from tests.pages import Page, get, tight
from wegwijzer.help_pages import page_texts
from wegwijzer.help_pages.page_texts import locale_of
from wegwijzer.help_pages.sentences import (
    SHORT_WAY,
    SHOWN_WHEN_CHECKED,
    Sentence,
    current_sentences,
    texts_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]

MAX_BYTES = 14 * 1024


@cache
def page_of(code: str) -> Page:
    """Return the page with the content as it was loaded; for all tests that change nothing."""
    page = get(f"/{code}/")
    assert page.status == 200
    return page


def every_page() -> Iterator[tuple[str, Page]]:
    for code in settings.HELP_LANGUAGES:
        yield code, page_of(code)


def test_a_page_is_in_its_language_and_runs_its_way() -> None:
    for code, page in every_page():
        direction = "rtl" if code in {"ar", "fa"} else "ltr"
        assert f'<html lang="{code}" dir="{direction}">' in page.html
        assert texts_of(code).translations["heading"].text in page.html, code
        assert page.html.count("<h1") == 1, code


def test_a_page_is_the_same_whatever_the_browser_prefers() -> None:
    client = Client()
    plain = client.get("/zh-hans/").content
    for browser in ("nl", "en", "ru"):
        response = client.get("/zh-hans/", headers={"accept-language": browser})
        assert response.content == plain
        assert response["Content-Language"] == "zh-hans"
        assert not response.cookies


def test_a_page_names_whom_everybody_and_a_child_contact_first() -> None:
    keys = ("politie-112", "comensha-phone", "veilig-thuis-phone")
    links = [phone.href(Channel.objects.get(key=key).value) for key in keys]
    for code, page in every_page():
        assert [link for link in links if f'href="{link}"' not in page.html] == [], code


def test_another_number_in_the_content_is_another_number_on_every_page() -> None:
    Channel.objects.filter(key="comensha-phone").update(value="+31201234567")
    for code in settings.HELP_LANGUAGES:
        html = get(f"/{code}/").html
        assert "020\u00a0123\u00a045\u00a067" in html
        assert "033\u00a0448\u00a011\u00a086" not in html


def test_a_number_is_read_from_left_to_right_and_is_not_translated() -> None:
    for code, page in every_page():
        for link in re.findall(r'<a [^>]*href="tel:[^>]*>.*?</a>', page.html, re.DOTALL):
            assert '<bdi dir="ltr" translate="no">' in link, code


def test_no_sentence_holds_a_fact() -> None:
    """Numbers, hours and cost change; what may stand in prose is 18 years and the name 112NL."""
    found = [
        (code, translation.text)
        for code in settings.HELP_LANGUAGES
        for translation in texts_of(code).translations.values()
        if re.search(r"\d", translation.text.replace("112NL", "").replace("18", ""))
    ]
    assert found == []


def test_a_page_says_that_nobody_checked_it() -> None:
    for code, page in every_page():
        assert texts_of(code).translations["unchecked"].text in page.words, code


def test_no_page_says_what_waits_for_a_check() -> None:
    """No sign, right or word on the police is read by anybody before a reader compared it.

    An age of the short way stands in what a page says of a contact as well.
    """
    for code, page in every_page():
        texts = texts_of(code).translations
        waiting = [
            texts[key].text
            for key, sentence in current_sentences().items()
            if sentence.about in SHOWN_WHEN_CHECKED - {SHORT_WAY}
        ]
        assert [text for text in waiting if text in page.words] == [], code


def test_the_way_out_is_in_the_language_too() -> None:
    for code, page in every_page():
        texts = texts_of(code).translations
        [way_out] = re.findall(r"<a [^>]*data-exit[^>]*>[^<]*", tight(page.html))
        assert texts["leave"].text in unescape(way_out)
        for key in ("weather", "press_again", "leaving"):
            assert f'"{texts[key].text}"' in unescape(way_out), code


def test_the_title_says_nothing_to_whoever_looks_over_a_shoulder() -> None:
    for code, page in every_page():
        [title] = re.findall(r"<title>(.*?)</title>", page.html)
        assert title == f"{texts_of(code).translations['heading'].text} – Wegwijzer"


def test_a_page_is_light() -> None:
    sizes = {code: len(encode(page.html.encode(), BROTLI)) for code, page in every_page()}
    assert {code: size for code, size in sizes.items() if size > MAX_BYTES} == {}


def test_search_engines_see_each_page_in_its_language() -> None:
    everywhere = {one: f"{settings.SITE_URL}/{one}/" for one in settings.HELP_LANGUAGES}
    for code, page in every_page():
        assert f'<link rel="canonical" href="{settings.SITE_URL}/{code}/">' in page.html
        found = re.findall(r'rel="alternate" hreflang="([^"]+)" href="([^"]+)"', page.html)
        assert dict(found) == everywhere, code


def test_the_sitemap_names_every_page() -> None:
    named = re.findall(r"<loc>(.*?)</loc>", get("/sitemap.xml").html)
    assert {f"{settings.SITE_URL}/{code}/" for code in settings.HELP_LANGUAGES} <= set(named)


def test_the_days_are_named_in_the_language() -> None:
    for code, page in every_page():
        days = locale_of(code).days["stand-alone"]["wide"]
        assert f"{days[0]} – {days[4]}: 09:00–17:00" in page.words, code


def test_hours_and_cost_that_are_not_known_are_said_to_be_so() -> None:
    Channel.objects.filter(key="comensha-phone").update(opening_hours="", cost="unknown")
    texts = texts_of("pl").translations
    words = get("/pl/").words
    assert texts["hours_unknown"].text in words
    assert texts["cost_unknown"].text in words


def test_what_is_withdrawn_is_not_named() -> None:
    Service.all_objects.filter(slug="comensha-helpdesk").update(state="draft")
    assert "033\u00a0448\u00a011\u00a086" not in get("/ro/").html


def test_an_empty_directory_still_gives_a_page() -> None:
    Service.all_objects.update(state="draft")
    assert texts_of("vi").translations["danger"].text in get("/vi/").words


def test_a_page_shows_what_stands_in_and_names_its_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    changed = {
        **current_sentences(),
        "danger": Sentence("Is er nú gevaar?", "danger"),
        "call": Sentence("Bel nu {number}.", "calling"),
        "languages": Sentence("Zij spreken {languages}.", "languages"),
    }
    monkeypatch.setattr(page_texts, "current_sentences", lambda: changed)
    html = tight(get("/ar/").html)
    dutch = locale_of("ar").languages["nl"]
    assert f'<span lang="nl" dir="ltr">Is er nú gevaar?</span>({dutch})' in html
    assert 'lang="nl" dir="ltr">Bel nu<a' in html
    assert "Zij spreken" in html
    assert 'href="tel:112"' in html
