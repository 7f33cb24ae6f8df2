"""The list of services over the real content, as a visitor meets it."""

import re

import pytest
from django.test import Client

from directory.models import Postcode, Service
from directory.snapshot.snapshot import current_snapshot
from tests.pages import get, text_of, tight

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]


def test_need_age_papers_and_open_now_are_in_view_and_the_rest_behind_more() -> None:
    page = get("/nl/hulp/?gender=man")
    in_view, more = page.html.split("Meer keuzes")
    questions = [
        text_of(summary)
        for summary in re.findall(r'"ww-facet__summary">(.*?)</summary>', in_view, re.DOTALL)
    ]
    assert questions == ["Wat hebt u nodig?", "Hoe oud?", "Welke papieren?"]
    assert "open_now=1" in in_view
    assert "Man of vrouw? Man" in text_of(more)
    assert 'ww-facet--more" open' in page.html


def test_the_filters_lead_back_to_the_results_and_a_skip_link_past_them() -> None:
    page = get("/nl/hulp/?need=shelter&place=Zwolle")
    assert page.link("Naar de resultaten") == "#results"
    assert page.link(f"Toon {page.total} resultaten") == "#results"
    assert page.html.index("Naar de resultaten") < page.html.index("<h1")


@pytest.mark.parametrize("path", ["/nl/", "/nl/hulp/", "/nl/rechten/", "/nl/wie-doet-wat/"])
def test_nothing_that_is_chosen_sends_a_form_by_itself(path: str) -> None:
    """Only a button or Enter does (WCAG 3.2.2)."""
    assert "submit-on-change" not in get(path).html


@pytest.mark.parametrize("address", ["/nl/hulp/", "/en/help/?need=legal"])
def test_the_pages_of_a_list_hold_each_result_once(address: str) -> None:
    page, seen = get(address), []
    seen += page.results
    while "rel=" in page.html and 'rel="next"' in page.html:
        page = get(page.link("Volgende pagina" if "/nl/" in address else "Next page"))
        seen += page.results
    assert len(seen) == page.total
    assert len(set(seen)) >= len(seen) - 5  # a few organizations call their help the same


@pytest.mark.parametrize("asked", ["need=shelter", "q=advocaat", "municipality=GM0363&age=minor"])
def test_both_languages_find_the_same_and_in_the_same_order(asked: str) -> None:
    def slugs(address: str) -> list[str]:
        return re.findall(r'<h3[^>]*><a [^>]*href="/../h[eu]lp/([^/]+)/"', tight(get(address).html))

    dutch, english = slugs(f"/nl/hulp/?{asked}"), slugs(f"/en/help/?{asked}")
    assert dutch
    if not asked.startswith("q="):
        assert dutch == english


def test_every_option_in_use_is_a_link_that_takes_it_away() -> None:
    page = get("/nl/hulp/?need=shelter&age=minor&municipality=GM0344&open_now=1&q=veilig")
    assert len(page.active_filters) == 5
    for link in page.active_filters:
        assert len(link.query) == 4
    assert {option.text for option in page.options if option.is_on} == {
        "Opvang, een veilige plek",
        "Onder 18",
        "Nu open",
    }


def test_a_change_of_filter_returns_to_the_first_page() -> None:
    for option in get("/nl/hulp/?page=2").options:
        assert "page" not in dict(option.query)


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("/nl/hulp/?need=shelter&q=a%26b&page=2", "/en/help/?need=shelter&q=a%26b&page=2"),
        ("/en/help/?place=Ede&open_now=1", "/nl/hulp/?place=Ede&open_now=1"),
        ("/nl/publicaties/?kind=guidance", "/en/publications/?kind=guidance"),
    ],
)
def test_the_language_link_keeps_the_page_and_its_filters(address: str, linked: str) -> None:
    assert get(address).link("English" if "/nl/" in address else "Nederlands") == linked


@pytest.mark.parametrize("address", ["/nl/hulp/?need=shelter&page=2", "/en/help/?need=shelter"])
def test_search_engines_keep_one_address_in_two_languages(address: str) -> None:
    html = get(address).html
    path = address.split("?", maxsplit=1)[0]
    assert f'<link rel="canonical" href="http://localhost:8000{path}">' in html
    for language, other in (("nl", "/nl/hulp/"), ("en", "/en/help/")):
        assert f'hreflang="{language}" href="http://localhost:8000{other}">' in html


class TestPlace:
    @pytest.mark.parametrize(
        ("query", "place"),
        [
            ("q=opvang+rotterdam", "Rotterdam"),
            ("q=zorgcoordinator+in+Venlo&place=", "Venlo"),
            ("q=opvang+3011+AB", "Rotterdam"),
            ("q=opvang+rotterdam&municipality=GM0344&place=", "Rotterdam"),
        ],
    )
    def test_a_place_among_the_words_is_understood_and_said(self, query: str, place: str) -> None:
        page = get(f"/nl/hulp/?{query}")
        assert f"Daarom ziet u wie mensen in {place} helpt." in page.words
        assert f"voor {place}" in page.words
        everywhere = get(page.link("Zoek in het hele land"))
        assert everywhere.total > 0
        assert "Daarom ziet u wie" not in everywhere.words

    def test_a_place_that_was_chosen_is_kept_whatever_the_words_name(self) -> None:
        for query in ("municipality=GM0344&q=rotterdam", "place=Utrecht&q=rotterdam"):
            page = get(f"/nl/hulp/?{query}")
            assert "voor Utrecht" in page.words
            assert "Daarom ziet u wie" not in page.words

    def test_a_province_among_the_words_leads_to_a_choice(self) -> None:
        assert "liggen meerdere gemeenten" in get("/nl/hulp/?q=opvang+drenthe").words

    def test_a_municipality_keeps_national_help_and_says_why_each_is_there(self) -> None:
        page = get("/nl/hulp/?municipality=GM0344&need=coordination")
        national = [name for name in page.results if "heel Nederland" in page.facts(name)]
        assert national
        assert len(national) < len(page.results)
        assert all("Waar:" in page.facts(name) for name in page.results)

    def test_of_what_is_open_and_can_be_reached_alike_the_nearest_comes_first(self) -> None:
        levels = [
            "In uw gemeente",
            "In uw regio",
            "In uw bredere regio",
            "In uw provincie",
            "In heel",
        ]
        page = get("/nl/hulp/?municipality=GM0344&need=coordination")
        alike: dict[tuple[bool, bool], list[int]] = {}
        for name in page.results:
            facts = page.facts(name)
            if "Niet bekend of dit past" not in facts:
                way_in = ("Nu open" in facts, "Iemand moet u verwijzen" in facts)
                near = next(rank for rank, level in enumerate(levels) if level in facts)
                alike.setdefault(way_in, []).append(near)
        assert any(len(found) > 1 for found in alike.values())
        assert all(found == sorted(found) for found in alike.values())

    @pytest.mark.parametrize("typed", ["Utrecht", "3511", "3511+AB", "De+Meern", "utrecht+"])
    def test_typed_places_lead_to_their_municipality(self, typed: str) -> None:
        page = get(f"/nl/hulp/?need=talk&place={typed}")
        assert "voor Utrecht" in page.words
        assert page.total == get("/nl/hulp/?need=talk&municipality=GM0344").total

    def test_the_hague_is_the_hague_in_english(self) -> None:
        page = get("/en/help/?place=The+Hague")
        assert "for The Hague" in page.words
        assert "place" not in [key for link in page.options for key, _value in link.query]

    def test_a_name_of_several_places_asks_which(self) -> None:
        page = get("/nl/hulp/?place=Bergen&need=talk")
        assert "Welk" in page.words
        chosen = page.link("Bergen (L.)")
        assert "municipality=GM0893" in chosen
        assert "need=talk" in chosen
        assert "voor Bergen (L.)" in get(chosen).words

    def test_a_choice_among_several_stays_when_the_form_is_sent_again(self) -> None:
        page = get("/nl/hulp/?municipality=GM0164")
        [form] = re.findall(r'<form[^>]*role="search".*?</form>', page.html, re.DOTALL)
        carried = dict(re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form))
        assert carried == {"municipality": "GM0164"}
        again = get("/nl/hulp/?place=Hengelo&q=opvang&municipality=GM0164")
        assert "voor Hengelo (O.)" in again.words

    def test_another_place_wins_from_the_choice_that_the_form_carries(self) -> None:
        assert "voor Ede" in get("/nl/hulp/?place=Ede&municipality=GM0164").words

    def test_an_emptied_place_takes_the_choice_away(self) -> None:
        page = get("/nl/hulp/?place=&municipality=GM0164")
        assert page.total == get("/nl/hulp/").total

    def test_a_divided_municipality_of_the_past_asks_which(self) -> None:
        page = get("/nl/hulp/?municipality=GM0788")
        assert "municipality=GM0865" in page.link("Vught")
        assert page.total == get("/nl/hulp/").total

    @pytest.mark.bad_input
    @pytest.mark.parametrize("asked", ["place=Atlantis", "municipality=GM9999", "place=0000AA"])
    def test_an_unknown_place_says_so_and_keeps_the_other_filters(self, asked: str) -> None:
        page = get(f"/nl/hulp/?{asked}&need=legal")
        assert "kennen geen plaats" in page.words
        assert asked.split("=")[1] in page.words
        assert page.total == get("/nl/hulp/?need=legal").total

    def test_a_typing_error_is_a_question_that_keeps_the_other_filters(self) -> None:
        page = get("/en/help/?place=Amsterdm&need=legal")
        assert page.link("Amsterdam") == "/en/help/?need=legal&place=Amsterdam"
        assert "You see the whole country" in page.words

    def test_an_unknown_postcode_asks_for_the_town(self) -> None:
        known = set(Postcode.objects.values_list("pc4", flat=True))
        unknown = next(str(pc4) for pc4 in range(1000, 9999) if str(pc4) not in known)
        page = get(f"/en/help/?place={unknown}+AB")
        assert f"do not know the postcode “{unknown} AB”. Type the name of the town" in page.words

    def test_a_part_of_a_town_is_named_with_its_municipality(self) -> None:
        page = get("/en/help/?place=Blerick")
        assert "Blerick is in the municipality of Venlo." in page.words
        assert "for Venlo" in page.words

    def test_a_province_asks_for_the_municipality(self) -> None:
        page = get("/en/help/?place=Limburg&need=legal")
        assert "“Limburg” has several municipalities" in page.words
        assert page.link("Venlo") == "/en/help/?need=legal&municipality=GM0983"

    def test_the_country_narrows_nothing(self) -> None:
        page = get("/en/help/?place=Nederland")
        assert "for the whole country" in page.words
        assert "municipality=GM1708" in page.link("Steenwijkerland")
        assert page.total == get("/en/help/").total

    def test_the_islands_lead_to_their_own_page(self) -> None:
        page = get("/en/help/?place=Bonaire")
        assert page.link("See the help on the islands") == "/en/caribbean-netherlands/"


class TestWords:
    @pytest.mark.parametrize(
        ("address", "offered"),
        [
            ("/nl/hulp/?q=baas+betaalt+niet", ("need", "wages")),
            ("/nl/hulp/?q=mijn+baas+betaalt+mij+niet", ("exploitation", "labour")),
            ("/en/help/?q=passport+taken", ("exploitation", "labour")),
            ("/nl/hulp/?q=loverboy", ("exploitation", "sexual")),
            ("/en/help/?q=loverboy", ("exploitation", "sexual")),
            ("/nl/hulp/?q=slaapplek", ("need", "shelter")),
            ("/nl/hulp/?q=ik+zoek+een+slaapplek", ("need", "shelter")),
            ("/en/help/?q=place+to+sleep", ("need", "shelter")),
            ("/nl/hulp/?q=geen+papieren", ("status", "third_no_permit")),
        ],
    )
    def test_words_of_a_person_lead_to_a_filter(
        self, address: str, offered: tuple[str, str]
    ) -> None:
        suggestions = {pair: link for link in get(address).suggestions for pair in link.query}
        assert offered in suggestions
        assert get(suggestions[offered].url).total == suggestions[offered].count

    @pytest.mark.parametrize("word", ["mensensmokkel", "mensensmokkelaar", "gesmokkeld"])
    def test_smuggling_is_explained(self, word: str) -> None:
        words = get(f"/nl/hulp/?q={word}").words
        assert "Goed om te weten" in words
        assert "smokkel" in words.split("Goed om te weten")[1]

    @pytest.mark.parametrize(
        "address",
        [
            "/nl/hulp/?q=ik+wil+dood",
            "/nl/hulp/?q=zelfmoord",
            "/en/help/?q=I+want+to+kill+myself",
            "/en/help/?q=suicidal&need=wages&municipality=GM0344",
        ],
    )
    def test_words_of_suicide_lead_to_113_before_all_else(self, address: str) -> None:
        page = get(address)
        assert 'href="tel:113"' in page.html
        assert page.html.index('href="tel:113"') < page.html.index('id="results"')

    @pytest.mark.parametrize(
        ("address", "found"),
        [
            ("/nl/hulp/?q=mensenhandelslachtoffer", "mensenhandel"),
            ("/nl/hulp/?q=vreemdelingenadvocaten", "advoca"),
            ("/nl/hulp/?q=opvagn", "opvang"),
            ("/en/help/?q=lawyers", "lawyer"),
            ("/nl/hulp/?q=coordinator", "coördinator"),
            ("/en/help/?q=comensha", "CoMensha"),
        ],
    )
    def test_words_are_found_in_other_forms(self, address: str, found: str) -> None:
        page = get(address)
        assert page.total > 0
        assert found.lower() in page.facts(page.results[0]).lower()

    def test_words_that_stand_nowhere_still_give_help(self) -> None:
        page = get("/nl/hulp/?q=xyzzyplugh")
        assert page.total == 0
        assert page.results


class TestFallback:
    @pytest.mark.parametrize(
        ("age", "slug"),
        [
            ("minor", "veilig-thuis-kinderen-en-jongeren"),
            ("adult", "comensha-helpdesk"),
            ("young_adult", "comensha-helpdesk"),
        ],
    )
    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_nothing_that_fits_gives_what_always_helps_at_that_age(
        self, age: str, slug: str, language: str
    ) -> None:
        path = {"nl": "/nl/hulp/", "en": "/en/help/"}[language]
        page = get(f"{path}?age={age}&q=xyzzyplugh")
        assert page.total == 0
        assert len(page.results) == 1
        assert f'href="{path}{slug}/"' in page.html

    def test_it_is_said_to_be_a_fallback(self) -> None:
        assert "is er altijd" in get("/nl/hulp/?q=xyzzyplugh").words

    def test_every_fallback_is_open_to_people_who_come_by_themselves(self) -> None:
        for keys in current_snapshot().fallbacks.values():
            services = Service.objects.filter(pk__in=keys)
            assert services
            assert all(service.intake == "direct" for service in services)


def test_the_list_leads_to_one_contact_for_the_same_question() -> None:
    listed = get("/nl/hulp/?need=wages&status=third_no_permit&place=Almere")
    answer = get(listed.link("Bekijk met wie u eerst contact kunt opnemen"))
    assert "020 760 08 09" in answer.words


def test_a_warning_stands_before_the_number_also_in_the_list() -> None:
    listed = get("/nl/hulp/?need=wages").words
    start = listed.index("Uitbuiting op het werk melden")
    warning = listed.index("Praat dan eerst met FairWork", start)
    assert warning < listed.index("0800 5151", start)


def test_help_that_asks_for_a_referral_says_so_before_the_number() -> None:
    for address in ("/nl/hulp/?need=shelter&place=Almere", "/nl/hulp/zorgcoordinatie-flevoland/"):
        page = get(address).words
        assert page.index("Iemand moet u verwijzen.") < page.index("088 234 24 50")


def test_what_happens_with_ones_words_stands_before_the_number() -> None:
    page = get("/en/help/zorgcoordinatie-flevoland/").words
    assert page.index("What happens with what you tell") < page.index("088 234 24 50")


@pytest.mark.parametrize(
    "address",
    ["/", "/nl/", "/en/help/", "/nl/hulp/?q=x", "/nl/organisaties/", "/nl/x/", "/healthz"],
)
def test_no_page_sets_a_cookie_or_looks_at_one(client: Client, address: str) -> None:
    response = client.get(address)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_a_card_that_was_written_before_says_why_it_stands_in_this_list(client: Client) -> None:
    def card(address: str) -> str:
        html = client.get(address).content.decode()
        return next(part for part in html.split("<article") if "/comensha-opvang/" in part)

    asked = (
        "/nl/hulp/?need=shelter",
        "/nl/hulp/?need=shelter&municipality=GM0363",
        "/en/help/?need=shelter",
    )
    first = [card(address) for address in asked]
    assert [card(address) for address in asked] == first
    assert ["Waar:" in text for text in first] == [False, True, False]
    assert "Past bij uw keuze: Opvang" in first[0]
    assert "Fits your choice: Shelter" in first[2]
