"""The page of the search, as a visitor meets it."""

import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.matching.bitset import indices_of
from directory.models import Area, Organization, Service
from directory.snapshot.snapshot import current_snapshot
from tests.pages import Page, get, text_of
from tests.wegwijzer.search.test_forty_searches import PATHS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]

MAX_QUERIES = 15
MAX_BYTES = 14_336
LANGUAGES = ["nl", "en"]
OF_MANY_KINDS = ["opvang Utrecht", "slachtoffer", "rechten gemeente kind", "artikel 12", "police"]


def search(q: str, language: str = "nl", **more: str) -> Page:
    return get(f"{PATHS[language]}?{urlencode({'q': q, **more})}")


def main(page: Page) -> str:
    return page.html.split("<main", 1)[1]


def kinds(page: Page) -> set[str]:
    return set(re.findall(r'<p class="ww-card__kicker">([^<]+)</p>', page.html)) | {
        kind.strip() for kind in re.findall(r"<li>([^<:]+):\s*<a", main(page))
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_words_there_is_a_box_to_type_them_in(language: str) -> None:
    page = get(PATHS[language])
    assert page.status == 200
    assert 'name="q"' in page.html
    assert 'name="place"' in page.html


def test_everything_is_found_and_says_what_it_is() -> None:
    found = kinds(search("slachtoffer")) | kinds(search("gemeente")) | kinds(search("meldcode"))
    found |= kinds(search("CoMensha")) | kinds(search("273f")) | kinds(search("Het beeld van 2024"))
    found |= kinds(search("wmo")) | kinds(search("Zwolle"))
    assert found == {
        "Organisatie",
        "Recht",
        "Wet of regel",
        "Artikel van een wet",
        "Publicatie",
        "Taak van gemeenten",
        "Pagina",
        "Gemeente",
    }


@pytest.mark.parametrize(
    ("language", "q"), [("nl", "FairWork"), ("en", "Salvation Army"), ("nl", "2511")]
)
def test_the_help_of_who_was_named_follows_the_name_at_once(language: str, q: str) -> None:
    shown = main(search(q, language))
    named = shown.index({"nl": "Dit is wat u typte", "en": "This is what you typed"}[language])
    assert named < shown.index("<article") < shown.index('href="tel:')
    assert "ww-card__kicker" not in shown[named : shown.index("<article")]


def test_help_keeps_its_heading_where_no_organization_was_named() -> None:
    for q in ("meldcode", "opvang", "Zwolle"):
        assert re.search(r'<h2 id="help"\s+class="utrecht-heading-2">', main(search(q))), q
    assert re.search(r'<h2 id="help"\s+class="ww-visually-hidden">', main(search("FairWork")))


class TestPlace:
    @pytest.mark.parametrize("q", ["opvang rotterdam", "opvang in Rotterdam", "3011 AB opvang"])
    def test_a_place_among_the_words_is_understood_and_said(self, q: str) -> None:
        page = search(q)
        rotterdam = Area.objects.get(code="GM0599")
        assert "Daarom ziet u wie mensen in Rotterdam helpt." in page.words
        assert 'value="opvang"' in page.html
        assert f"/{rotterdam.code}/" in page.html
        assert page.link("Zoek in het hele land") == "/nl/zoeken/?q=opvang"

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_help_in_a_place_serves_that_place(self, language: str) -> None:
        matcher = current_snapshot().matcher
        serving = {
            matcher.keys[index]
            for _level, services in matcher.serving("GM0983")
            for index in indices_of(services)
        }
        page = search({"nl": "opvang Venlo", "en": "shelter Venlo"}[language], language)
        shown = re.findall(r'<h3[^>]*>\s*<a[^>]*href="/(?:nl/hulp|en/help)/([\w-]+)/"', page.html)
        assert len(shown) > 1
        assert set(Service.objects.filter(slug__in=shown).values_list("pk", flat=True)) <= serving

    def test_a_typed_place_counts_as_one_among_the_words(self) -> None:
        assert search("opvang", place="Rotterdam").results == search("opvang rotterdam").results

    def test_the_list_is_asked_the_same(self) -> None:
        page = search("opvang rotterdam")
        [url] = re.findall(r'href="(/nl/hulp/\?[^"]*q=opvang[^"]*)"', page.html)[-1:]
        listed = get(url.replace("&amp;", "&"))
        assert f"{listed.total} resultaten" in page.words

    def test_a_name_of_two_places_asks_which(self) -> None:
        page = search("opvang Bergen")
        assert "Welke bedoelt u?" in page.words
        assert "municipality=GM0893" in page.html

    def test_the_islands_lead_to_their_page(self) -> None:
        assert search("opvang Bonaire").link("Bekijk de hulp op de eilanden")

    def test_an_unknown_typed_place_is_named(self) -> None:
        assert "Nergenshuizen" in search("tolk", place="Nergenshuizen").words


class TestGuesses:
    @pytest.mark.parametrize(
        ("q", "meant"),
        [
            ("opvagn", "opvang"),
            ("slachtofferrichtlijm", "slachtofferrichtlijn"),
            ("advocaat roterdam", "advocaat rotterdam"),
            ("comenhsa", "comensha"),
        ],
    )
    def test_a_guess_is_asked_about(self, q: str, meant: str) -> None:
        assert get(search(q).link(meant)).status == 200

    def test_a_guess_keeps_the_place(self) -> None:
        assert "place=Rotterdam" in search("opvagn Rotterdam").link("opvang")

    def test_a_guess_gives_no_hint_and_no_filter(self) -> None:
        page = search("zelmoord")
        assert "Goed om te weten" not in page.words
        assert page.suggestions == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "q", ["ik ben gestoken", "he strangled me", "één-één-twee", "een mes Zwolle"]
)
def test_words_of_danger_put_112_on_top_in_either_language(language: str, q: str) -> None:
    found = main(search(q, language))
    assert found.index('href="tel:112"') < found.index("<form")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("q", ["مساعدة", "помощь", "帮助", "βοήθεια", "मदद", "እርዳታ"])
def test_another_script_gets_a_clear_answer_and_somebody_to_turn_to(language: str, q: str) -> None:
    page = search(q, language)
    assert page.status == 200
    said = {"nl": "alleen zoeken in het Nederlands en het Engels", "en": "search in Dutch and in"}
    assert said[language] in page.words
    assert page.results


def test_words_that_stand_nowhere_still_give_help() -> None:
    page = search("xyzzyplugh")
    assert "We vonden niets" in page.words
    assert page.results


@pytest.mark.parametrize("q", OF_MANY_KINDS)
def test_what_was_typed_is_kept_nowhere(q: str) -> None:
    response = Client().get(f"{PATHS['nl']}?{urlencode({'q': q})}")
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies
    title = re.search(r"<title>(.*?)</title>", response.content.decode(), re.DOTALL)
    assert title
    assert text_of(title[1]) == "Zoeken – Wegwijzer"


def test_what_is_withdrawn_is_not_found_any_more() -> None:
    assert "Kamer van Koophandel" in search("kvk").words
    Organization.all_objects.filter(abbreviation="KVK").update(state="withdrawn")
    assert "Kamer van Koophandel" not in search("kvk").words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("q", OF_MANY_KINDS)
def test_a_search_asks_few_questions_and_weighs_little(language: str, q: str) -> None:
    search(q, language)
    with CaptureQueriesContext(connection) as captured:
        response = Client().get(
            f"{PATHS[language]}?{urlencode({'q': q})}", headers={"accept-encoding": "gzip"}
        )
    assert len(captured) <= MAX_QUERIES
    assert len(response.content) <= MAX_BYTES


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=250), st.sampled_from(LANGUAGES))
def test_any_words_get_an_answer(q: str, language: str) -> None:
    assert search(q, language).status == 200


def test_the_page_says_once_that_nobody_was_called_yet_as_long_as_that_is_so() -> None:
    notice = "We have not called anyone on this page yet"
    for q in ("shelter", "qqqq xxxx"):
        assert search(q, "en").words.count(notice) == 1
    assert notice not in search("article 273f", "en").words
    Service.all_objects.update(assured_date=timezone.localdate())
    assert notice not in search("shelter", "en").words


@pytest.mark.bad_input
@pytest.mark.parametrize("query", ["q=%00%FF", "q=a&q=b&place=%00", "q=%3Cb%3E&x=1", "page=99"])
def test_a_broken_query_gets_an_answer(query: str) -> None:
    page = get(f"{PATHS['nl']}?{query}")
    assert page.status == 200
    assert "<b>" not in main(page)
