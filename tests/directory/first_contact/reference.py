"""The rules of the first contact, written straight from their text and as slow as they are.

It shares no code with the decision: tests hold the one against the other.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from directory.first_contact.rules import ContactRule
from directory.matching.matcher import Acceptance, Geography, Question, ServiceRecord

SAYS_NOTHING = ("unknown", "any")
TALKING = ("phone", "chat", "whatsapp", "text", "email", "relay")
COUNTRY = 4
AGES = ("minor", "young_adult", "adult")


@dataclass(frozen=True)
class Advice:
    """Whom to contact; keys of services."""

    rule: str | None = None
    first: int | None = None
    alternative: int | None = None
    open_now: int | None = None


@dataclass(frozen=True)
class Reference:
    """Advise one person at a time, one rule and one service at a time."""

    rules: list[ContactRule]
    records: dict[int, ServiceRecord]
    wider: Mapping[str, Mapping[str, frozenset[str]]]
    geography: Geography
    is_open: Callable[[str, datetime], bool]
    organizations: dict[int, int]
    confirmed: dict[int, date]

    def advise(self, question: Question, moment: datetime, *, in_danger: bool = False) -> Advice:
        """Return the first contact, the alternative, and one that is open now."""
        fitting = [rule for rule in self.rules if self.fits(rule, question, moment, in_danger)]

        def may(key: int) -> bool:
            return self.can_help(key, question, in_danger)

        def heard(key: int) -> bool:
            return in_danger or self.hears(key, question)

        chosen = self.choose_first(fitting, question, moment, may, heard)
        if chosen is None:
            return Advice()
        rule, first = chosen
        later = fitting[fitting.index(rule) :]
        others = [key for one in later for key in one.alternatives]
        others += [key for one in later for key in one.firsts]
        outside = [
            key
            for key in others
            if may(key)
            and "enforcement" not in self.records[key].tags
            and self.organizations[key] != self.organizations[first]
        ]
        alternative = next((key for key in outside if heard(key)), None)
        if alternative is None:
            alternative = next(iter(outside), None)
        open_now = None
        if not self.answers(first, moment):
            tried = [alternative] if alternative is not None else []
            tried += [key for one in later for key in one.firsts]
            tried += [key for one in later for key in one.alternatives]
            named = {*rule.firsts, *rule.alternatives}
            open_now = next(
                (
                    key
                    for key in tried
                    if may(key)
                    and self.answers(key, moment)
                    and (key in named or "enforcement" not in self.records[key].tags)
                ),
                None,
            )
        return Advice(rule.slug, first, alternative, open_now)

    def choose_first(
        self,
        fitting: list[ContactRule],
        question: Question,
        moment: datetime,
        may: Callable[[int], bool],
        heard: Callable[[int], bool],
    ) -> tuple[ContactRule, int] | None:
        """Try first contacts that hear the person, alternatives that do, and then any."""
        for rule in fitting:
            for key in (*self.coordinators(rule, question, moment), *rule.firsts):
                if may(key) and heard(key):
                    return rule, key
        for rule in fitting:
            for key in rule.alternatives:
                if may(key) and heard(key) and "enforcement" not in self.records[key].tags:
                    return rule, key
        for rule in fitting:
            for key in (*self.coordinators(rule, question, moment), *rule.firsts):
                if may(key):
                    return rule, key
        return None

    def fits(
        self, rule: ContactRule, question: Question, moment: datetime, in_danger: bool
    ) -> bool:
        """Return whether a rule is for this person now."""
        if rule.in_danger and not in_danger:
            return False
        in_office = self.is_open("Mo-Fr 09:00-17:00; PH off", moment)
        if rule.moment == "office_hours" and not in_office:
            return False
        if rule.moment == "out_of_hours" and in_office:
            return False
        return all(
            any(self.wider[facet].get(code, set()) & codes for code in self.said(question, facet))
            for facet, codes in rule.conditions.items()
        )

    def said(self, question: Question, facet: str) -> list[str]:
        """Return the answers of a person that say something; of several ages the youngest."""
        said = [code for code in getattr(question, facet) if code not in SAYS_NOTHING]
        if facet == "age":
            return [age for age in AGES if age in said][:1]
        return said

    def can_help(self, key: int, question: Question, in_danger: bool) -> bool:
        """Return whether a service is known to take this person, here, without a referral."""
        record = self.records.get(key)
        if record is None or "status:active" not in record.tags:
            return False
        if not any(f"channel:{kind}" in record.tags for kind in TALKING):
            return False
        audience = self.said(question, "audience")
        if "intake:direct" not in record.tags and not (
            "intake:professionals" in record.tags and audience == ["professional"]
        ):
            return False
        if audience and not set(audience) & record.accepts["audience"].values:
            return False
        has_no_papers = "third_no_permit" in question.residence_status
        if not in_danger and has_no_papers and "enforcement" in record.tags:
            return False
        return self.accepts(record, question) and self.level(record, question) is not None

    def accepts(self, record: ServiceRecord, question: Question) -> bool:
        """Return whether a service is known to accept every facet that was said."""
        for facet in ("exploitation", "age", "residence_status", "situation", "gender"):
            said = self.said(question, facet)
            acceptance = record.accepts[facet]
            if not said or acceptance.rule == "any":
                continue
            if acceptance.rule == "unknown":
                return False
            named = [self.names(record, facet, acceptance, code) for code in said]
            if not (all(named) if facet == "residence_status" else any(named)):
                return False
        return True

    def names(self, record: ServiceRecord, facet: str, acceptance: Acceptance, code: str) -> bool:
        """Return whether a service names a value, or a wider one that takes it along."""
        if code in acceptance.values:
            return True
        if code in acceptance.excluded:
            return False
        return bool(self.wider[facet][code] & acceptance.values)

    def level(self, record: ServiceRecord, question: Question) -> int | None:
        """Return the nearest level at which a service serves the place; nationwide if not said."""
        if question.municipality is None:
            return COUNTRY if "NL" in record.areas else None
        levels = self.geography.levels[question.municipality]
        return min((level for level, areas in levels if record.areas & set(areas)), default=None)

    def hears(self, key: int, question: Question) -> bool:
        """Return whether this person can use a channel of a service."""
        deaf = "deaf_disability" in question.situation
        kinds = [kind for kind in TALKING if kind != "phone" or not deaf]
        return any(f"channel:{kind}" in self.records[key].tags for kind in kinds)

    def answers(self, key: int, moment: datetime) -> bool:
        """Return whether a service is known to be open."""
        record = self.records.get(key)
        return record is not None and any(
            self.is_open(expression, moment) for expression in record.opening_hours
        )

    def coordinators(
        self, rule: ContactRule, question: Question, moment: datetime
    ) -> Iterator[int]:
        """Yield the care coordinators of the region, lately confirmed, nearest first."""
        if not rule.coordinator_first or question.municipality is None:
            return
        found = []
        for order, (key, until) in enumerate(self.confirmed.items()):
            record = self.records.get(key)
            level = None if record is None else self.level(record, question)
            if level is not None and level < COUNTRY and moment.date() < until:
                found.append((level, order, key))
        yield from (key for _level, _order, key in sorted(found))
