from collections.abc import Callable

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from directory.formats.street_addresses import find_street_address
from editorial.documents.document import document_columns
from editorial.documents.text_columns import is_text_column, words_in
from editorial.models import ContentModel
from tests.directory.formats.address_lists import HARMLESS, hostile

ADDRESSES = [
    "Kerkstraat 12",
    "Kerkstraat 12a",
    "Kerkstraat 12-2",
    "Kerkstraat 12 bis",
    "kerkstraat 12",
    "KERKSTRAAT 12",
    "Kerkstr. 12",
    "Kerkstraat, 12",
    "Kerkstraat nr. 12",
    "Kerkstraat huisnummer 12",
    "Kerkstraat\n12",
    "Kerkstraat\N{NO-BREAK SPACE}12",
    "Burgemeester de Vlugtlaan 125",
    "2e Daalsedijk 6",
    "Laan van Meerdervoort 100",
    "Weg naar Rhijnauwen 13",
    "Laan van Nieuw Oost-Indië 25",
    "Plein 1944 nr 5",
    "Plein 1944 5",
    "Plein '40-'45 12",
    "'t Zand 3",
    "’t Zand 3",
    "Singel 250",
    "Grote Markt 1",
    "Lange Voorhout 8",
    "Maliebaan 5",
    "Vrijthof 12",
    "Prins Hendrikkade 33",
    "Nieuwezijds Voorburgwal 147",
    "Hoofdstrjitte 7",
    "Lange Leane 4",
    "Hoofdweg 112",
    "12 Kerkstraat",
    "1234 AB",
    "1234AB",
    "1234ab",
    "2011 AB",
    "2011AB Haarlem",
    "Spoorstraat 4, Postbus 12",
]

NO_ADDRESSES = [
    "",
    "artikel 273f van het Wetboek van Strafrecht",
    "art. 1.2.1 Wmo 2015",
    "Wmo 2015",
    "de Wet van 2015, artikel 8 lid 3",
    "B8/3",
    "sinds 2015",
    "in 2024 EU-richtlijn 2024/1712",
    "sinds 2024 EU",
    "in 2015 en 2016",
    "bel 112",
    "bel 0800-2000",
    "0900-8844 en 0800-5151",
    "+31 33 448 11 86",
    "033 448 11 86",
    "06-12345678",
    "24 uur per dag",
    "24/7",
    "op straat 24 uur per dag",
    "Veilig op de weg 24 uur",
    "dag 1, fase 2, stap 3",
    "drie maanden bedenktijd, daarna 30 dagen",
    "18 tot 23 jaar",
    "onder 18 jaar",
    "€ 1.500 of 1500 euro",
    "200 euro in de week",
    "10 km verderop, 1000km, 5000 mg",
    "op het plein 3 agenten",
    "onderweg 2 keer gebeld",
    "onderweg 12",
    "ontslaan 3 weken later",
    "arbeidsmarkt 2023",
    "De Arbeidsmarkt 3",
    "zorgpad 2",
    "Postbus 1234",
    "Postbus 1234, 3500 AC Utrecht",
    "Postbus 1234\n3500 AC Utrecht",
    "PO Box 20301, 2500 EH Den Haag",
    "Antwoordnummer 1234, 3500 VB Utrecht",
    "Plein 1944",
    "Amsterdam en 12 andere gemeenten",
    "Rotterdam 2024",
    "het aantal steeg 24%",
    "Hoofdweg 24 uur open",
    "ma-vr 9.00-17.00 uur",
    "Mo-Fr 09:00-17:00",
    "Call 112 or 0800 5151, day and night",
    "open 9am to 5pm, 7 days a week",
    "Kerkstraat",
    "in de Kerkstraat",
    "Gemeente Súdwest-Fryslân (GM1900)",
    "een huis met 12 kamers",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("sentence", ["{}", "De opvang zit aan de {}.", "Kom naar {} in Utrecht!"])
def test_a_street_address_is_found_in_any_sentence(address: str, sentence: str) -> None:
    assert find_street_address(sentence.format(address)) is not None


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_laws_years_hours_and_numbers_are_no_address(text: str) -> None:
    assert find_street_address(text) is None


def test_what_was_found_can_be_shown_to_the_editor() -> None:
    assert find_street_address("Ons huis staat aan de Kerkstraat 12a te Ede.") == "Kerkstraat 12a"
    assert find_street_address("Schrijf naar 6711 AB.") == "6711 AB"


FIRST_PARTS = st.sampled_from(
    "Kerk Molen Wilhelmina Burgemeester-Jansen Sint-Jacobs Nieuwe Prins Hendrik".split()
)
ENDINGS = st.sampled_from(
    "straat laan weg plein gracht kade singel dijk steeg pad dreef plantsoen boulevard".split()
)
STREETS = st.one_of(
    st.builds("{}{}".format, FIRST_PARTS, ENDINGS),
    st.builds("{} {}".format, FIRST_PARTS, ENDINGS.map(str.capitalize)),
    st.builds(
        "{} {} {}".format,
        ENDINGS.map(str.capitalize),
        st.sampled_from(["van", "van de", "van der", "naar", "op den"]),
        FIRST_PARTS,
    ),
)
NUMBERS = st.integers(1, 99_999).filter(lambda number: not 1900 <= number <= 2099)
ADDITIONS = st.sampled_from(["", "a", " B", "-2", " bis", "-hs", " II", "-14"])
POSTCODES = st.from_regex(r"[1-9][0-9]{3} ?[A-EGHJ-NPR-TV-Z]{2}", fullmatch=True)


@given(STREETS, st.sampled_from([" ", ", ", " nr ", " nr. ", "\n"]), NUMBERS, ADDITIONS)
def test_any_street_with_any_house_number_is_found(
    street: str, gap: str, number: int, addition: str
) -> None:
    address = f"{street}{gap}{number}{addition}"
    assert find_street_address(f"U vindt ons aan de {address}.") is not None


@given(STREETS, POSTCODES, st.sampled_from(["Ede", "’s-Hertogenbosch"]))
def test_any_postcode_is_found(street: str, postcode: str, town: str) -> None:
    assert find_street_address(f"{street}, {postcode} {town}") is not None


@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    found = find_street_address(text)
    assert found is None or found != ""


def test_a_very_long_text_is_read_without_delay() -> None:
    for text in ("a-" * 20_000 + "straat " * 2_000 + "9 " * 10_000, "CCCC+CC-" * 10_000):
        assert find_street_address(text) is None


def test_little_passes_that_gives_a_place_away_and_little_is_refused_that_does_not(
    record_property: Callable[[str, object], None],
) -> None:
    given_away = hostile()
    passed = [text for text in given_away if find_street_address(text) is None]
    refused = [text for text in HARMLESS if find_street_address(text) is not None]
    passing, refusing = len(passed) / len(given_away), len(refused) / len(HARMLESS)
    figures = (
        f"Of {len(given_away)} texts that give a place away {passing:.1%} pass {passed};"
        f" of {len(HARMLESS)} others {refusing:.1%} are refused {refused}."
    )
    record_property("figures", figures)
    assert passing <= 0.10, figures
    assert refusing <= 0.03, figures


@pytest.mark.usefixtures("starter_content")
@pytest.mark.django_db
def test_nothing_of_the_starter_content_looks_like_an_address() -> None:
    found = {
        words: find_street_address(words)
        for model in apps.get_models()
        if issubclass(model, ContentModel)
        for record in model._default_manager.all()
        for column in document_columns(model)
        if is_text_column(column) and (words := words_in(getattr(record, column.attname)))
    }
    assert {words: address for words, address in found.items() if address} == {}


@pytest.mark.parametrize(
    "hidden", ["Kerk\u200bstraat&#32;12", "Kerk%73traat%2012", "Kerkstraat \u2460\u2461"]
)
def test_what_was_found_is_shown_as_it_is_read(hidden: str) -> None:
    assert find_street_address(hidden) == "Kerkstraat 12"


def test_only_places_where_people_live_have_postcodes_that_are_written_otherwise() -> None:
    assert find_street_address("1017 ga") == "1017 ga"
    assert find_street_address("1234 xx") is None
    assert find_street_address("3500 ac") is None, "post-office boxes only"
