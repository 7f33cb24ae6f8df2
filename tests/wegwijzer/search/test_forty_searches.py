"""Forty searches, as people type them, with the result that must come first.

First is what stands first in the page below its box: of a hint, of what was named, or of help.
"""

import re
from urllib.parse import urlencode

import pytest

from tests.pages import get, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]

PATHS = {"nl": "/nl/zoeken/", "en": "/en/search/"}

DUTCH = {
    # An organization by its name, its abbreviation or what else it is called.
    "CoMensha": "CoMensha (Coördinatiecentrum tegen Mensenhandel)",
    "telefoonnummer FairWork": "FairWork",
    "kindertelefoon": "De Kindertelefoon",
    "KVK": "Kamer van Koophandel",
    "nationaal rapporteur": "Nationaal Rapporteur Mensenhandel en Seksueel Geweld tegen Kinderen",
    "AVIM": "Afdeling Vreemdelingenpolitie, Identificatie en Mensenhandel",
    # Help, by a need in people's own words.
    "mijn baas betaalt niet": "Hulp om uw loon te krijgen",
    "mijn baas heeft mijn paspoort": "Advies in uw taal bij uitbuiting op het werk",
    "paspoort afgepakt": "Advies in uw taal bij uitbuiting op het werk",
    "slaapplek": "Een opvangplek zoeken via CoMensha",
    "advocaat": "Een advocaat voor slachtoffers",
    "dokters van de wereld": "Dokters van de Wereld",
    "ik wil dood": "Praten als u aan zelfmoord denkt",
    "ik ben gestoken": "Hulp bij direct gevaar (112)",
    "terug naar mijn land": "Hulp om terug te gaan naar uw land",
    "ik moet stelen van hem": "Anoniem chatten als u strafbare dingen moet doen",
    "ik word vastgehouden": "Hulp bij direct gevaar (112)",
    "mijn dochter heeft een loverboy": "Hulp voor kinderen en jongeren onder 18",
    "gedwongen huwelijk": "Hulp bij geweld of dwang thuis",
    "nier verkopen": "Hulp voor kinderen en jongeren onder 18",
    "verkragt": "Hulp na aanranding of verkrachting",
    # In the language of the other pages.
    "my boss does not pay": "Hulp om uw loon te krijgen",
    "raped": "Hulp na aanranding of verkrachting",
    "i need a lawyer": "Gratis eerste juridisch advies",
    # Help in a place.
    "zorgcoordinator venlo": "Zorgcoördinator in Noord- en Midden-Limburg",
    "zorgcoördinator 5911 AB": "Zorgcoördinator in Noord- en Midden-Limburg",
    "Rotterdam": "Rotterdam",
    "3011 AB": "Rotterdam",
    "Kralendijk": "Bonaire, Sint Eustatius en Saba",
    # Law, by its name, how it is cited, or an article.
    "273f": "Wetboek van Strafrecht, artikel 273f",
    "art. 3.48 Vb": "Vreemdelingenbesluit 2000, artikel 3.48, lid 1",
    "artikel 8.3 Vb": "Vreemdelingenbesluit 2000",
    "artikel 4 EVRM": "Europees Verdrag voor de Rechten van de Mens, artikel 4",
    "wmo 2015": "Wet maatschappelijke ondersteuning 2015",
    # Rights, tasks of municipalities, publications, pages.
    "bezwaar maken en klagen": "Bezwaar maken en klagen",
    "de meldcode en veilig thuis": "De meldcode en Veilig Thuis",
    "privacyverklaring": "Privacy",
    "signalen": "Herken de signalen",
}

ENGLISH = {
    "comensha": "CoMensha, Coordination Centre against Human Trafficking",
    "police": "Police (National Police)",
    "victim support netherlands": "Victim Support Netherlands",
    "wages": "Help to get your wages",
    "my boss has my passport": "Advice in your language about exploitation at work",
    "he took my passport": "Advice in your language about exploitation at work",
    "place to sleep": "Looking for a shelter place through CoMensha",
    "I want to kill myself": "Talking when you think about suicide",
    "he has a knife": "Help in immediate danger (112)",
    "go back to my country": "Help to go back to your country",
    "my son": "Help for children and young people under 18",
    "opvang": "Looking for a shelter place through CoMensha",
    "care coordinator Venlo": "Care coordinator in North and Central Limburg",
    "article 273f criminal code": "Criminal Code, article 273f",
    "palermo protocol": "United Nations Trafficking in Persons Protocol (Palermo Protocol)",
    "cookies": "Privacy",
    "signs": "Recognise the signs",
    "tasks of municipalities": "What municipalities have to do",
    "FairWork annual report 2021": "FairWork annual report 2021",
}

SEARCHES = [("nl", *pair) for pair in DUTCH.items()] + [("en", *pair) for pair in ENGLISH.items()]


A_RESULT = re.compile(r"<h3.*?</h3>|(?<=:)\s*<a [^>]*>.*?</a>\s*</li>", re.DOTALL)
"""The title of a card, or the link to what was named above the help of it."""


def results(language: str, q: str) -> list[str]:
    page = get(f"{PATHS[language]}?{urlencode({'q': q})}")
    main = page.html.split("<main", 1)[1]
    return [text_of(title) for title in A_RESULT.findall(main)]


def test_there_are_forty_at_least() -> None:
    assert len(SEARCHES) >= 40


@pytest.mark.parametrize(("language", "q", "first"), SEARCHES)
def test_the_right_result_comes_first(language: str, q: str, first: str) -> None:
    assert results(language, q)[0] == first


def test_help_for_what_nobody_spoke_of_comes_last() -> None:
    """Being abroad or several problems at once; a line about suicide for whoever wants to talk."""
    for language, q, left_to_the_end in (
        ("nl", "bedreigd", "Hulp als u in het buitenland bent"),
        ("nl", "opvang amsterdam", "Opvang als u meer problemen tegelijk hebt"),
        ("nl", "ik wil praten", "Praten als u aan zelfmoord denkt"),
        ("en", "therapist", "Talking when you think about suicide"),
    ):
        assert left_to_the_end not in results(language, q)[:4], q
    assert "Hulp als u in het buitenland bent" in results("nl", "vast in het buitenland")[:2]
