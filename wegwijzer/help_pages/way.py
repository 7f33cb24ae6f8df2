"""The short way: how old, what happens and where, and then whom to contact first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from directory.geography.places import find_place
from directory.matching.question import Circumstances
from directory.models.choices import AgeGroup

AGES: Final[Mapping[str, frozenset[str]]] = {
    "way_minor": frozenset({AgeGroup.MINOR}),
    "way_adult": frozenset({AgeGroup.YOUNG_ADULT, AgeGroup.ADULT}),
}
"""What one can say of an age, by the sentence that says so."""

EXPLOITATION: Final[Mapping[str, frozenset[str]]] = {
    "way_work": frozenset({"labour"}),
    "way_sex": frozenset({"sexual"}),
    "way_crime": frozenset({"criminal_exp"}),
    "way_other": frozenset(),
}
"""What one can say of what happens; something else rules nobody out."""


@dataclass(frozen=True, slots=True)
class WayAnswer:
    """What somebody said, each empty if it was not said or means nothing here."""

    age: str = ""
    happens: str = ""
    place: str = ""

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> "WayAnswer":
        """Return what a form says."""
        age, happens = sent.get("age", ""), sent.get("happens", "")
        return cls(
            age if age in AGES else "",
            happens if happens in EXPLOITATION else "",
            sent.get("place", "").strip(),
        )

    @property
    def municipality(self) -> str | None:
        """Return the code of the one municipality that the place stands for."""
        found = find_place(self.place).municipality if self.place else None
        return found.code if found else None

    @property
    def circumstances(self) -> Circumstances:
        """Return what the matcher is asked."""
        return Circumstances(
            age=AGES.get(self.age, frozenset()),
            exploitation=EXPLOITATION.get(self.happens, frozenset()),
            municipality=self.municipality,
        )
