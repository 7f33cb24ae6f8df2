"""Find a Dutch postcode in free text, as people write it."""

import re
from typing import Final

from directory.formats.dutch_places import known_postcodes

_POSTCODE: Final = re.compile(
    r"(?<![^\W_])(?<!\d[.,:/-])(?:NL[\s-]?)?(?P<digits>[1-9]\d{3})(?P<between>[\s._+/-]{0,2})"
    r"(?P<letters>[A-Za-z]\s?[A-Za-z])(?![^\W\d_])"
)
_FOLLOWED_BY_A_NAME: Final = re.compile(r"[\s,]{1,3}(?:[A-Z]|['’]s-)")
_NUMBER_OF: Final = re.compile(
    r"\b(?:ISO|NEN|IEC|DIN|RFC|art(?:ikel)?|boek|lid|zaak|versie|Stb|Stcrt)\.?[\s-]{0,2}$",
    re.IGNORECASE,
)
# What two letters after a number with four digits mean when they are no part of a postcode.
_UNITS: Final = frozenset("am cm de gb gr ha kb kg km mb mg ml mm pm px".split())
_AFTER_A_YEAR: Final = frozenset("AI BW DE EG EN EU IN IS NL OF OM OP TE TV UK UN US VN WW".split())
_ABBREVIATIONS: Final = frozenset(
    "AM AW BW EK EU FW GW IT PC PM PW RV SR SV TK TV UK US VN".split()
)
_WORDS: Final = _UNITS | frozenset(
    """
    af al an as at be bv by do dr eg en er et eu go he if in is it ja je jr km me mr mw my na no nr
    nu nv of om on op or pc pd pj pp so st tb te tm to tv uk up us uw vk vn vs we ze zn zo
    """.split()
)


def find_postcode(text: str) -> str | None:
    """Return the first postcode of a text, or None.

    As it is usually written, any will do. Written otherwise, with small letters or signs between,
    its digits must be those of an area where people live.
    """
    for match in _POSTCODE.finditer(text):
        if not _NUMBER_OF.search(text[: match.start()][-12:]) and _is_postcode(match, text):
            return match[0]
    return None


def _is_postcode(match: re.Match[str], text: str) -> bool:
    digits, between, letters = match["digits"], match["between"], match["letters"]
    after = text[match.end() :][:6]
    is_usual = letters.isupper() and len(letters) == 2 and not between.strip()
    if not between and len(letters) == 2 and letters.islower():
        return letters not in _UNITS
    if not is_usual:
        return digits in known_postcodes() and letters.lower() not in _WORDS
    if between and not _FOLLOWED_BY_A_NAME.match(after):
        is_year = digits.startswith(("19", "20"))
        is_ruling = is_year and letters == "AB" and re.match(r"\s?\d", after)
        is_after_a_year = is_year and letters in _AFTER_A_YEAR
        return not (is_ruling or is_after_a_year or letters in _ABBREVIATIONS)
    return True
