"""Telephone numbers: read as people type them, checked, written the Dutch way, and dialled.

Stored in E.164 form (+31334481186), or as it is dialled when it is a short number (112).
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

_NETHERLANDS: Final = 31
# Prevention of suicide, and animals in need: not in the tables of phonenumbers.
_OTHER_SHORT_NUMBERS: Final = frozenset({"113", "144"})
# 14 and the area code of a municipality, such as 14 020.
_MUNICIPAL_NUMBER: Final = re.compile(r"140[0-9]{2,3}")
_MIN_SEARCHED: Final = 3
# What may be a number in a text; with dots it may be a time: 09.00-17.00.
_LIKE_A_NUMBER: Final = re.compile(
    r"(?<![\w.,/+-])(?:\+|\(?0)[0-9][0-9 ()-]{4,}[0-9](?![\w/-]|[.,:][0-9])"
)
# 0800, 0900 and their like are reached only from the Netherlands.
_DOMESTIC_PREFIXES: Final = ("800", "900", "906", "909")
# How the Dutch group the digits behind an area code (or 06), by how many there are.
_GROUPS: Final = {6: (2, 2, 2), 7: (3, 2, 2), 8: (2, 2, 2, 2)}


def validate_phone(value: str) -> None:
    """Raise ValidationError unless `value` is a number in E.164 form or a Dutch short number."""
    if _is_short(value):
        return
    number = _parse(value)
    if (
        number is None
        or not phonenumbers.is_valid_number(number)
        or phonenumbers.format_number(number, PhoneNumberFormat.E164) != value
    ):
        raise ValidationError(
            _(
                "Write the number with the country code and without spaces, such as +31334481186 "
                "or +318005151, or as a short number, such as 112."
            ),
            code="invalid_phone",
        )


def number_as_typed(text: str) -> str:
    """Return a number as it is stored, however the Dutch write it; other text as it is.

    033 448 11 86, (033) 448 11 86, +31 (0)33-4481186 and 0031334481186 are one number. A number
    that lost its zero is not completed.
    """
    bare = re.sub(r"\(0\)|[\s().\-/\u2010-\u2015]", lambda found: "", text)
    if _is_short(bare):
        return bare
    if not re.fullmatch(r"(?:\+|0)[0-9]{6,15}", bare):
        return text
    number = _parse_in(bare, "NL")
    if number is None or not phonenumbers.is_valid_number(number):
        return text
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def numbers_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each number of a text begins and ends, with the number as it is stored.

    Short numbers are left out: 112 in a text may also be an article or a year.
    """
    for found in _LIKE_A_NUMBER.finditer(text):
        stored = number_as_typed(found[0])
        number = _parse(stored)
        if number is not None and phonenumbers.is_valid_number(number):
            yield found.start(), found.end(), stored


def digits_searched(text: str) -> str:
    """Return the digits to look for among stored numbers; nothing if it is no part of a number.

    Without what only one spelling has: the zero of an area code, or the code of the country.
    """
    text = text.replace("(0)", "")
    if not re.fullmatch(r"[\s0-9().+\-/\u2010-\u2015]*", text):
        return ""
    digits = re.sub(r"[^0-9]", "", text)
    bare = re.sub(r"^(?:0031|31(?=[0-9]{8})|0)", "", digits)
    return bare if len(bare) >= _MIN_SEARCHED else ""


def display(value: str, *, abroad: bool = False) -> str:
    """Return the number as people write it: 033 448 11 86, or +31 33 448 11 86 for `abroad`.

    A number that can be reached only from the Netherlands stays as it is dialled there. What is no
    number is returned unchanged.
    """
    return " ".join(_groups(value, abroad=abroad)) or value


def href(value: str) -> str:
    """Return the tel: link; 0800, 0900 and short numbers as dialled in the Netherlands."""
    return f"tel:{_dialled(value)}"


def text_href(value: str) -> str:
    """Return the link that writes a text message to the number."""
    return f"sms:{_dialled(value)}"


def whatsapp_href(value: str) -> str:
    """Return the link that opens a WhatsApp chat with the number."""
    return f"https://wa.me/{re.sub(r'[^0-9]', '', value)}"


@lru_cache(maxsize=4_096)
def _dialled(value: str) -> str:
    number = _parse(value)
    if number is not None and _is_domestic(number):
        return f"0{phonenumbers.national_significant_number(number)}"
    return re.sub(r"[^0-9+]", "", value)


@lru_cache(maxsize=4_096)
def _groups(value: str, *, abroad: bool) -> tuple[str, ...]:
    """Return the digits in the groups in which they are written; remembered, for it is slow."""
    if _is_short(value):
        return (value[:2], value[2:]) if _MUNICIPAL_NUMBER.fullmatch(value) else (value,)
    number = _parse(value)
    if number is None:
        return ()
    if number.country_code != _NETHERLANDS:
        return tuple(phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL).split())
    national = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    area_code, *rest = national.split()
    groups = _dutch_groups("".join(rest))
    if abroad and not _is_domestic(number):
        return (f"+{_NETHERLANDS}", area_code.removeprefix("0"), *groups)
    return (area_code, *groups)


def _dutch_groups(digits: str) -> list[str]:
    groups: list[str] = []
    for size in _GROUPS.get(len(digits), (len(digits),)):
        groups.append(digits[:size])
        digits = digits[size:]
    return groups


def _parse(value: str) -> PhoneNumber | None:
    """Return a number in international form, or None."""
    return _parse_in(value) if value.startswith("+") else None


def _parse_in(value: str, region: str | None = None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(value, region)
    except NumberParseException:
        return None


def _is_domestic(number: PhoneNumber) -> bool:
    national = phonenumbers.national_significant_number(number)
    return number.country_code == _NETHERLANDS and national.startswith(_DOMESTIC_PREFIXES)


def _is_short(value: str) -> bool:
    """Return whether `value` is a number that is dialled as it stands, only in the Netherlands."""
    if value in _OTHER_SHORT_NUMBERS or _MUNICIPAL_NUMBER.fullmatch(value):
        return True
    if not re.fullmatch(r"[0-9]{3,6}", value):
        return False
    number = _parse_in(value, "NL")
    return number is not None and phonenumbers.is_valid_short_number_for_region(number, "NL")
