"""A place or postcode as people write it: found, guessed, asked about, or said to be unknown."""

import pytest

from directory.geography.places import find_place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]

FOUND = """
's-Gravenhage | 's-Gravenhage
’s-Gravenhage | 's-Gravenhage
‘s-Gravenhage | 's-Gravenhage
s Gravenhage | 's-Gravenhage
sGravenhage | 's-Gravenhage
DEN HAAG | 's-Gravenhage
Denhaag | 's-Gravenhage
the hague | 's-Gravenhage
Den Haag Centrum | 's-Gravenhage
Den Haag, Zuid-Holland | 's-Gravenhage
Scheveningen | 's-Gravenhage
Schilderswijk, Den Haag | 's-Gravenhage
Loosduinen | 's-Gravenhage
‘s-Hertogenbosch | 's-Hertogenbosch
s Hertogenbosch | 's-Hertogenbosch
den bosch | 's-Hertogenbosch
Súdwest-Fryslân | Súdwest-Fryslân
sudwest fryslan | Súdwest-Fryslân
Sudwest-Fryslan | Súdwest-Fryslân
Wymbritseradiel | Súdwest-Fryslân
Wonseradeel | Súdwest-Fryslân
Nijefurd | Súdwest-Fryslân
Skarsterlân | De Fryske Marren
Skarsterlan | De Fryske Marren
Gaasterland | De Fryske Marren
Gaasterlân-Sleat | De Fryske Marren
Lemsterland | De Fryske Marren
Arnemuiden | Middelburg (Z.)
Jutphaas | Nieuwegein
Vreeswijk | Nieuwegein
Wieringermeer | Hollands Kroon
Harenkarspel | Schagen
Jacobswoude | Kaag en Braassem
Rijnwoude | Alphen aan den Rijn
Graafstroom | Molenlanden
Reiderland | Oldambt
Melick en Herkenbosch | Roerdalen
Ubach over Worms | Landgraaf
Brielle | Voorne aan Zee
Landerd | Maashorst
Boxmeer | Land van Cuijk
Cuyk | Land van Cuijk
IJsselstein | IJsselstein
Ysselstein | IJsselstein
Ĳsselstein | IJsselstein
ijsselstein | IJsselstein
Nymegen | Nijmegen
Nimwegen | Nijmegen
Dukenburg | Nijmegen
Gemeente Amsterdam | Amsterdam
gemeente utrecht | Utrecht
Municipality of Utrecht | Utrecht
stad Utrecht | Utrecht
City of Utrecht | Utrecht
Amsterdam, Nederland | Amsterdam
Amsterdam (Nederland) | Amsterdam
Amsterdam, The Netherlands | Amsterdam
Amsterdam, NL | Amsterdam
Amsterdam Noord-Holland | Amsterdam
Amsterdam NH | Amsterdam
Amsterdam-Noord | Amsterdam
Amsterdam Zuidoost | Amsterdam
Amsterdam-Zuidoost | Amsterdam
Zuidoost | Amsterdam
Bijlmer | Amsterdam
de Bijlmer | Amsterdam
Bijlmermeer | Amsterdam
Amsterdam CS | Amsterdam
A'dam | Amsterdam
adam | Amsterdam
in Amsterdam | Amsterdam
Amsterdam🏠 | Amsterdam
📍 Amsterdam | Amsterdam
"Amsterdam" | Amsterdam
(Amsterdam) | Amsterdam
Amsterdam? | Amsterdam
Амстердам | Amsterdam
أمستردام | Amsterdam
阿姆斯特丹 | Amsterdam
R'dam | Rotterdam
Rotterdam-Zuid | Rotterdam
Rotterdam Zuid | Rotterdam
Charlois | Rotterdam
Rotterdam Charlois | Rotterdam
Hoek van Holland | Rotterdam
Europoort | Rotterdam
Роттердам | Rotterdam
Overvecht | Utrecht
Utrecht Kanaleneiland | Utrecht
Blerick | Venlo
Venlo-Blerick | Venlo
Blerick (Venlo) | Venlo
Woensel | Eindhoven
Schiphol | Haarlemmermeer
Terapel | Westerwolde
Ter Apel | Westerwolde
ter-apel | Westerwolde
Nuenen | Nuenen, Gerwen en Nederwetten
Nuenen Gerwen & Nederwetten | Nuenen, Gerwen en Nederwetten
St. Oedenrode | Meierijstad
St Oedenrode | Meierijstad
Sint Oedenrode | Meierijstad
Capelle a/d IJssel | Capelle aan den IJssel
Capelle a.d. IJssel | Capelle aan den IJssel
Capelle aan de IJssel | Capelle aan den IJssel
Capelle a/d Yssel | Capelle aan den IJssel
Alphen a/d Rijn | Alphen aan den Rijn
Alphen ad Rijn | Alphen aan den Rijn
Alphen a d Rijn | Alphen aan den Rijn
Krimpen a/d Lek | Krimpenerwaard
Wijk b. Duurstede | Wijk bij Duurstede
Bergen o. Zoom | Bergen op Zoom
Nw. Vennep | Haarlemmermeer
't Harde | Elburg
het Harde | Elburg
Beek & Donk | Laarbeek
Bergen NH | Bergen (NH.)
Bergen (L.) | Bergen (L.)
Bergen, Limburg | Bergen (L.)
Bergen Noord-Holland | Bergen (NH.)
Hengelo Gld | Bronckhorst
Hengelo (Gelderland) | Bronckhorst
Hengelo, Overijssel | Hengelo (O.)
Beek, Montferland | Montferland
Zeeland (Noord-Brabant) | Maashorst
Sint Maarten NH | Schagen
Sint Maarten, Schagen | Schagen
W\u0435ststellingwerf | Weststellingwerf
Damrak 1, 1012 AB Amsterdam | Amsterdam
Damrak 1 1012AB Amsterdam, Nederland | Amsterdam
Damrak 1 Amsterdam | Amsterdam
Damrak 1-3, Amsterdam | Amsterdam
Kerkstraat, Ede | Ede
Utrechtseweg 12a, 6711 AB Ede | Ede
1012AB | Amsterdam
1012 ab | Amsterdam
1012 | Amsterdam
1012.AB | Amsterdam
1012-AB | Amsterdam
1012_AB | Amsterdam
1012 A B | Amsterdam
NL-1012 AB | Amsterdam
NL 1012AB | Amsterdam
nl1012ab | Amsterdam
NL-1012 | Amsterdam
1012, AB | Amsterdam
(1012 AB) | Amsterdam
1012 AB Amsterdam | Amsterdam
1012 Amsterdam | Amsterdam
Amsterdam 1012 AB | Amsterdam
1861 Bergen | Bergen (NH.)
5854 AX Bergen | Bergen (L.)
postcode 1012 AB | Amsterdam
1012\u200bAB | Amsterdam
\ufeff1012 AB | Amsterdam
\u200f1012 AB | Amsterdam
1012\u2060AB | Amsterdam
1012\u00adAB | Amsterdam
1012\u00a0AB | Amsterdam
\uff11\uff10\uff11\uff12\uff21\uff22 | Amsterdam
١٠١٢ | Amsterdam
۱۰۱۲ | Amsterdam
١٠١٢ AB | Amsterdam
१०१२ ab | Amsterdam
2500 EA | 's-Gravenhage
"""


def _cases(table: str) -> list[tuple[str, str]]:
    rows = [line.rpartition(" | ") for line in table.strip().splitlines()]
    return [(typed, expected) for typed, _bar, expected in rows]


@pytest.mark.parametrize(("typed", "municipality"), _cases(FOUND))
def test_a_place_is_found(typed: str, municipality: str) -> None:
    found = find_place(typed)
    assert found.municipality is not None, found
    assert found.municipality.name_nl == municipality


def test_the_table_is_long_and_says_nothing_twice() -> None:
    typed = [case[0] for case in _cases(FOUND)]
    assert len(typed) == len(set(typed)) >= 150


@pytest.mark.parametrize(
    ("typed", "guessed"),
    [
        ("Amsterdm", "Amsterdam"),
        ("Amstardam", "Amsterdam"),
        ("Roterdam", "Rotterdam"),
        ("Utrech", "Utrecht"),
        ("Utregt", "Utrecht"),
        ("Eindhofen", "Eindhoven"),
        ("Groningn", "Groningen"),
        ("Zwole", "Zwolle"),
        ("Kuijk", "Cuijk (Land van Cuijk)"),
        ("Helder", "Den Helder"),
        ("Hertogenbosch", "'s-Hertogenbosch"),
        ("Den Hag", "Den Haag ('s-Gravenhage)"),
        ("Alphen aan de Rein", "Alphen aan den Rijn"),
        ("Sudwest-Friesland", "Zuidwest-Friesland (Súdwest-Fryslân)"),
        ("gemeente Amsterdm", "Amsterdam"),
        ("Amsterdm, Nederland", "Amsterdam"),
        ("Damrak 1, Amsterdm", "Amsterdam"),
        ("1O12 AB", "1012 AB (Amsterdam)"),
        ("l012 AB", "1012 AB (Amsterdam)"),
        ("opvang rotterdam", "Rotterdam"),
        ("ik woon in assen", "Assen"),
    ],
)
def test_a_guess_is_only_offered(typed: str, guessed: str) -> None:
    found = find_place(typed)
    assert found.is_unknown
    assert found.municipality is None
    assert guessed in map(str, found.guesses)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Hengelo", {"Hengelo (O.)", "Bronckhorst"}),
        ("Rijswijk", {"Rijswijk (ZH.)", "Buren", "Altena"}),
        ("Loenen", {"Apeldoorn", "Stichtse Vecht"}),
        ("Meerlo-Wanssum", {"Venray", "Horst aan de Maas"}),
        ("1012 AB Rotterdam", {"Amsterdam", "Rotterdam"}),
        ("Amsterdam of Rotterdam", {"Amsterdam", "Rotterdam"}),
    ],
)
def test_what_may_be_several_is_asked(typed: str, names: set[str]) -> None:
    found = find_place(typed)
    assert found.municipality is None
    assert {area.name_nl for area in found.municipalities} == names


@pytest.mark.parametrize(
    ("typed", "region", "members"),
    [
        ("Fryslân", "Fryslân", 18),
        ("Friesland", "Fryslân", 18),
        ("provincie Utrecht", "Utrecht", 26),
        ("Province of Utrecht", "Utrecht", 26),
        ("Brabant", "Noord-Brabant", 56),
        ("North Brabant", "Noord-Brabant", 56),
        ("limburg, nederland", "Limburg", 31),
        ("Twente", "Twente", 14),
        ("Nederland", "Nederland", 1),
        ("The Netherlands", "Nederland", 0),
    ],
)
def test_a_province_or_region_offers_its_municipalities(
    typed: str, region: str, members: int
) -> None:
    found = find_place(typed)
    assert found.region is not None
    assert found.region.name_nl == region
    assert len(found.municipalities) == members
    assert found.municipality is None
    assert not found.is_unknown


@pytest.mark.parametrize("typed", ["Utrecht", "Groningen"])
def test_a_town_comes_before_the_province_of_its_name(typed: str) -> None:
    assert str(find_place(typed).municipality) == typed


def test_a_village_with_the_name_of_a_province_is_offered_first() -> None:
    found = find_place("Zeeland")
    assert found.region is not None
    assert found.municipalities[0].name_nl == "Maashorst"
    assert len(found.municipalities) == 14


@pytest.mark.parametrize("typed", ["Sint Maarten", "St. Maarten", "St Maarten", "Willemstad"])
def test_a_village_with_the_name_of_an_island_asks_which(typed: str) -> None:
    found = find_place(typed)
    assert found.municipality is None
    assert found.may_be_caribbean
    assert not found.is_caribbean
    [village] = found.municipalities
    assert found.narrowed_to(village.code).municipality == village


@pytest.mark.parametrize("typed", ["Curaçao", "curacao", "Aruba", "Oranjestad", "St. Eustatius"])
def test_an_island_leads_to_the_islands_alone(typed: str) -> None:
    assert find_place(typed).is_caribbean


@pytest.mark.parametrize(
    "typed",
    ["Randstad", "Brussel", "Antwerpen", "0123 AB", "6711ABC", "12345", "L", "O", "AB", "1012 1"],
)
def test_what_is_not_ours_is_never_a_guess_of_its_own(typed: str) -> None:
    found = find_place(typed)
    assert found.is_unknown
    assert found.guesses == ()
