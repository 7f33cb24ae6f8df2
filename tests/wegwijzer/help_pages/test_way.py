"""The short way in one language: offered once every word of it is checked, and kept by nobody."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from directory.first_contact.decision import FirstContacts
from directory.matching.question import Circumstances
from directory.models import Service
from directory.snapshot.snapshot import current_snapshot
from editorial.models import HelpTextCheck
from tests.pages import Page, get, text_of
from wegwijzer.help_pages.sentences import SHORT_WAY, current_sentences, texts_of
from wegwijzer.help_pages.way import AGES, EXPLOITATION

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]

WORDS = [key for key, one in current_sentences().items() if one.about == SHORT_WAY]


def check_all(code: str) -> None:
    """Count every word of the way as read and approved."""
    HelpTextCheck.objects.bulk_create(
        HelpTextCheck(
            language=code,
            sentence=key,
            digest=texts_of(code).translations[key].digest,
            reader="Somebody",
            checked_on=timezone.localdate(),
            approved_at=timezone.now(),
        )
        for key in WORDS
    )


def post(code: str, **said: str) -> str:
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    response = client.post(f"/{code}/whom/", said, follow=True)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Language"] == code
    assert not response.cookies
    return response.content.decode()


def name_of_first(said: Circumstances) -> str:
    moment = timezone.localtime()
    contacts: FirstContacts = current_snapshot(moment).first_contacts
    first = contacts.decide(said, moment).first
    assert first is not None
    service = Service.objects.get(pk=first)
    return str(service.organization.name_nl)


def link_on(page: Page, code: str) -> bool:
    return f'href="/{code}/whom/"' in page.html


def test_it_is_offered_whole_and_checked_or_not_at_all() -> None:
    assert not link_on(get("/pl/"), "pl")
    assert get("/pl/whom/").status == 404
    check_all("pl")
    assert link_on(get("/pl/"), "pl")
    page = get("/pl/whom/")
    for key in WORDS:
        if key != "way_unknown":
            assert texts_of("pl").translations[key].text in page.words, key
    HelpTextCheck.objects.filter(sentence="way_crime").delete()
    assert not link_on(get("/pl/"), "pl")
    assert get("/pl/whom/").status == 404


def test_it_leads_to_whom_the_matcher_names_first_in_either_direction() -> None:
    for code in ("pl", "ar"):
        check_all(code)
        for age, groups in AGES.items():
            for happens, forms in EXPLOITATION.items():
                html = post(code, age=age, happens=happens, place="Groningen")
                said = Circumstances(age=groups, exploitation=forms, municipality="GM0014")
                first = html.split("<article", maxsplit=2)[1].split("</article>")[0]
                assert name_of_first(said) in text_of(first), (code, age, happens)
                assert texts_of(code).translations["way_unknown"].text not in html


def test_a_place_that_nobody_knows_is_said_and_help_of_the_country_is_there() -> None:
    check_all("ar")
    html = post("ar", age="way_adult", place="مدينة ما")
    assert texts_of("ar").translations["way_unknown"].text in html
    assert name_of_first(Circumstances(age=AGES["way_adult"])) in html
    assert texts_of("ar").translations["unchecked"].text in html
    assert 'value="مدينة ما"' in html


@pytest.mark.bad_input
def test_whatever_is_sent_gets_contacts_and_comes_back_as_text() -> None:
    check_all("vi")
    odd = "\u202e\x00<b>'\"; DROP TABLE" + "x" * 500
    for said in (
        {},
        {"age": "x", "happens": "", "place": "   "},
        {"age": odd, "happens": odd, "place": odd},
        {"place": "🏠" * 200},
    ):
        html = post("vi", **said)
        assert "<article" in html
        assert "<b>'" not in html


def test_a_page_that_a_phone_dropped_comes_back_with_what_was_said() -> None:
    check_all("pl")
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    sent = client.post("/pl/whom/", {"age": "way_minor", "happens": "way_sex", "place": "9711 aa"})
    page = get(sent["Location"])
    assert re.fullmatch("/pl/whom/[a-z2-7]+/", sent["Location"])
    chosen = re.findall(r'value="(\w+)" checked', page.html)
    assert chosen == ["way_minor", "way_sex"]
    assert 'name="place"' in page.html
    assert "Groningen" in page.html
    assert "<article" in page.html
    assert get("/pl/whom/abc/").status == 404


def test_another_site_cannot_send_it() -> None:
    check_all("pl")
    client = Client(headers={"Sec-Fetch-Site": "cross-site"})
    assert client.post("/pl/whom/", {"age": "way_minor"}).status_code == 403
