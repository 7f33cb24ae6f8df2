"""One spelling for every way in which people write a place or a postcode."""

import re
import unicodedata
from typing import Final

from directory.formats.folding import fold

MAX_PLACE_LENGTH: Final = 100

_POSTCODE: Final = re.compile(
    r"(?<![^\W_])(?:NL[\s._-]{0,3})?(?P<digits>[1-9][0-9]{3})"
    r"[\s._,/+-]{0,3}[A-Za-z][\s.]?[A-Za-z](?![^\W_])",
    re.IGNORECASE,
)
_DIGITS_ALONE: Final = re.compile(
    r"\W*(?:NL[\s._-]{0,3})?(?P<digits>[1-9][0-9]{3})\W*", re.IGNORECASE
)
_MISREAD_POSTCODE: Final = re.compile(r"([1-9OILl|][0-9OoIl|]{3})[\s._-]{0,3}[A-Za-z]{2}")
_MISREAD_DIGITS: Final = str.maketrans("OoIlL|", "001111")

_ABBREVIATIONS: Final = (
    (re.compile(r"\b(?:st|ste|sinte|saint) (?=\w)"), "sint "),
    (re.compile(r"\bnw\b"), "nieuw"),
    (re.compile(r"\b(?:aan de[nr]?|a ?d) (?=\w)"), "ad "),
    (re.compile(r"(?<=\w )(?:op de[nr]?|o d) (?=\w)"), "od "),
    (re.compile(r"(?<=\w )o (?=\w)"), "op "),
    (re.compile(r"(?<=\w )b (?=\w)"), "bij "),
    (re.compile(r"(?<=\w )v (?=\w)"), "van "),
    (re.compile(r"\bhet\b"), "t"),
    (re.compile(r"ij"), "y"),
)
"""What is written short, or in two ways, in names of places: a/d, St., 't, IJ and Y."""

_SOUNDS: Final = tuple(
    pair.split(">")
    for pair in "sch>sg ch>g ck>k c>k q>k x>ks ph>f th>t dt>t v>f z>s ou>au ei>y".split()
)
_DOUBLED: Final = re.compile(r"(.)\1+")

_CYRILLIC: Final = re.compile(r"[\u0400-\u04FF]")
_LATIN: Final = re.compile(r"[A-Za-z]")
_LOOKALIKES: Final = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0410\u0415\u041e\u0420\u0421\u0425\u041a\u041c\u041d\u0422",
    "aeopcyxiAEOPCXKMHT",
)
"""Cyrillic letters that pass for Latin ones, in a name that has both."""


def plain_text(typed: str) -> str:
    """Return typed text with the digits of any script as 0 to 9, on one line, nothing invisible."""
    characters = []
    for character in unicodedata.normalize("NFKC", typed):
        category = unicodedata.category(character)
        if category == "Nd":
            characters.append(str(unicodedata.decimal(character)))
        elif category not in {"Cf", "Mn"} or character in "\u0301\u0302\u0308":
            characters.append(" " if category[0] in "CZ" else character)
    return " ".join("".join(characters).split())


def name_key(name: str) -> str:
    """Return the one spelling of a name's words, by which names are compared.

    Folded, with the usual abbreviations written alike: "Alphen a/d Rijn" is "alphen ad ryn", as is
    "Alphen aan den Rijn". No two places that differ share a key.
    """
    if _CYRILLIC.search(name) and _LATIN.search(name):
        name = name.translate(_LOOKALIKES)
    key = fold(name.replace("&", " en "))
    for short, written_alike in _ABBREVIATIONS:
        key = short.sub(written_alike, key)
    return key


def written_out(name: str) -> str:
    """Return the key of a name written as one word, in which nothing is short."""
    return closed_up(fold(name)).replace("ij", "y")


def closed_up(key: str) -> str:
    """Return a key without its spaces: "Ter Apel" is also written "Terapel"."""
    return key.replace(" ", "")


def sound_of(key: str) -> str:
    """Return how a key sounds, about: Kuijk and Cuijk, Utregt and Utrecht sound alike."""
    sound = closed_up(key)
    for written, heard in _SOUNDS:
        sound = sound.replace(written, heard)
    return _DOUBLED.sub(r"\1", sound)


def digits_alone(text: str) -> re.Match[str] | None:
    """Return the postcode without letters that a plain text is; its group "digits" has four."""
    return _DIGITS_ALONE.fullmatch(text)


def postcode_in(text: str) -> re.Match[str] | None:
    """Return the first postcode with its letters in a plain text; its group "digits" has four."""
    return _POSTCODE.search(text)


def misread_postcode(text: str) -> str | None:
    """Return the postcode that was meant where letters stand for digits, such as 1O12 AB."""
    match = _MISREAD_POSTCODE.fullmatch(text)
    if match is None or not any(character.isdigit() for character in match[1]):
        return None
    return match[1].translate(_MISREAD_DIGITS) + " " + text[-2:].upper()
