"""Find what gives an address away in free text, so that no sentence says where a secret place is.

A pattern knows no map: it errs towards finding, but lets law articles, years, numbers of days and
telephone numbers pass. Post-office boxes are no secret.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from directory.formats.dutch_places import known_places
from directory.formats.map_points import find_map_point
from directory.formats.postcodes import find_postcode
from directory.formats.readable_text import readable
from directory.formats.street_names import (
    COUNTED,
    ENGLISH_ENDINGS,
    NAME_ENDINGS,
    NO_STREETS,
    NUMBER_WORDS,
    OPENINGS,
    SMALL_WORDS,
    SQUARES,
    STREET_ENDINGS,
    any_of,
)

_BEFORE: Final = 80
_AFTER: Final = 60

_START: Final = r"(?<![^\W_])"
_END: Final = r"(?![^\W_])"
_CAPITAL: Final = r"(?-i:(?=[A-Z]))"
_LETTERS: Final = r"[^\W\d_]{1,40}"
_SIGNS: Final = r"[\s.,:;()\[\]{}<>\"'“”‘’#=/|_*~+&–—-]"
_ARTICLE: Final = r"(?:(?:de|het|the|['’]t)\s)?"
_EXPLICIT: Final = (
    r"(?P<explicit>(?:(?:huis|house\s?)?(?:nummer|number|num|nr|no)|huis|house|hnr)"
    rf"{_SIGNS}{{0,4}})"
)
_GAP: Final = rf"{_SIGNS}{{0,8}}(?:(?:op|bij|at|met)\s)?{_EXPLICIT}?$"
_NARROW_GAP: Final = rf"[\s,_/-]{{1,3}}{_EXPLICIT}?$"

_STREET: Final = any_of(STREET_ENDINGS)
_NAME: Final = any_of(NAME_ENDINGS)
_COMPOUND: Final = rf"{_START}{_LETTERS}{_STREET}(?![^\W\d_])"
_ENGLISH: Final = (
    rf"{_START}{_CAPITAL}[\w'’-]{{1,30}}(?:\s{_CAPITAL}[\w'’-]{{1,30}}){{0,2}}"
    rf"\s(?-i:{any_of(ENGLISH_ENDINGS)}){_END}"
)


def _pattern(street: str, gap: str = _GAP) -> re.Pattern[str]:
    return re.compile(rf"(?P<street>{street}){gap}", re.IGNORECASE)


# What stands before a house number. Kerkstraat 12, and with other words between: "op nummer 12".
_COMPOUND_BEFORE: Final = _pattern(_COMPOUND)
_FAR_BEFORE: Final = re.compile(
    rf".*(?P<street>{_COMPOUND})(?P<between>[^.!?\n]{{0,45}}?){_START}{_EXPLICIT}$",
    re.IGNORECASE | re.DOTALL,
)
_BARE: Final = _pattern(rf"{_START}{_STREET}{_END}")
# Damsterdiep 12, Java-eiland 3
_NAMED: Final = _pattern(
    rf"{_START}{_CAPITAL}{_LETTERS}(?:-(?:{_LETTERS})?)?{_NAME}{_END}", _NARROW_GAP
)
_SQUARE: Final = _pattern(rf"{_START}{_CAPITAL}{any_of(SQUARES)}{_END}", _NARROW_GAP)
# Molen weg 8, oude gracht 44, Grote Markt 1
_TWO_WORDS: Final = _pattern(
    rf"{_START}(?P<first>{_LETTERS})[\s-](?P<second>(?:{_LETTERS})?{_NAME}|{_STREET}){_END}",
    _NARROW_GAP,
)
# aan het vrijthof 12
_SPOKEN_OF: Final = _pattern(
    rf"{_START}(?:aan|op|in|bij|naar)\s(?:de|het|['’]t)\s(?P<name>(?:{_LETTERS})?{_NAME}){_END}",
    _NARROW_GAP,
)
_CERTAIN: Final = (
    # Laan van Meerdervoort 100, Hof van Delft 2
    _pattern(
        rf"{_START}{_CAPITAL}(?:{_STREET}|{_NAME})(?:\s{any_of(SMALL_WORDS)}){{0,3}}"
        rf"(?:\s{_CAPITAL}[\w.’'-]{{1,40}}){{1,3}}"
    ),
    _pattern(rf"{_START}laan\svan\s(?:de[nr]?\s|het\s)?{_LETTERS}", _NARROW_GAP),
    # Plein 1944 nr 5, Laan 1940-1945 12
    _pattern(
        rf"{_START}{_CAPITAL}{_STREET}\s(?:\d{{4}}|[’']?(?:19)?40\s?[-–]\s?[’']?(?:19)?45)",
        _NARROW_GAP,
    ),
    _pattern(rf"[’']t\s{_CAPITAL}[\w-]{{2,40}}", _NARROW_GAP),
    _pattern(_ENGLISH, _NARROW_GAP),
)
# What stands behind it: 12 in de Kerkstraat, 12 Church Street
_AFTER_NUMBER: Final = re.compile(
    rf"(?:\s?[-–/]\s?\d{{1,4}})?(?:[a-z](?![^\W_]))?[\s,.:;/&)(\"'_-]{{1,4}}"
    rf"(?P<place>(?:in|aan|op|van|on|at|bij|of)\s)?{_ARTICLE}(?:straat(?:naam)?\s?[:=]\s?)?"
    rf"(?P<street>{_ENGLISH}|{_COMPOUND}"
    rf"|{_CAPITAL}{_LETTERS}\s{_CAPITAL}(?:{_STREET}|{any_of(SQUARES)}){_END})",
    re.IGNORECASE,
)
_CORNER: Final = re.compile(
    rf"{_START}(?:hoek|kruising|kruispunt|corner)\s(?:(?:van|met|of)\s)?{_ARTICLE}"
    rf"(?P<street>{_COMPOUND})\s?(?:en|and|met|with|&|/|-|–|,)\s?{_ARTICLE}{_COMPOUND}",
    re.IGNORECASE,
)

_NUMBER: Final = re.compile(
    rf"(?<!\d)(?<!\d[.,:])(?<![€$£])(?<![€$£]\s)[1-9]\d{{0,4}}(?!\d|[.,:]\d|\s?[%°€])"
    rf"|{_START}(?:{any_of(NUMBER_WORDS)}|[a-z]{{0,6}}honderd[a-z]{{0,16}}){_END}",
    re.IGNORECASE,
)
_ADDITION: Final = re.compile(r"[\s-]{0,3}(?:bis|hs|[ivx]{1,4}|\d{1,4}|[a-z])\b", re.IGNORECASE)
_IS_EXPLICIT: Final = re.compile(rf"{_START}{_EXPLICIT}$", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_COUNTS: Final = re.compile(
    rf"(?:\s?(?:[-–/à]|tot|t/m|to)\s?\d{{1,4}})?[\s-]{{0,2}}{any_of(COUNTED)}\b"
    r"|/7\b|(?:ste|de|th|nd|rd|st)\b",
    re.IGNORECASE,
)
_COUNTS_MANY: Final = re.compile(r"\s[a-z]{3,}(?:en|s)\b")
_WORD_FOLLOWS: Final = re.compile(r"\s(?!(?:te|bij|naast|boven|achter|tegenover|near)\b)[a-z]{2,}")
_TELEPHONE: Final = re.compile(
    r"\b(?:bel|bellen|belt|tel|telefoon|app|sms|call|phone)\b", re.IGNORECASE
)
_ADJECTIVES: Final = frozenset(
    "oude nieuwe grote kleine lange korte hoge lage brede smalle".split()
)
_NO_NAMES: Final = re.compile(r"(?:noord|woord|koord|moord|ering)\Z", re.IGNORECASE)
_POST_OFFICE_BOX: Final = re.compile(
    r"\b(?:postbus|p\.?\s?o\.?\s?box|antwoordnummer)\s{0,2}\d{1,6}"
    r"(?:[\s,]{1,3}\d{4}\s{0,2}[a-z]{2}\b)?",
    re.IGNORECASE,
)


def find_street_address(text: str) -> str | None:
    """Return the first part of `text`, as it is read, that says where something is, or None.

    That is a street with a number, a postcode, a point or link on a map, or a corner of streets,
    in Dutch or English. A post-office box is none. About 1 ms for 1,000 characters with numbers.
    """
    text = _POST_OFFICE_BOX.sub(" ", readable(text))
    return _find_street(text) or find_postcode(text) or find_map_point(text)


def _find_street(text: str) -> str | None:
    # A key or the path of a link has no capitals; each of its words may be a name.
    is_key = text == text.lower() and not re.search(r"\s", text)
    cased = re.sub(r"[a-z]+", lambda word: word[0].capitalize(), text) if is_key else text
    for number in _NUMBER.finditer(cased):
        found = _street_beside(cased, number)
        if found:
            start, end = found
            return text[start:end].strip()
    corner = _CORNER.search(text)
    return corner[0] if corner and _is_name(corner["street"]) else None


def _street_beside(text: str, number: re.Match[str]) -> tuple[int, int] | None:
    """Return where a street with this number begins and ends, or None."""
    start = max(0, number.start() - _BEFORE)
    before, after = text[start : number.start()], text[number.end() :][:_AFTER]
    if not _IS_EXPLICIT.search(before) and not _may_be_house_number(number[0], before, after):
        return None
    for match in _streets_before(before, after):
        addition = _ADDITION.match(after)
        return start + match.start("street"), number.end() + (addition.end() if addition else 0)
    behind = _AFTER_NUMBER.match(after)
    if behind and _is_name(behind["street"]) and (behind["place"] or behind["street"][0].isupper()):
        return number.start(), number.end() + behind.end()
    return None


def _may_be_house_number(number: str, before: str, after: str) -> bool:
    if number.isalpha():
        # In words only straight behind a name: "Kerkstraat twaalf", not "op de Hoofdweg twee keer".
        is_name = re.search(r"[A-Z][^\W\d_]+[\s,:(]{1,3}\Z", before)
        return bool(is_name) and not _WORD_FOLLOWS.match(after)
    return not (_YEAR.fullmatch(number) or _COUNTS.match(after))


def _streets_before(before: str, after: str) -> Iterator[re.Match[str]]:
    """Yield what is a street and ends right before a number."""
    counts_many = _COUNTS_MANY.match(after)
    match = _COMPOUND_BEFORE.search(before)
    if match and _is_name(match["street"]):
        yield match
    match = _FAR_BEFORE.match(before) if _IS_EXPLICIT.search(before) else None
    if match and _is_name(match["street"]) and not _TELEPHONE.search(match["between"]):
        yield match
    for pattern in _CERTAIN:
        if certain := pattern.search(before):
            yield certain
    for pattern in (_NAMED, _SQUARE):
        match = pattern.search(before)
        if match and not counts_many and _is_name(match["street"], may_be_town=True):
            yield match
    for pattern, is_street in _DOUBTFUL:
        if (match := pattern.search(before)) and is_street(match, after):
            yield match


def _is_bare_street(match: re.Match[str], after: str) -> bool:
    return match["street"][0].isupper() or bool(match["explicit"])


def _is_spoken_of(match: re.Match[str], after: str) -> bool:
    is_counting = not match["name"][0].isupper() and _WORD_FOLLOWS.match(after)
    return _is_name(match["name"]) and not is_counting


def _is_name(street: str, *, may_be_town: bool = False) -> bool:
    """Return whether a word is the name of a street: not "onderweg", and no town if it may be."""
    name = street.casefold()
    is_other = name in NO_STREETS or _NO_NAMES.search(name)
    is_town = may_be_town and name != "dam" and name in known_places()
    return not is_other and not is_town


def _is_pair(match: re.Match[str], after: str) -> bool:
    """Return whether two words are a street: "Molen weg", "grote markt", not "op straat"."""
    first, second = match["first"], match["second"]
    if first.casefold() in OPENINGS or not _is_name(second):
        return False
    if second.casefold() in STREET_ENDINGS:
        return first[0].isupper() or first in _ADJECTIVES
    is_plain = first in _ADJECTIVES and not _WORD_FOLLOWS.match(after)
    is_named = first[0].isupper() and second[0].isupper() and not _COUNTS_MANY.match(after)
    return (is_plain or is_named) and match["street"].casefold() not in known_places()


_DOUBTFUL: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], bool]], ...]] = (
    (_BARE, _is_bare_street),
    (_TWO_WORDS, _is_pair),
    (_SPOKEN_OF, _is_spoken_of),
)
