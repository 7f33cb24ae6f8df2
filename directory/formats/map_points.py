"""Find a point on a map in free text: coordinates, codes and links to maps."""

import re
from typing import Final

_START: Final = r"(?<!\d)(?<!\d[.,])"
_LATITUDE: Final = r"5[0-3][.,]\d{3,}"
_LONGITUDE: Final = r"(?<!\d)[3-7][.,]\d{3,}"
_CODE: Final = "[23456789CFGHJMPQRVWX]"

_POINTS: Final = (
    # 52.3702, 4.8952 and the other way round
    re.compile(
        rf"{_START}(?:{_LATITUDE}\D{{1,25}}?{_LONGITUDE}|{_LONGITUDE}\D{{1,25}}?{_LATITUDE})"
    ),
    # 52°22'13"N, N 52° 22.212, N52 22.212
    re.compile(r"(?<!\d)5[0-3]\s?°\s?\d{1,2}|\bN\s?5[0-3]\s\d{1,2}[.,]\d"),
    # RD 121687 487484, in metres
    re.compile(
        r"(?:\bRD|\brijksdriehoek\w{0,20}|\bx)\W{1,4}\d{2,3}\.?\d{3}(?:[.,]\d+)?"
        r"\D{1,6}[3-6]\d\d\.?\d{3}(?!\d)",
        re.IGNORECASE,
    ),
    # 9F469VCW+3X, an open location code; its signs come first, for few words begin like that
    re.compile(
        rf"(?<![^\W_])(?={_CODE}{{4,8}}\+)(?=\S{{0,99}}[A-Z])(?=\S{{0,99}}\d)"
        rf"{_CODE}{{4,8}}\+{_CODE}{{2,3}}(?![^\W_])",
        re.IGNORECASE,
    ),
    re.compile(
        r"///\w+\.\w+\.\w+|\bgeo:\d|google\.[a-z.]{2,6}/maps|\b(?:maps\.google\.[a-z]{2,3}|goo\.gl/maps"
        r"|maps\.app\.goo\.gl|openstreetmap\.org|osm\.org|maps\.apple\.com|bing\.com/maps|waze\.com"
        r"|what3words\.com|w3w\.co|plus\.codes|wego\.here\.com)\b",
        re.IGNORECASE,
    ),
)


def find_map_point(text: str) -> str | None:
    """Return the first part of a text that is a point in the Netherlands, or a link to a map."""
    for pattern in _POINTS:
        match = pattern.search(text)
        if match:
            return match[0]
    return None
