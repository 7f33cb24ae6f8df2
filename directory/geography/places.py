"""From what a person types to a municipality: a name, a former name, a postcode."""

import re
from dataclasses import dataclass, replace

from directory.formats.folding import fold
from directory.models import Area, FormerMunicipality, Place, Postcode

POSTCODE = re.compile(r"^([1-9][0-9]{3})\s*(?:[A-Za-z]{2})?$")
MAX_PLACE_LENGTH = 100
MAX_CODE_LENGTH = 10
CARIBBEAN = frozenset(
    {
        "bonaire",
        "saba",
        "sint eustatius",
        "st eustatius",
        "statia",
        "kralendijk",
        "oranjestad",
        "the bottom",
        "caribisch nederland",
        "caribbean netherlands",
        "bes eilanden",
    }
)
"""Names that lead to a page of their own: other numbers and other law hold there."""


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """What typed words stand for: one municipality, several to choose from, or nothing known."""

    typed: str
    municipalities: tuple[Area, ...] = ()
    is_caribbean: bool = False

    @property
    def municipality(self) -> Area | None:
        """Return the municipality if there is exactly one."""
        return self.municipalities[0] if len(self.municipalities) == 1 else None

    def narrowed_to(self, code: str) -> "FoundPlace":
        """Keep the municipality of this code, if it is one of those."""
        chosen = tuple(area for area in self.municipalities if area.code == code)
        return replace(self, municipalities=chosen) if chosen else self

    @property
    def is_unknown(self) -> bool:
        """Return whether nothing is known by this name."""
        return not self.municipalities and not self.is_caribbean


def find_place(typed: str) -> FoundPlace:
    """Find the municipalities that a typed place may stand for, never picking silently.

    An exact name of a municipality still offers other places of that name elsewhere, unless they
    lie in that municipality. A postcode gives where most of it lies first. At most three queries.
    """
    typed = _one_line(typed)[:MAX_PLACE_LENGTH]
    postcode = POSTCODE.match(typed)
    if postcode:
        rows = Postcode.objects.filter(pc4=postcode[1]).select_related("municipality")
        main = [row.municipality for row in rows if row.main]
        return FoundPlace(typed, _distinct(main or [row.municipality for row in rows]))
    folded = fold(typed)
    if not folded:
        return FoundPlace(typed)
    if folded in CARIBBEAN:
        return FoundPlace(typed, is_caribbean=True)
    named = list(Area.objects.municipalities().filter(folded_name=folded))
    places = Place.objects.filter(folded_name=folded).select_related("municipality")
    return FoundPlace(typed, _distinct([*named, *(place.municipality for place in places)]))


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
    """Return every name that a typed place may be, municipalities first: about 3,000, 2 queries."""
    municipalities = Area.objects.municipalities().values_list("name_nl", flat=True)
    places = Place.objects.order_by("folded_name", "pk").values_list("name", flat=True)
    return list(dict.fromkeys([*municipalities, *places]))


def _one_line(typed: str) -> str:
    """Return typed text without null bytes, which PostgreSQL refuses, and without extra spaces."""
    return " ".join(typed.replace("\x00", "").split())


def _distinct(areas: list[Area]) -> tuple[Area, ...]:
    return tuple({area.pk: area for area in areas}.values())
