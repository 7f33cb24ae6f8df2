"""The rules of the first contact, written straight from their text and as slow as they are.

It shares no code with the decision: tests hold the one against the other.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache, cached_property, partial

from directory.first_contact.rules import ContactRule
from directory.matching.matcher import Acceptance, Geography, Question, ServiceRecord
from tests.directory.first_contact import advice
from tests.directory.first_contact.advice import COUNTRY, TALKING, Advice, one, says


@dataclass(frozen=True)
class Reference:
    """Advise one person at a time, one rule and one service at a time."""

    rules: list[ContactRule]
    records: dict[int, ServiceRecord]
    wider: Mapping[str, Mapping[str, frozenset[str]]]
    geography: Geography
    is_open: Callable[[str, datetime], bool]
    opens: Callable[[str, datetime], datetime | None]
    confirmed: dict[int, date]
    points: Mapping[int, int | None] = field(default_factory=dict)
    form_of_need: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def places(self) -> dict[int, int]:
        """Return the place of each service among all, by name."""
        return {key: place for place, key in enumerate(self.records)}

    def advise(self, question: Question, moment: datetime, *, in_danger: bool = False) -> Advice:
        """Return the first contact and those beside it."""
        fitting = [rule for rule in self.rules if self.fits(rule, question, moment, in_danger)]
        may = cache(partial(self.can_help, question=question, in_danger=in_danger))

        @cache
        def heard(key: int) -> bool:
            return in_danger or self.hears(key, question)

        found = self.choose_first(fitting, question, moment, may, heard)
        if found is None:
            return Advice()
        rule, named = found
        later = fitting[fitting.index(rule) :]
        listed = [key for one in later for key in self.offered(one, one.alternatives)]
        listed += [key for one in later for key in self.offered(one, one.firsts)]
        own = {*self.offered(rule, rule.firsts), *self.offered(rule, rule.alternatives)}
        listed = [
            key
            for key in dict.fromkeys(listed)
            if key != named and may(key) and heard(key) and (key in own or not self.is_police(key))
        ]
        pool = [
            key
            for key in self.records
            if may(key) and heard(key) and self.may_be_chosen(key, rule, question)
            if not self.is_unconfirmed(key, moment) or self.points[key]
        ]
        choosable = [
            key
            for key in pool
            if self.meets(key, question, to_be_first=True) and not self.is_unconfirmed(key, moment)
        ]
        civil = [key for key in choosable if not self.is_police(key)]
        choosable = [
            key for key in civil or choosable if not self.is_of_unnamed_form(key, question)
        ]
        among = {
            "nobody": [],
            "options": [key for key in choosable if key in own],
            "everybody": choosable,
        }[rule.need_chooses]
        if not among and not rule.in_danger and not self.meets(named, question):
            among = [key for key in choosable if self.apart([named], [key]) == []]
        first = self.best(among, question, moment, named)
        first = named if first is None else first
        general = [named] if first != named and heard(named) else []
        near = [key for key in pool if self.is_unconfirmed(key, moment) and not rule.in_danger]
        local = one(self.best(near, question, moment, named))
        fitters = [
            key
            for key in self.records
            if self.meets(key, question) and (key == first or self.fits_at_all(key, question))
        ]
        also = self.beside(
            first, general, local, listed, pool=pool, question=question, moment=moment
        )
        return Advice(
            rule.slug,
            first,
            tuple(also),
            frozenset(
                need
                for need in self.said(question, "need")
                if self.meets(first, replace(question, need=frozenset({need})))
            ),
            rule.is_fallback
            and bool(self.said(question, "need"))
            and not fitters
            and named not in self.coordinators(rule, question, moment),
        )

    def fits_at_all(self, key: int, question: Question) -> bool:
        """Return whether a service is known to accept this person here, by whatever way."""
        record = self.records[key]
        audience = self.said(question, "audience") or ["victim"]
        return (
            self.accepts(record, question)
            and self.level(record, question) is not None
            and bool(set(audience) & record.accepts["audience"].values)
        )

    def beside(
        self,
        first: int,
        general: list[int],
        local: list[int],
        listed: list[int],
        *,
        pool: list[int],
        question: Question,
        moment: datetime,
    ) -> list[int]:
        """Return two more, of whom one meets the need and one is open if the first does not."""
        options = self.elsewhere([first], [*general, *listed])
        options = self.elsewhere([first], [*options[:1], *local, *options[1:]])
        civil = [key for key in options if not self.is_police(key)]

        fitting = [key for key in pool if self.meets(key, question)]
        outside = not all(self.is_police(key) for key in fitting)

        def meets(key: int) -> bool:
            return self.meets(key, question) and not (outside and self.is_police(key))

        def best(keys: list[int], need: str = "") -> int | None:
            return self.best(keys, question, moment, *general, need=need)

        def completed(trio: list[int]) -> list[int]:
            if not any(meets(key) for key in trio):
                trio = trio + one(best([key for key in self.apart(trio, pool) if meets(key)]))
            if not any(self.answers(key, moment) for key in trio):
                waking = [
                    key
                    for key in self.apart(trio, pool)
                    if self.answers(key, moment) and not self.is_police(key)
                ]
                helping = [key for key in waking if self.meets(key, question)]
                ready = [key for key in self.apart(trio, listed) if self.answers(key, moment)]
                trio = trio + (
                    one(best(helping))
                    or [key for key in ready if not self.is_police(key)][:1]
                    or one(best(waking, "talk"))
                    or ready[:1]
                )
            return trio

        trio, alone = completed([first, *civil[:1]]), completed([first])
        helps = [any(meets(key) for key in found) for found in (trio, alone)]
        if len(trio) > 3 or helps == [False, True]:
            trio = alone
        trio += self.elsewhere(trio, civil)[: 3 - len(trio)]
        shut = not self.answers(first, moment)
        asleep = [shut and not self.answers(key, moment) for key in trio]
        also = sorted(trio[1:], key=lambda key: (self.is_police(key), asleep[trio.index(key)]))
        return [] if also and self.is_police(also[0]) else also

    def best(
        self, keys: list[int], question: Question, moment: datetime, *named: int, need: str = ""
    ) -> int | None:
        """Return the one that comes first; whom the rules name is meant for this person."""
        needs = [need] if need else self.said(question, "need") or ["talk"]

        def place(key: int) -> tuple[object, ...]:
            record = self.records[key]
            return (
                self.is_police(key),
                key not in named and self.is_limited(record, question),
                not self.is_named(record, question),
                self.answers_from(record, moment),
                self.level(record, question),
                min(record.ranks.get(need, 1_000) for need in needs),
                self.places[key],
            )

        return min(keys, key=place, default=None)

    def answers_from(self, record: ServiceRecord, moment: datetime) -> datetime:
        """Return when a service can be reached: now, at its next opening, or who knows when."""
        if self.answers(record.key, moment):
            return moment
        opening = [self.opens(expression, moment) for expression in record.opening_hours]
        known = [found for found in opening if found is not None]
        return min(known, default=moment + timedelta(days=1_000))

    def apart(self, contacts: list[int], keys: list[int]) -> list[int]:
        """Return those that share no organization and no channel with the contacts."""
        taken = {door for key in contacts for door in self.records[key].doors}
        return [key for key in keys if not taken & self.records[key].doors]

    def elsewhere(self, contacts: list[int], keys: list[int]) -> list[int]:
        """Return those that share nothing with the contacts, nor with one another."""
        found: list[int] = []
        for key in keys:
            found += self.apart([*contacts, *found], [key])
        return found

    def is_unconfirmed(self, key: int, moment: datetime) -> bool:
        """Return whether a service is a regional point that nobody confirmed lately."""
        lately = key in self.confirmed and moment.date() < self.confirmed[key]
        return key in self.points and not lately

    def is_police(self, key: int) -> bool:
        """Return whether a service is of police, inspectorate or immigration."""
        return "enforcement" in self.records[key].tags

    def offered(self, rule: ContactRule, keys: Iterable[int]) -> list[int]:
        """Return the services of a rule that were not checked too long ago."""
        return [
            key
            for key in keys
            if key in self.records
            and (rule.is_never_hidden or "too_old" not in self.records[key].tags)
        ]

    def may_be_chosen(self, key: int, rule: ContactRule, question: Question) -> bool:
        """Return whether a need may lead to a service: checked in time, and seldom the police."""
        record = self.records[key]
        if record.is_overdue or "too_old" in record.tags:
            return False
        if not (self.said(question, "audience") or "victim" in record.accepts["audience"].values):
            return False
        papers = self.said(question, "residence_status")
        has_papers = bool(papers) and "third_no_permit" not in papers
        return not self.is_police(key) or (rule.need_chooses == "everybody" and has_papers)

    def meets(self, key: int, question: Question, *, to_be_first: bool = False) -> bool:
        """Return whether a service meets a need that was asked."""
        record = self.records[key]
        return any(
            bool(self.wider["need"].get(need, frozenset()) & record.accepts["need"].values)
            and not (to_be_first and need in record.never_first)
            for need in self.said(question, "need")
        )

    def is_of_unnamed_form(self, key: int, question: Question) -> bool:
        """Return whether a service is for some forms only, of which nothing said names one."""
        exploitation = self.records[key].accepts["exploitation"]
        if exploitation.rule != "only" or self.said(question, "exploitation"):
            return False
        forms = [self.form_of_need.get(need) for need in self.said(question, "need")]
        wider = self.wider["exploitation"]
        return not any(form and wider[form] & exploitation.values for form in forms)

    def is_limited(self, record: ServiceRecord, question: Question) -> bool:
        """Return whether a service is not for everybody in something that was not said."""
        for facet in ("exploitation", "age", "residence_status", "situation", "gender"):
            limits = ("only",) if facet == "gender" else ("only", "unknown")
            if not self.said(question, facet) and record.accepts[facet].rule in limits:
                return True
        return False

    def is_named(self, record: ServiceRecord, question: Question) -> bool:
        """Return whether a service names something that was said."""
        return any(
            record.accepts[facet].rule == "only"
            and self.names(record, facet, record.accepts[facet], code)
            for facet in ("exploitation", "age", "residence_status", "situation", "gender")
            for code in self.said(question, facet)
        )

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
            for key in self.tried(rule, question, moment):
                if may(key) and heard(key):
                    return rule, key
        for rule in fitting:
            for key in self.offered(rule, rule.alternatives):
                if may(key) and heard(key) and not self.is_police(key):
                    return rule, key
        for rule in fitting:
            for key in self.tried(rule, question, moment):
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
        return says(facet, getattr(question, facet))

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
        """Return whether this person can use a channel of a service; a relay is for the deaf."""
        useless = {kind for code in question.situation for kind in advice.USELESS.get(code, ())}
        useless |= set() if "deaf_disability" in question.situation else {"relay"}
        tags = {f"channel:{kind}" for kind in TALKING if kind not in useless}
        return bool(tags & self.records[key].tags)

    def answers(self, key: int, moment: datetime) -> bool:
        """Return whether a service is known to be open."""
        hours = self.records[key].opening_hours if key in self.records else ()
        return any(self.is_open(expression, moment) for expression in hours)

    def tried(self, rule: ContactRule, question: Question, moment: datetime) -> Iterator[int]:
        yield from self.coordinators(rule, question, moment)
        yield from self.offered(rule, rule.firsts)

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
