"""The short way: how old, what happens and where, and then whom to contact first.

What was said stands in the URL as a code of the signpost, so that a phone that drops the page in a
call shows the number again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from directory.geography.places import find_municipality, find_place
from directory.matching.question import Circumstances
from directory.models.choices import AgeGroup
from directory.snapshot.snapshot import ServiceSnapshot
from wegwijzer.signpost.codes import CodeBook
from wegwijzer.signpost.progress import SignpostProgress
from wegwijzer.signpost.questions import THE_ANSWER

Answers = Mapping[str, frozenset[str]]

AGES: Final[Answers] = {
    "way_minor": frozenset({AgeGroup.MINOR.value}),
    "way_adult": frozenset({AgeGroup.ADULT.value}),
}
"""What one can say of an age, by the sentence that says so."""

EXPLOITATION: Final[Answers] = {
    "way_work": frozenset({"labour"}),
    "way_sex": frozenset({"sexual"}),
    "way_crime": frozenset({"criminal_exp"}),
    "way_other": frozenset(),
}
"""What one can say of what happens; something else rules nobody out."""


@dataclass(frozen=True, slots=True)
class WayAnswer:
    """What somebody said, and how the form shows it; ``place`` as it was typed or is called."""

    said: Circumstances = Circumstances()  # noqa: RUF009 - frozen
    place: str = ""

    @classmethod
    def sent(cls, form: Mapping[str, str]) -> "WayAnswer":
        """Return what a form says; what means nothing here was not said."""
        typed = form.get("place", "").strip()
        municipality = find_place(typed).municipality if typed else None
        said = Circumstances(
            age=AGES.get(form.get("age", ""), frozenset()),
            exploitation=EXPLOITATION.get(form.get("happens", ""), frozenset()),
            municipality=municipality.code if municipality else None,
        )
        return cls(said, typed)

    @classmethod
    def found_by(cls, code: str, snapshot: ServiceSnapshot) -> "WayAnswer | None":
        """Return what a code stands for, or None if it stands for nothing."""
        progress = SignpostProgress.found_by(code, snapshot, "nl")
        if progress is None:
            return None
        said = progress.choices
        return cls(said, find_municipality(said.municipality).typed if said.municipality else "")

    def code(self, snapshot: ServiceSnapshot) -> str:
        """Return the code of what was said."""
        return CodeBook.of(snapshot.terms).encode(self.said, THE_ANSWER)

    @property
    def is_place_unknown(self) -> bool:
        """Return whether a place was typed that stands for no municipality, or for several."""
        return bool(self.place) and self.said.municipality is None

    @property
    def age(self) -> str:
        """Return the answer that is chosen, or ""."""
        return _chosen(AGES, self.said.age)

    @property
    def happens(self) -> str:
        """Return the answer that is chosen, or ""."""
        return _chosen(EXPLOITATION, self.said.exploitation)


def _chosen(answers: Answers, said: frozenset[str]) -> str:
    return next((key for key, codes in answers.items() if codes and codes == said), "")
