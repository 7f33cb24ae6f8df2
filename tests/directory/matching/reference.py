"""The rules of the list of services, written straight from their text and as slow as they are.

It shares no code with the matcher: tests hold the one against the other.
"""

from dataclasses import dataclass
from datetime import datetime

from directory.matching.matcher import Geography, Question, ServiceRecord, TermHierarchy

VICTIM = ("exploitation", "age", "residence_status", "situation", "gender")
STATED = ("need", "phase", "audience")
SAYS_NOTHING = ("unknown", "any")


@dataclass(frozen=True)
class Place:
    """Where a service stands in the list, and why."""

    key: int
    knowledge: int
    level: int | None
    is_overdue: bool
    unknown_facets: tuple[str, ...]


class Reference:
    """Answer questions over a directory one service and one rule at a time."""

    def __init__(
        self,
        records: list[ServiceRecord],
        vocabulary: TermHierarchy,
        geography: Geography,
        open_expressions: set[str],
    ) -> None:
        self.records = records
        self.wider = vocabulary.accepted_as
        self.geography = geography
        self.open_expressions = open_expressions

    def fits(self, record: ServiceRecord, question: Question) -> bool:
        """Return whether a service belongs in the list."""
        for facet in STATED:
            wanted = [code for code in getattr(question, facet) if code not in SAYS_NOTHING]
            offered = record.accepts[facet].values
            if wanted and not any(self.wider[facet][code] & offered for code in wanted):
                return False
        for facet in VICTIM:
            wanted = [code for code in getattr(question, facet) if code not in SAYS_NOTHING]
            is_limited = wanted and record.accepts[facet].rule == "only"
            if is_limited and not any(self.names(record, facet, code) for code in wanted):
                return False
        if question.municipality is not None and self.level(record, question) is None:
            return False
        if question.open_at is not None and not (record.opening_hours & self.open_expressions):
            return False
        return question.scores is None or record.key in question.scores

    def names(self, record: ServiceRecord, facet: str, code: str) -> bool:
        """Return whether a service names a value, or a wider one that takes it along."""
        acceptance = record.accepts[facet]
        if acceptance.rule != "only":
            return False
        if code in acceptance.values:
            return True
        if code in acceptance.excluded:
            return False
        return bool(self.wider[facet][code] & acceptance.values)

    def level(self, record: ServiceRecord, question: Question) -> int | None:
        """Return the nearest level at which a service covers the municipality."""
        assert question.municipality is not None
        covering = [
            level
            for level, areas in self.geography.levels.get(question.municipality, ())
            if record.areas & set(areas)
        ]
        return min(covering, default=None)

    def rank(self, record: ServiceRecord, question: Question) -> int:
        """Return the best place that editors gave a service for a need that was asked."""
        return min((record.ranks.get(need, 1_000) for need in question.need), default=1_000)

    def rank_of_equals(self, record: ServiceRecord, question: Question) -> int:
        """Return the same, or the place for talking where neither a need nor words were given."""
        if question.need or question.scores is not None:
            return self.rank(record, question)
        return record.ranks.get("talk", 1_000)

    def is_open_to(self, record: ServiceRecord, question: Question) -> bool:
        """Return whether a service is open to whoever asks; a line for professionals to them."""
        if "intake:professionals" in record.tags and question.audience != {"professional"}:
            return False
        return question.asked_at is not None and bool(record.opening_hours & self.open_expressions)

    def needs_referral(self, record: ServiceRecord, question: Question) -> bool:
        """Return whether whoever asks cannot simply come; professionals have lines of their own."""
        if question.audience == {"professional"} and "intake:professionals" in record.tags:
            return False
        return "intake:direct" not in record.tags

    def language(self, record: ServiceRecord, question: Question) -> int:
        """Return 0 for who speaks the language, 1 for an interpreter, 2 for anyone else."""
        wanted = [f"language:{code}" for code in question.language if code != "nl"]
        if any(tag in record.tags for tag in wanted):
            return 0
        return 1 if wanted and "interpreter" in record.tags else 2

    def answer(self, question: Question) -> list[Place]:
        """Return every service that fits, in order."""
        placed: list[tuple[tuple[object, ...], Place]] = []
        for index, record in enumerate(self.records):
            if not self.fits(record, question):
                continue
            asked = {
                facet: codes
                for facet in VICTIM
                if (
                    codes := [code for code in getattr(question, facet) if code not in SAYS_NOTHING]
                )
            }
            unknown = tuple(facet for facet in asked if record.accepts[facet].rule == "unknown")
            named = any(
                self.names(record, facet, code) for facet, codes in asked.items() for code in codes
            )
            knowledge = 2 if unknown else 0 if named else 1
            level = None if question.municipality is None else self.level(record, question)
            score = 0.0 if question.scores is None else question.scores[record.key]
            order = (
                self.rank(record, question) != 0,
                record.is_overdue,
                knowledge,
                score < max((question.scores or {}).values(), default=0.0) * (2 / 3),
                self.language(record, question),
                not self.is_open_to(record, question),
                self.needs_referral(record, question),
                level or 0,
                self.rank_of_equals(record, question),
                -score,
                index,
            )
            placed.append((order, Place(record.key, knowledge, level, record.is_overdue, unknown)))
        return [place for _order, place in sorted(placed, key=lambda pair: pair[0])]


def always_open(_expression: str, _moment: datetime) -> bool:
    """Stand in for hours where a test is not about them."""
    return True
