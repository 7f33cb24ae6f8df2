"""Opening hours as people type them, read as OSM writes them."""

import re
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from directory.formats.opening_hours import can_be_shown

Meant: TypeAlias = str | Callable[[re.Match[str]], str]


def hours_as_typed(text: str) -> str:
    """Return hours as OSM writes them, such as Mo-Fr 09:00-17:00 for “ma t/m vr 9-17 uur”.

    Days in Dutch or English, times with or without minutes. What cannot be read stays as it is, and
    so do times without days, or days without times: nobody knows what was meant.
    """
    if not text or can_be_shown(text):
        return text
    read = f" {text.strip().casefold()} "
    for written, meant in _TYPED:
        read = written.sub(meant, read)
    read = re.sub(r"\s*;\s*", "; ", " ".join(read.split())).strip("; ")
    return read if can_be_shown(read) and all(map(_is_whole, read.split("; "))) else text


def _is_whole(rule: str) -> bool:
    """Return whether both the days and the times of a rule were typed."""
    return rule == "24/7" or bool(re.match(r"[A-Z].*(?:\d|off)", rule))


def _time_as_typed(found: re.Match[str]) -> str:
    return f"{int(found[1]):02}:{found[2] or '00'}-{int(found[3]):02}:{found[4] or '00'}"


def _typed() -> Iterator[tuple[re.Pattern[str], Meant]]:
    """Yield what people type for what OSM writes, in the order in which it is read."""
    yield re.compile(r"\b(?:dag en nacht|day and night|altijd|24 uur per dag|24 hours)\b"), "24/7"
    yield re.compile(r"\b(?:feestdagen|(?:public|bank) holidays)\b"), "PH"
    yield re.compile(r"\b(?:elke dag|dagelijks|every day|daily)\b"), "Mo-Su"
    yield re.compile(r"\b(?:werkdagen|weekdays|working days)\b"), "Mo-Fr"
    yield re.compile(r"\b(?:weekeinde|weekend)\b"), "Sa-Su"
    for code, names in _DAYS_TYPED.items():
        yield re.compile(rf"\b(?:{names})\b\.?"), code
    yield re.compile(r"\b(?:gesloten|dicht|closed)\b"), "off"
    yield re.compile(r"\b(?:uur|u|hours|van|from|op|on)\b"), " "
    yield re.compile(r"\s*(?:t/m|tot en met|\btot\b|\buntil\b|\btill?\b|\bto\b|[-–—])\s*"), "-"
    yield re.compile(r"\b(\d{1,2})(?:[.:](\d{2}))?-(\d{1,2})(?:[.:](\d{2}))?\b"), _time_as_typed
    yield re.compile(r"\s*(?:,|\b(?:en|and)\b|&)\s*"), ","
    yield re.compile(r"(?<=[0-9f]),(?=[A-Z])"), "; "
    yield re.compile(r"(?<=[a-zH]):? *(?=\d\d:)"), " "


_DAYS_TYPED: Final = {
    "Mo": "maandag|ma|monday|mon|mo",
    "Tu": "dinsdag|di|tuesday|tues?|tu",
    "We": "woensdag|wo|wednesday|wed|we",
    "Th": "donderdag|do|thursday|thurs?|thu?",
    "Fr": "vrijdag|vr|friday|fri|fr",
    "Sa": "zaterdag|za|saturday|sat|sa",
    "Su": "zondag|zo|sunday|sun|su",
    "PH": "ph",
}
_TYPED: Final = tuple(_typed())
