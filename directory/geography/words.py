"""Find the names of places and the postcodes that stand among other words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final

from directory.formats.folding import fold
from directory.geography.gazetteer import ISLANDS, MAX_WORDS_OF_A_NAME, Gazetteer
from directory.geography.typed_names import digits_alone, name_key, postcode_in
from directory.models import Area, AreaKind
from directory.search.stop_words import GRAMMAR_WORDS

_WORD: Final = re.compile(r"[^\W_]+")
_DIGITS_FIRST: Final = re.compile(r"(?P<digits>[1-9][0-9]{3})(?=[\s,]+[^\W\d_]{3})")
_PREPOSITION: Final = re.compile(
    r"(?:^|\W)(?:in|te|bij|uit|rond|rondom|naar|omgeving|regio|gemeente|near|around|from|of)\W+$",
    re.IGNORECASE,
)
_REGION_MARK: Final = re.compile(
    r"(?:^|\W)(?:provincie|prov|province of|regio|region)\W+$", re.IGNORECASE
)
_PART_OF_TOWN: Final = re.compile(
    r"[\s-]+(?:noord|oost|zuid|west|noordoost|noordwest|zuidoost|zuidwest|centrum|binnenstad|cs"
    r"|north|east|south|centre|center)\b",
    re.IGNORECASE,
)
_MAX_LENGTH_OF_ABBREVIATION: Final = 3
_NEVER_NAMES: Final = frozenset().union(*GRAMMAR_WORDS.values()) | {"heel", "ens", "hee"}

ORDINARY_WORDS: Final = frozenset(
    """
    achterveld achtmaal amen anderen axel baak baard baars bakhuizen balk bant bears beers beets
    best beugen blije blokker boer bontebok born braamt broek broekland buren dalem dalen dieren
    dijken donderen dorst duizel echt echten een engelen ens enter epen erica est gasteren gauw
    gees gestel gieten glimmen goes goor graft groede groet gulpen haler halfweg hall handel
    hank hapert haren hee heel heer heibloem heide heikant helden hem hemmen herten hoek hoeven
    hoofdplaat hoornaar horn huizen hulsel ie indijk kaard kampen klimmen laak leek lent leunen
    lieren lies lijnden linde linden lions lombok loo loon made marken meeuwen meppen middelaar
    middenveld mill monster mussel neer nes noordeinde noorden nutter ondiep opende overslag
    peest peins persingen petten putte reek rekken ried rijen rijs rolde roosteren schermer
    schijf sloten smakt spankeren spier spijk spui stratum thorn tonden tuil tuk turns uitwijk
    veen velden veulen vijlen vlijmen vries vuren waal waarde waarder warns wateren wedde well
    wetering wier wijngaarden winde winkel wouw zandberg zegge zetten zuilen
    """.split()
)
"""Names, of villages and five towns, that a Dutch or English spelling dictionary has as a word."""


@dataclass(frozen=True, slots=True)
class NameInWords:
    """A name within a text: as it is written there, from where to where, and what it leads to."""

    written: str
    start: int
    end: int
    name: str = ""
    municipalities: tuple[Area, ...] = ()
    region: Area | None = None
    is_island: bool = False

    @property
    def is_country(self) -> bool:
        """Return whether it is the whole country, which narrows nothing."""
        return self.region is not None and self.region.kind == AreaKind.COUNTRY

    @property
    def leads_somewhere(self) -> bool:
        """Return whether it is more than a postcode that nobody knows."""
        return bool(self.municipalities or self.region or self.is_island)


def names_in(text: str, gazetteer: Gazetteer, *, is_strict: bool = False) -> list[NameInWords]:
    """Return the names and the postcode in a plain text, in order, none within another.

    The part of a town goes with its name (Rotterdam-Zuid). Strictly, a name must have its spaces,
    and be no ordinary word unless one like "in" precedes.
    """
    postcode = _postcode(text, gazetteer, is_strict=is_strict)
    words = [
        match
        for match in _WORD.finditer(text)
        if postcode is None or not postcode.start <= match.start() < postcode.end
    ]
    found = [postcode] if postcode else []
    position = 0
    while position < len(words):
        for count in range(min(MAX_WORDS_OF_A_NAME, len(words) - position), 0, -1):
            start, end = words[position].start(), words[position + count - 1].end()
            if postcode and start < postcode.start < end:
                continue
            name = _name(text, start, end, gazetteer, is_strict=is_strict)
            if name is not None and not _is_loose_abbreviation(name, found):
                found.append(name)
                position += count
                break
        else:
            position += 1
    return sorted(
        (_with_part_of_town(text, name) for name in found if name.start < name.end),
        key=lambda name: name.start,
    )


def together(found: list[NameInWords], gazetteer: Gazetteer) -> NameInWords | None:
    """Return what several names of one text stand for: the one narrows the other, if it can.

    Hengelo and Gelderland leave one municipality. What contradicts leaves a choice of both.
    """
    leading = [name for name in found if name.leads_somewhere and not name.is_country]
    return reduce(lambda a, b: _both(a, b, gazetteer), leading) if leading else None


def _both(a: NameInWords, b: NameInWords, gazetteer: Gazetteer) -> NameInWords:
    wide_a, wide_b = _wide(a, gazetteer), _wide(b, gazetteer)
    narrowing = (
        (a, a.municipalities, b.municipalities),
        (a, a.municipalities, wide_b),
        (b, b.municipalities, wide_a),
        (min(a, b, key=lambda name: len(_wide(name, gazetteer))), wide_a, wide_b),
    )
    for narrow, ours, theirs in narrowing:
        common = tuple(area for area in ours if area in theirs)
        if common:
            return NameInWords(a.written, a.start, b.end, narrow.name, common)
    either = dict.fromkeys((*(a.municipalities or wide_a), *(b.municipalities or wide_b)))
    is_island = a.is_island or b.is_island
    return NameInWords(a.written, a.start, b.end, "", tuple(either), is_island=is_island)


def _wide(name: NameInWords, gazetteer: Gazetteer) -> tuple[Area, ...]:
    return gazetteer.in_region(name.region) if name.region else ()


def _postcode(text: str, gazetteer: Gazetteer, *, is_strict: bool) -> NameInWords | None:
    """Return the postcode of a text.

    Its digits alone will do where they are the whole text, or where a town follows at once. Among
    other words they may be a year, or what somebody earns.
    """
    match = (
        postcode_in(text)
        or digits_alone(text)
        or (None if is_strict else _DIGITS_FIRST.match(text))
    )
    if match is None:
        return None
    areas = gazetteer.postcodes.get(match["digits"], ())
    return NameInWords(match[0], match.start(), match.end(), municipalities=areas)


def _name(
    text: str, start: int, end: int, gazetteer: Gazetteer, *, is_strict: bool
) -> NameInWords | None:
    written = text[start:end]
    key = name_key(written)
    if not key or (is_strict and not _counts(key, text[:start], gazetteer)):
        return None
    named = gazetteer.named(key)
    region = None if "," in written else gazetteer.region(key)
    is_island = key in ISLANDS
    if named is None and region is None and not is_island:
        return None
    if region and _REGION_MARK.search(text[:start]):
        named = None
    return NameInWords(
        written,
        start,
        end,
        named.name if named else "",
        named.municipalities if named else (),
        region,
        is_island,
    )


def _counts(key: str, before: str, gazetteer: Gazetteer) -> bool:
    if fold(key) in _NEVER_NAMES:
        return False
    is_name = key in gazetteer.spaced or key in ISLANDS or gazetteer.region(key) is not None
    return is_name and (fold(key) not in ORDINARY_WORDS or bool(_PREPOSITION.search(before)))


def _with_part_of_town(text: str, name: NameInWords) -> NameInWords:
    match = _PART_OF_TOWN.match(text, name.end)
    if match is None or not name.municipalities:
        return name
    return replace(name, written=text[name.start : match.end()], end=match.end())


def _is_loose_abbreviation(name: NameInWords, found: list[NameInWords]) -> bool:
    """Return whether two or three letters stand for a province, but not behind a place."""
    is_short = name.region and not name.municipalities and not name.is_country
    if not is_short or len(name.written) > _MAX_LENGTH_OF_ABBREVIATION:
        return False
    return not (found and 0 < name.start - found[-1].end <= _MAX_LENGTH_OF_ABBREVIATION)


def unnamed(text: str, found: list[NameInWords]) -> Iterator[re.Match[str]]:
    """Yield the words of a text that no name took."""
    for match in _WORD.finditer(text):
        if not any(name.start <= match.start() < name.end for name in found):
            yield match
