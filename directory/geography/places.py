"""From what a person types to a municipality: a name, a former name, a postcode, an address."""

import re
from dataclasses import dataclass, replace
from typing import Final

from directory.geography.gazetteer import (
    ISLANDS,
    MAX_GUESSES,
    Gazetteer,
    current_gazetteer,
    names_of,
)
from directory.geography.typed_names import (
    MAX_PLACE_LENGTH,
    digits_alone,
    misread_postcode,
    name_key,
    plain_text,
    postcode_in,
)
from directory.geography.words import NameInWords, names_in, together, unnamed
from directory.models import Area, AreaKind, FormerMunicipality

MAX_CODE_LENGTH = 10

_SAYING_NOTHING: Final = frozenset(
    """
    postcode postal code gemeente gem municipality city town village stad dorp provincie province
    prov regio region omgeving in te bij uit near of the de nl centrum center centre binnenstad cs
    station noord oost zuid west noordoost noordwest zuidoost zuidwest north east south
    """.split()
)
"""Words around the name of a place that do not change which municipality it lies in."""

_OTHER_SCRIPT: Final = re.compile(r"[^\u0000-\u024F\u2018\u2019]")

_LEADING: Final = re.compile(
    r"(?:^|\s)(?:in|te|bij|uit|rond|rondom|naar|omgeving|regio|gemeente|provincie|near|around)"
    r"(?: (?:de|het|the|regio|gemeente|provincie|stad|region|province|city|of))*[\s('‘’]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PlaceGuess:
    """What may have been meant by what nothing is known by: a name or a postcode to type."""

    name: str
    municipalities: tuple[Area, ...]

    def __str__(self) -> str:
        """Return the name, with the municipality where that has another."""
        if len(self.municipalities) != 1 or str(self.municipalities[0]) == self.name:
            return self.name
        return f"{self.name} ({self.municipalities[0]})"


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """What typed words stand for: one municipality, several to choose from, or nothing known."""

    typed: str
    municipalities: tuple[Area, ...] = ()
    is_caribbean: bool = False
    """Whether it is on the islands and nowhere else."""
    name: str = ""
    """The place or part of town as it is written, or "" if a municipality is called so."""
    region: Area | None = None
    """The province, region or country of this name; its municipalities are to choose from."""
    may_be_caribbean: bool = False
    """Whether an island has this name as well."""
    guesses: tuple[PlaceGuess, ...] = ()
    """What may have been meant, if nothing is known by this name."""

    @property
    def municipality(self) -> Area | None:
        """Return the municipality if there is exactly one."""
        if len(self.municipalities) != 1 or self.region or self.may_be_caribbean:
            return None
        return self.municipalities[0]

    def narrowed_to(self, code: str) -> "FoundPlace":
        """Keep the municipality of this code, if it is one of those, or one that was guessed."""
        guessed = (area for guess in self.guesses for area in guess.municipalities)
        possible = (*self.municipalities, *guessed)
        chosen = next((area for area in possible if area.code == code), None)
        return self if chosen is None else FoundPlace(self.typed, (chosen,))

    @property
    def is_country(self) -> bool:
        """Return whether it is the whole country, which narrows nothing."""
        return self.region is not None and self.region.kind == AreaKind.COUNTRY

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Return what to choose from, each municipality once: how to call it, and its code."""
        guesses = {
            area.code: str(guess) if len(guess.municipalities) == 1 else str(area)
            for guess in reversed(self.guesses)
            for area in guess.municipalities
        }
        found = {area.code: str(area) for area in self.municipalities}
        return [(label, code) for code, label in (found or dict(reversed(guesses.items()))).items()]

    @property
    def is_postcode(self) -> bool:
        """Return whether it has the form of a postcode, known or not."""
        text = plain_text(self.typed)
        return bool(digits_alone(text) or postcode_in(text))

    @property
    def is_unknown(self) -> bool:
        """Return whether nothing is known by this name."""
        return not self.municipalities and not self.region and not self.is_caribbean


@dataclass(frozen=True, slots=True)
class PlaceInWords:
    """A place that free words name: which words did, and which are left to search for."""

    place: FoundPlace
    words: str
    rest: str


def find_place(typed: str) -> FoundPlace:
    """Find the municipalities that typed words may stand for, never picking silently.

    An exact name of a municipality still offers other places of that name elsewhere, unless they
    lie in that municipality; a province or region offers its municipalities. A postcode gives where
    most of it lies. Takes about 0.02 ms, and 0.5 ms for guesses if nothing is known.
    """
    typed = _one_line(typed)[:MAX_PLACE_LENGTH]
    text = plain_text(typed)
    gazetteer = current_gazetteer()
    found = _by_postcode_alone(text, gazetteer) or _by_name(text, gazetteer)
    if found is None:
        text = _without_country(text, gazetteer)
        found = _by_parts(text, gazetteer)
    if found is None:
        found = FoundPlace(typed, guesses=tuple(_guesses(text, gazetteer)))
    return replace(found, typed=typed)


def find_place_in_words(words: str) -> PlaceInWords | None:
    """Find a place that stands among other words ("shelter 3011 AB", "opvang in Rotterdam").

    Names only as they are written, without guesses. A name that is an ordinary word too (loon,
    best, putten) counts after a word such as "in" only. Takes about 0.1 ms for ten words.
    """
    text = plain_text(words)
    gazetteer = current_gazetteer()
    found = [name for name in names_in(text, gazetteer, is_strict=True) if name.leads_somewhere]
    whole = together(found, gazetteer)
    if whole is None:
        return None
    named = " ".join(name.written for name in found)
    return PlaceInWords(_place(whole, gazetteer, typed=named), named, _without(text, found))


def find_municipality(code: str) -> FoundPlace:
    """Find the municipality of a GM code; a code of the past may have gone to several."""
    code = _one_line(code).upper()[:MAX_CODE_LENGTH]
    today = list(Area.objects.municipalities().filter(code=code))
    if today:
        return FoundPlace(today[0].name or code, tuple(today))
    former = FormerMunicipality.objects.filter(old_code=code).select_related("current")
    rows = list(former.order_by("current__folded_name", "pk"))
    return FoundPlace(rows[0].old_name if rows else code, _distinct([row.current for row in rows]))


def place_names() -> list[str]:
    """Return the names to offer while somebody types, municipalities first: about 3,000.

    Those in other scripts are found too, but they would make the list a third longer.
    """
    return [name for name in current_gazetteer().written if not _OTHER_SCRIPT.search(name)]


def _by_postcode_alone(text: str, gazetteer: Gazetteer) -> FoundPlace | None:
    match = digits_alone(text)
    areas = gazetteer.postcodes.get(match["digits"], ()) if match else ()
    return FoundPlace(text, areas) if areas else None


def _by_name(text: str, gazetteer: Gazetteer) -> FoundPlace | None:
    """Find what the whole text names; a region too, unless a municipality is called so."""
    key = name_key(text)
    if not key:
        return None
    named = gazetteer.named(key)
    region = gazetteer.region(key) if len(key) > 1 and "," not in text else None
    is_island = key in ISLANDS
    if named is None and region is None and not is_island:
        return None
    name, municipalities = named or ("", ())
    whole = NameInWords(text, 0, len(text), name, municipalities, region, is_island)
    return _place(whole, gazetteer, typed=text)


def _without_country(text: str, gazetteer: Gazetteer) -> str:
    """Return a text without the country at its end, which says nothing behind anything else."""
    found = names_in(text, gazetteer)
    if found and found[-1].is_country and not any(unnamed(text[found[-1].end :], [])):
        before = text[: found[-1].start].rstrip(" ,;(-")
        return before if found[:-1] or _says_more(before, []) else text
    return text


def _by_parts(text: str, gazetteer: Gazetteer) -> FoundPlace | None:
    """Find what a name with more around it stands for: an address, a province, "gemeente".

    Behind a number or a comma stands the town of an address, and what is before it is a street.
    The country counts if nothing else is named, and so does the hamlet that is called so.
    """
    found = names_in(text, gazetteer)
    start = _end_of_street(text, found)
    found = [name for name in found if name.start >= start] or found
    whole = together(found, gazetteer) or next((name for name in found if name.is_country), None)
    if whole is None or (not start and _says_more(text, found)):
        return None
    return _place(whole, gazetteer, typed=text)


def _end_of_street(text: str, found: list[NameInWords]) -> int:
    """Return where a street and number end, 0 if there are none."""
    more = [match for match in unnamed(text, found) if _says_something(match)]
    ends = [match.end() for match in more if match[0][0].isdigit()]
    comma = text.rfind(",") + 1
    if any(match.end() <= comma for match in more) and more[-1].end() <= comma:
        ends.append(comma)
    return max(ends, default=0)


def _says_more(text: str, found: list[NameInWords]) -> bool:
    return any(map(_says_something, unnamed(text, found)))


def _says_something(word: re.Match[str]) -> bool:
    return word[0].casefold() not in _SAYING_NOTHING


def _place(name: NameInWords, gazetteer: Gazetteer, *, typed: str) -> FoundPlace:
    """Return the place of a name; a region counts too, unless a municipality is called so."""
    is_municipality = _is_called(name)
    region = None if is_municipality else name.region
    members = gazetteer.in_region(region) if region else ()
    municipalities = tuple(dict.fromkeys((*name.municipalities, *members)))
    return FoundPlace(
        typed,
        municipalities,
        is_caribbean=name.is_island and not municipalities,
        name="" if is_municipality else name.name,
        region=region,
        may_be_caribbean=name.is_island and bool(municipalities),
    )


def _is_called(name: NameInWords) -> bool:
    key = name_key(name.name)
    return any(key in map(name_key, names_of(area)) for area in name.municipalities)


def _guesses(text: str, gazetteer: Gazetteer) -> list[PlaceGuess]:
    """Return what may have been meant: letters read as digits, a typing error, a name within."""
    postcode = misread_postcode(text)
    if postcode and postcode[:4] in gazetteer.postcodes:
        return [PlaceGuess(postcode, gazetteer.postcodes[postcode[:4]])]
    found = names_in(text, gazetteer)
    words = [word[0] for word in unnamed(text, []) if _says_something(word)]
    near = gazetteer.guesses(name_key(" ".join(words)))
    if not near:
        near = gazetteer.guesses(name_key(text[_end_of_street(text, found) :]))
    guesses = [PlaceGuess(named.name, named.municipalities) for named in near]
    within = [name for name in found if name.leads_somewhere and not name.is_country]
    guesses += [PlaceGuess(name.name or name.written, name.municipalities) for name in within]
    return list(dict.fromkeys(guesses))[:MAX_GUESSES]


def _without(text: str, found: list[NameInWords]) -> str:
    """Return the words that are left; a preposition that led to a name goes with it."""
    for name in reversed(found):
        before = _LEADING.sub("", text[: name.start])
        text = f"{before} {text[name.end :].lstrip(' ,.;:')}"
    return " ".join(word for word in text.split() if any(map(str.isalnum, word)))


def _one_line(typed: str) -> str:
    """Return typed text without null bytes, which PostgreSQL refuses, and without extra spaces."""
    return " ".join(typed.replace("\x00", "").split())


def _distinct(areas: list[Area]) -> tuple[Area, ...]:
    return tuple({area.pk: area for area in areas}.values())
