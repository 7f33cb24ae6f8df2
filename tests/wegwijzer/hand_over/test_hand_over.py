"""A sheet to hand over: by the facts of today, in two languages, and nothing of it in a URL."""

import re

import pytest
from django.conf import settings
from django.test import Client

from directory.models import Channel, Service
from tests.forms import FormReader
from tests.pages import get, text_of
from tests.wegwijzer.cases.case import POLICE_112
from wegwijzer.hand_over.fitting import PAPERS
from wegwijzer.hand_over.sheet import MAX_CONTACTS
from wegwijzer.help_pages.page_texts import locale_of
from wegwijzer.help_pages.sentences import texts_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]

URL = "/nl/meegeven/"
CONTACTS = ["comensha-helpdesk", "fairwork-hulp"]
TELLING = re.compile("mensenhandel|slachtoffer|politie|traffick|victim|police", re.IGNORECASE)


def post(**chosen: object) -> str:
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    response = client.post(URL, chosen)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    return response.content.decode()


def some_services(number: int) -> list[str]:
    """Return services that are reached by telephone."""
    found = Service.objects.filter(channels__kind="phone").exclude(slug__endswith="112")
    return list(found.order_by("slug").values_list("slug", flat=True).distinct()[:number])


def sheet_of(html: str) -> str:
    return html.split('<div class="ww-sheet', maxsplit=1)[1].split("</main>", maxsplit=1)[0]


def test_a_sheet_has_each_contact_in_both_languages_by_the_facts_of_today() -> None:
    Channel.objects.filter(key="comensha-phone").update(value="+31201234567")
    for language in ("en", *settings.HELP_LANGUAGES):
        words = text_of(sheet_of(post(service=["comensha-helpdesk"], language=language)))
        texts = texts_of(language).translations
        assert words.count("020 123 45 67") == 2, language
        assert words.count("112") == 2, language
        for text in ("Bent u nu in gevaar?", texts["danger"].text):
            assert text in words, language
        for code in ("nl", language):
            days = locale_of(code).days["stand-alone"]["wide"]
            assert f"{days[0]} – {days[4]}: 09:00–17:00" in words, (language, code)
        assert (texts["unchecked"].text in words) == (language != "en")


def test_what_becomes_of_your_words_stands_there_in_the_languages_of_the_content() -> None:
    service = Service.objects.exclude(disclosure_nl="").exclude(disclosure_en="").first()
    assert service is not None
    Service.all_objects.filter(pk=service.pk).update(
        disclosure_nl="Zij bellen de politie niet.", disclosure_en="They do not call anybody."
    )
    english = sheet_of(post(service=[service.slug], language="en"))
    assert "Zij bellen de politie niet." in english
    assert "They do not call anybody." in english
    polish = sheet_of(post(service=[service.slug], language="pl"))
    assert "They do not call anybody." not in polish
    assert "Zij bellen de politie niet." not in sheet_of(
        post(service=[service.slug], language="pl", discreet="1")
    )


def test_a_sheet_has_in_each_language_what_to_ask_and_nothing_that_nobody_knows() -> None:
    Channel.objects.filter(key="comensha-phone").update(opening_hours="", cost="unknown")
    for language in settings.HELP_LANGUAGES:
        words = text_of(sheet_of(post(service=["comensha-helpdesk"], language=language)))
        texts = texts_of(language).translations
        assert "Vraag eerst wat er gebeurt met wat u vertelt." in words
        assert texts["ask_first"].text in words, language
        for key in ("hours_unknown", "cost_unknown"):
            assert texts[key].text not in words, language


def test_the_fuller_a_sheet_is_the_smaller_is_its_type_and_the_styles_have_these_sizes() -> None:
    Service.all_objects.filter(slug__in=CONTACTS).update(languages=["nl", "en"] * 60)
    [short] = some_services(1)
    found = [
        [size in sheet_of(html) for size in ("ww-sheet--large", "ww-sheet--small")]
        for html in (post(service=[short], language="vi"), post(service=CONTACTS, language="vi"))
    ]
    assert found == [[True, False], [False, True]]
    styles = (settings.BASE_DIR / "styles/components/sheet.css").read_text()
    sizes = re.findall(r"font-size: ([\d.]+)pt", styles)
    reckoned = [size for paper in PAPERS.values() for size in paper.sizes.values()]
    assert sorted(map(float, sizes)) == sorted(reckoned)


def test_a_discreet_sheet_says_nothing_around_the_names_and_its_file_has_a_neutral_name() -> None:
    services = some_services(MAX_CONTACTS)
    for chosen in ({}, {"discreet": "1"}):
        html = post(service=services, language="ar", paper="card", **chosen)
        [title] = re.findall(r"<title>(.*?)</title>", html)
        assert title == "Telefoonnummers – Wegwijzer"
    without_names = re.sub(r"<h2.*?</h2>", "", html, flags=re.DOTALL)
    assert TELLING.findall(text_of(without_names.split("<body")[1])) == []


def test_no_more_than_fit_are_on_it_and_unknown_ones_are_not() -> None:
    services = some_services(MAX_CONTACTS + 2)
    html = post(service=["bestaat-niet", *services], language="vi")
    assert html.count('class="ww-sheet__name"') == MAX_CONTACTS
    Service.all_objects.filter(slug=services[0]).update(state="draft")
    assert "ww-sheet" not in post(service=services[:1], language="vi")


@pytest.mark.bad_input
def test_whatever_is_posted_gets_a_page() -> None:
    for chosen in (
        {},
        {"service": ["x"], "language": "pl"},
        {"service": some_services(1), "language": "xx"},
        {"service": some_services(1), "language": "pl", "paper": "<b>"},
    ):
        assert "<h1" in post(**chosen)


def test_a_service_a_list_and_an_answer_for_a_professional_lead_there_with_contacts() -> None:
    [service] = some_services(1)
    for path in (
        Service.objects.get(slug=service).get_absolute_url(),
        "/nl/hulp/",
        "/nl/wegwijzer/antwoord/?audience=professional",
    ):
        [form] = re.findall(
            r'<form[^>]*action="/nl/meegeven/".*?</form>', get(path).html, re.DOTALL
        )
        assert 'method="post"' in form
        slugs = re.findall(r'name="service" value="([^"]+)"', form)
        assert 1 <= len(slugs) <= MAX_CONTACTS
        chooser = post(service=slugs)
        besides_112 = [slug for slug in slugs if slug != POLICE_112]
        assert len(re.findall(r'name="service"[^>]*checked', chooser)) == len(besides_112)
        assert re.search(r'<option value="ar" lang="ar"\s*>العربية</option>', chooser)


def test_a_sheet_can_be_changed_without_the_way_back_of_the_browser() -> None:
    services = some_services(3)
    html = post(service=services, language="ar")
    form = FormReader(html).values
    assert form["service"] == services
    chooser = post(**form)
    assert re.findall(r'name="service" value="([^"]+)"\s+checked', chooser) == services
    assert re.search(r'<option value="ar" lang="ar"\s+selected>', chooser)


def test_another_site_cannot_post_there() -> None:
    client = Client(headers={"Sec-Fetch-Site": "cross-site"})
    assert client.post(URL, {"service": CONTACTS, "language": "pl"}).status_code == 403
