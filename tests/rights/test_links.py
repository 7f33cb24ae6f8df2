"""Links to official texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rights.links import SCHEMES, article_url, instrument_url, is_well_formed, reference


@pytest.mark.parametrize(
    ("scheme", "value", "url"),
    [
        ("BWB", "BWBR0001854", "https://wetten.overheid.nl/jci1.3:c:BWBR0001854"),
        (
            "CELEX",
            "32011L0036",
            "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32011L0036",
        ),
        (
            "CELEX",
            "12012P/TXT",
            "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:12012P%2FTXT",
        ),
        ("ELI", "dir/2011/36/oj", "http://data.europa.eu/eli/dir/2011/36/oj"),
        (
            "CETS",
            "5",
            "https://www.coe.int/en/web/conventions/full-list?module=treaty-detail&treatynum=005",
        ),
        ("Stb", "2024, 59", "https://zoek.officielebekendmakingen.nl/stb-2024-59.html"),
        ("Stcrt", "2022, 5901", "https://zoek.officielebekendmakingen.nl/stcrt-2022-5901.html"),
        ("Trb", "2001, 69", "https://zoek.officielebekendmakingen.nl/trb-2001-69.html"),
        ("parliamentary", "36547", "https://zoek.officielebekendmakingen.nl/dossier/36547"),
        (
            "ECLI",
            "ECLI:NL:RBDHA:2020:8646",
            "https://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:RBDHA:2020:8646",
        ),
    ],
)
def test_an_identifier_leads_to_the_official_text(scheme: str, value: str, url: str) -> None:
    assert instrument_url(scheme, value, "en") == url


@pytest.mark.parametrize(
    ("scheme", "value", "said"),
    [
        ("BWB", "BWBR0001854", "jci1.3:c:BWBR0001854"),
        ("CELEX", "32011L0036", "CELEX:32011L0036"),
        ("ELI", "dir/2011/36/oj", "http://data.europa.eu/eli/dir/2011/36/oj"),
        ("CETS", "197", "CETS 197"),
        ("ILO", "C029", "ILO C029"),
        ("Stb", "2024, 59", "stb-2024-59"),
        ("Stcrt", "2018, 2158", "stcrt-2018-2158"),
        ("parliamentary", "36547", "Kamerstukken 36547"),
        ("ECLI", "ECLI:NL:RBDHA:2020:8646", "ECLI:NL:RBDHA:2020:8646"),
        ("Stb", "2024", ""),
        ("ISBN", "1", ""),
    ],
)
def test_an_identifier_is_cited_with_its_scheme(scheme: str, value: str, said: str) -> None:
    assert reference(scheme, value) == said


def test_european_law_is_shown_in_the_language_of_the_page() -> None:
    assert "/NL/TXT/" in instrument_url("CELEX", "32012L0029", "nl")


@pytest.mark.parametrize(
    ("article", "paragraph", "reference"),
    [
        ("273f", "", "&artikel=273f"),
        ("3.48", "1", "&artikel=3.48&lid=1"),
        ("6:7", "", "&artikel=6:7"),
        ("122a", "", "&artikel=122a"),
        ("1.2.2", "2", "&artikel=1.2.2&lid=2"),
    ],
)
def test_an_article_leads_to_its_place_in_dutch_law(
    article: str, paragraph: str, reference: str
) -> None:
    url = article_url("BWBR0011825", article, paragraph)
    assert url == f"https://wetten.overheid.nl/jci1.3:c:BWBR0011825{reference}"


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        ("BWB", "0001854"),
        ("CELEX", "2011/36"),
        ("CETS", "CETS 197"),
        ("Trb", "1990, 170"),
        ("Stb", "59"),
        ("ISBN", "9789012345678"),
        ("BWB", "BWBR0001854&evil=1"),
    ],
)
def test_what_is_unknown_gives_no_link_and_no_guess(scheme: str, value: str) -> None:
    assert instrument_url(scheme, value, "nl") == ""


def test_a_part_without_an_article_number_gives_no_link_of_its_own() -> None:
    assert article_url("BWBR0012289", "") == ""
    assert article_url("BWBR0012289", "B8/3.1") == ""


@given(st.sampled_from([*SCHEMES, "", "no such scheme"]), st.text())
def test_no_text_whatever_breaks_out_of_a_link(scheme: str, value: str) -> None:
    url = instrument_url(scheme, value, "nl")
    assert not url or (is_well_formed(scheme, value) and url.isascii() and " " not in url)
