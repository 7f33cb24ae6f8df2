"""What a visitor has said on the way, and what it means for the matcher and the rights."""

from dataclasses import dataclass, replace

from directory.matching.matcher import Question
from rights.entitlement import Circumstances

Codes = frozenset[str]
NOTHING: Codes = frozenset()


@dataclass(frozen=True, slots=True)
class Choices:
    """Answers so far; empty means not said. ``gender`` and ``phase`` come from links only."""

    audience: Codes = NOTHING
    in_danger: bool | None = None
    age: Codes = NOTHING
    exploitation: Codes = NOTHING
    situation: Codes = NOTHING
    need: Codes = NOTHING
    municipality: str | None = None
    step: Codes = NOTHING
    residence_status: Codes = NOTHING
    gender: Codes = NOTHING
    phase: Codes = NOTHING

    def said(self, facet: str) -> Codes:
        """Return the codes of one answer."""
        codes: Codes = getattr(self, facet)
        return codes

    def with_codes(self, facet: str, codes: Codes) -> "Choices":
        """Return the answers with one of them replaced."""
        changed = {facet: codes}
        return replace(self, **changed)  # type: ignore[arg-type]

    def at(self, municipality: str | None) -> "Choices":
        """Return the answers with another place."""
        return replace(self, municipality=municipality)

    def without(self, question: str) -> "Choices":
        """Return the answers without one of them: the question is skipped."""
        match question:
            case "danger":
                return replace(self, in_danger=None)
            case "place":
                return self.at(None)
            case facet:
                return self.with_codes(facet, NOTHING)

    @property
    def is_professional(self) -> bool:
        """Tell whether somebody asks who works with victims."""
        return self.audience == {"professional"}

    @property
    def is_for_oneself(self) -> bool:
        """Tell whether the visitor is, or may be, the person who needs help."""
        return not self.audience or "victim" in self.audience

    @property
    def question(self) -> Question:
        """Return what is asked of the matcher."""
        return Question(
            need=self.need,
            phase=self.phase,
            audience=self.audience,
            exploitation=self.exploitation,
            age=self.age,
            residence_status=self.residence_status,
            situation=self.situation,
            gender=self.gender,
            municipality=self.municipality,
        )

    @property
    def circumstances(self) -> Circumstances:
        """Return what decides about rights."""
        return Circumstances(
            age=self.age,
            residence_status=self.residence_status,
            step=self.step,
            situation=self.situation,
        )
