"""Answers as a short code in the path, which says nothing to someone who reads the history.

The code is for the eye only: whoever opens the link sees the same page. It needs no secret and no
storage, so it stays good for as long as the words that were chosen exist.

Bits, most significant first: version 4, question 4, danger 2, audience 2, age 2, papers 4, steps
12, municipality 14, 4 unused; then 16 for every form, situation, need and language, in order: the
hash of the word's code, so that editors may add, move and remove words. Two check octets stand in
front and also blur the rest, so that two similar answers have nothing in common.
"""

import re
from base64 import b32decode, b32encode
from binascii import Error
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import shake_128

from directory.facets import TAXONOMIES
from directory.formats.languages import languages_to_talk
from directory.matching.question import NOTHING, Circumstances, Codes
from directory.models import AgeGroup, Audience, ResidenceStatus
from directory.snapshot.facet_terms import FacetTerms
from rights.models import Step

VERSION = 1
HEAD_OCTETS = 6
CHECK_OCTETS = 2
TERM_OCTETS = 2
MAX_CODE_LENGTH = 400
CODE = re.compile(r"[a-z2-7]+")

SINGLE: tuple[tuple[str, int, Sequence[str]], ...] = (
    ("audience", 2, Audience.values),
    ("age", 2, AgeGroup.values),
    ("residence_status", 4, ResidenceStatus.values),
)
"""Answers of which one is chosen, with their width in bits; nought stands for not said."""

STEP_BITS = 12

HASHED = (*TAXONOMIES, "language")
"""Answers of which any number may be chosen, from many."""


@dataclass(frozen=True)
class CodeBook:
    """The words that a code may hold: per hashed facet, the codes of its terms."""

    words: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, terms: FacetTerms) -> "CodeBook":
        """Return the book of the words that visitors can choose now."""
        words = {facet: terms.codes(facet) for facet in TAXONOMIES}
        return cls(words | {"language": languages_to_talk()})

    def encode(self, choices: Circumstances, question: int) -> str:
        """Return the code of these answers at a question, by its number."""
        head = _Packed()
        head.put(VERSION, 4)
        head.put(question, 4)
        head.put(0 if choices.in_danger is None else 1 + choices.in_danger, 2)
        for facet, width, values in SINGLE:
            said = choices.said(facet)
            head.put(1 + values.index(min(said)) if said else 0, width)
        head.put(sum(1 << Step.values.index(step) for step in choices.step), STEP_BITS)
        head.put(int(choices.municipality[2:]) if choices.municipality else 0, 14)
        head.put(0, 4)
        hashes = sorted(_hash(facet, code) for facet in HASHED for code in choices.said(facet))
        body = head.octets() + b"".join(hashes)
        check = _digest(b"check", body, CHECK_OCTETS)
        octets = check + _blurred(body, check)
        return b32encode(octets).decode().rstrip("=").lower()

    def decode(self, code: str) -> tuple[Circumstances, int] | None:
        """Return the answers and the number of the question; None for what is no code of ours.

        A code never stands for other answers than those it was made of: one that holds a word
        that is gone, or is not exactly what these answers give, stands for nothing.
        """
        body = _body(code)
        if body is None:
            return None
        head = _Unpacked(int.from_bytes(body[:HEAD_OCTETS]), HEAD_OCTETS * 8)
        if head.take(4) != VERSION:
            return None
        question, danger = head.take(4), head.take(2)
        single = {facet: _chosen(values, head.take(width)) for facet, width, values in SINGLE}
        steps, municipality = head.take(STEP_BITS), head.take(14)
        words = self._words_of(body[HEAD_OCTETS:])
        if words is None:
            return None
        choices = Circumstances(
            **single,
            **words,
            in_danger=None if not danger else danger == 2,
            municipality=f"GM{municipality:04}" if municipality else None,
            step=frozenset(step for i, step in enumerate(Step.values) if steps >> i & 1),
        )
        return (choices, question) if self.encode(choices, question) == code else None

    def _words_of(self, octets: bytes) -> dict[str, Codes] | None:
        words = {facet: set[str]() for facet in HASHED}
        for start in range(0, len(octets), TERM_OCTETS):
            found = self._by_hash.get(octets[start : start + TERM_OCTETS], ())
            if len(found) != 1:
                return None
            facet, code = found[0]
            words[facet].add(code)
        return {facet: frozenset(codes) for facet, codes in words.items()}

    @cached_property
    def _by_hash(self) -> dict[bytes, list[tuple[str, str]]]:
        found: dict[bytes, list[tuple[str, str]]] = {}
        for facet in HASHED:
            for code in self.words[facet]:
                found.setdefault(_hash(facet, code), []).append((facet, code))
        return found


class _Packed:
    """Numbers side by side in one."""

    def __init__(self) -> None:
        self.number = self.width = 0

    def put(self, number: int, width: int) -> None:
        self.number = self.number << width | number
        self.width += width

    def octets(self) -> bytes:
        return self.number.to_bytes(self.width // 8)


class _Unpacked:
    """The same numbers taken apart."""

    def __init__(self, number: int, width: int) -> None:
        self.number, self.left = number, width

    def take(self, width: int) -> int:
        self.left -= width
        return self.number >> self.left & ((1 << width) - 1)


def _body(code: str) -> bytes | None:
    """Return the octets of a code, still to be understood; None if the check octets differ."""
    if len(code) > MAX_CODE_LENGTH or not CODE.fullmatch(code):
        return None
    try:
        octets = b32decode(code.upper() + "=" * (-len(code) % 8))
    except Error:
        return None
    check = octets[:CHECK_OCTETS]
    body = _blurred(octets[CHECK_OCTETS:], check)
    is_ours = len(body) >= HEAD_OCTETS and _digest(b"check", body, CHECK_OCTETS) == check
    return body if is_ours else None


def _chosen(values: Sequence[str], number: int) -> Codes:
    return frozenset({values[number - 1]}) if 0 < number <= len(values) else NOTHING


def _hash(facet: str, code: str) -> bytes:
    return _digest(facet.encode(), code.encode(), TERM_OCTETS)


def _blurred(octets: bytes, check: bytes) -> bytes:
    """Return octets that look like others; blurring them again with the same gives them back."""
    pattern = _digest(b"blur", check, len(octets))
    return bytes(octet ^ other for octet, other in zip(octets, pattern, strict=True))


def _digest(purpose: bytes, octets: bytes, length: int) -> bytes:
    return shake_128(b"signpost\0" + purpose + b"\0" + octets).digest(length)
