"""What the slow reference of the first contact knows of answers, and what it returns."""

from dataclasses import dataclass
from functools import cache

SAYS_NOTHING = ("unknown", "any")
TALKING = ("phone", "free_phone", "chat", "whatsapp", "text", "email", "relay")
SPEAKING = ("phone", "free_phone")
USELESS = {"deaf_disability": SPEAKING, "watched": SPEAKING, "no_credit": ("phone", "text")}
COUNTRY = 4
AGES = ("minor", "young_adult", "adult")


@dataclass(frozen=True)
class Advice:
    """Whom to contact; keys of services."""

    rule: str | None = None
    first: int | None = None
    also: tuple[int, ...] = ()
    needs_met: frozenset[str] = frozenset()
    is_fallback: bool = False


@cache
def says(facet: str, codes: frozenset[str]) -> list[str]:
    """Return the answers on a facet that say something; of several ages the youngest."""
    said = [code for code in codes if code not in SAYS_NOTHING]
    return [age for age in AGES if age in said][:1] if facet == "age" else said


def one(key: int | None) -> list[int]:
    """Return a list of one, or of none."""
    return [] if key is None else [key]
