"""What the slow reference of the first contact knows of answers, and what it returns."""

from dataclasses import dataclass

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
