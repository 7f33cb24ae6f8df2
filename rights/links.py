"""Links to official texts, built from identifiers and from nothing else.

An identifier of an unknown scheme or shape gives no link: a guess would send someone to a wrong
law, and a dead link costs trust. Pure functions.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from re import Pattern
from urllib.parse import quote

OFFICIAL_PUBLICATIONS = "https://zoek.officielebekendmakingen.nl"
FIRST_YEAR_ONLINE = 1995
"""The year from which Dutch official publications are online."""

EURLEX_LANGUAGES = {"nl": "NL", "en": "EN"}


@dataclass(frozen=True, slots=True)
class Scheme:
    """The shape of a scheme's identifiers, the URL that one stands for, and how it is cited.

    ``reference`` is a template with the groups of the shape: a number alone says of no scheme which
    it is of.
    """

    shape: Pattern[str]
    url: Callable[[re.Match[str], str], str]
    reference: str


def _bwb(match: re.Match[str], _language: str) -> str:
    return f"https://wetten.overheid.nl/{juriconnect(match[0])}"


def _celex(match: re.Match[str], language: str) -> str:
    code = EURLEX_LANGUAGES.get(language, "EN")
    return (
        f"https://eur-lex.europa.eu/legal-content/{code}/TXT/?uri=CELEX:{quote(match[0], safe='')}"
    )


def _eli(match: re.Match[str], _language: str) -> str:
    return f"http://data.europa.eu/eli/{match[0]}"


def _cets(match: re.Match[str], _language: str) -> str:
    number = f"{int(match[0]):03}"
    return (
        "https://www.coe.int/en/web/conventions/full-list?module=treaty-detail&treatynum=" + number
    )


def _ilo(match: re.Match[str], _language: str) -> str:
    return (
        "https://normlex.ilo.org/dyn/nrmlx_en/f?p=NORMLEXPUB:12100:0::NO::P12100_ILO_CODE:"
        + match[0]
    )


def _official_publication(series: str) -> Callable[[re.Match[str], str], str]:
    def url(match: re.Match[str], _language: str) -> str:
        if int(match["year"]) < FIRST_YEAR_ONLINE:
            return ""
        return f"{OFFICIAL_PUBLICATIONS}/{series}-{match['year']}-{match['number']}.html"

    return url


def _parliamentary(match: re.Match[str], _language: str) -> str:
    return f"{OFFICIAL_PUBLICATIONS}/dossier/{match[0]}"


def _ecli(match: re.Match[str], _language: str) -> str:
    return f"https://deeplink.rechtspraak.nl/uitspraak?id={match[0]}"


_PUBLICATION = r"{}-\g<year>-\g<number>"
_YEAR_AND_NUMBER = re.compile(r"(?P<year>\d{4}), (?P<number>\d+)", re.ASCII)

SCHEMES: dict[str, Scheme] = {
    "BWB": Scheme(re.compile(r"BWB[RVW]\d{7}", re.ASCII), _bwb, r"jci1.3:c:\g<0>"),
    "CELEX": Scheme(
        re.compile(r"[1-9CE]\d{4}[A-Z]{1,2}(?:\d{4}|/TXT)", re.ASCII), _celex, r"CELEX:\g<0>"
    ),
    "ELI": Scheme(
        re.compile(r"(?:dir|reg|dec)/\d{4}/\d+/oj", re.ASCII),
        _eli,
        r"http://data.europa.eu/eli/\g<0>",
    ),
    "CETS": Scheme(re.compile(r"\d{1,3}", re.ASCII), _cets, r"CETS \g<0>"),
    "ILO": Scheme(re.compile(r"[CPR]\d{3}", re.ASCII), _ilo, r"ILO \g<0>"),
    "Trb": Scheme(_YEAR_AND_NUMBER, _official_publication("trb"), _PUBLICATION.format("trb")),
    "Stb": Scheme(_YEAR_AND_NUMBER, _official_publication("stb"), _PUBLICATION.format("stb")),
    "Stcrt": Scheme(_YEAR_AND_NUMBER, _official_publication("stcrt"), _PUBLICATION.format("stcrt")),
    "parliamentary": Scheme(re.compile(r"\d{5}", re.ASCII), _parliamentary, r"Kamerstukken \g<0>"),
    "ECLI": Scheme(re.compile(r"ECLI:NL:[A-Z]+:\d{4}:\d+", re.ASCII), _ecli, r"\g<0>"),
}

_ARTICLE = re.compile(r"\d+[a-z]*(?:[.:]\d+[a-z]*)*", re.ASCII)
_PARAGRAPH = re.compile(r"\d+[a-z]?", re.ASCII)


def is_well_formed(scheme: str, value: str) -> bool:
    """Return whether a value has the shape of its scheme."""
    known = SCHEMES.get(scheme)
    return known is not None and known.shape.fullmatch(value) is not None


def instrument_url(scheme: str, value: str, language: str) -> str:
    """Return the URL of an instrument's official text, or nothing if none can be built."""
    known = SCHEMES.get(scheme)
    match = known.shape.fullmatch(value) if known else None
    return known.url(match, language) if known and match else ""


def reference(scheme: str, value: str) -> str:
    """Return an identifier with its scheme in it, as machines cite it, or nothing if it is none."""
    known = SCHEMES.get(scheme)
    match = known.shape.fullmatch(value) if known else None
    return match.expand(known.reference) if known and match else ""


def juriconnect(bwb: str, article: str = "", paragraph: str = "") -> str:
    """Return the Juriconnect 1.3 reference to an act, or to an article and paragraph in it."""
    reference = f"jci1.3:c:{bwb}"
    if _ARTICLE.fullmatch(article):
        reference += f"&artikel={article}"
        if _PARAGRAPH.fullmatch(paragraph):
            reference += f"&lid={paragraph}"
    return reference


def article_url(bwb: str, article: str, paragraph: str = "") -> str:
    """Return the URL of an article on wetten.overheid.nl, or nothing without a number."""
    if not is_well_formed("BWB", bwb) or not _ARTICLE.fullmatch(article):
        return ""
    return f"https://wetten.overheid.nl/{juriconnect(bwb, article, paragraph)}"
